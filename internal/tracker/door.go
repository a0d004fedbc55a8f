package tracker

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Member is somebody of the directory, with all that decides what they may: it is read at once, because every request begins with it.
type Member struct {
	followup.Rep // its settings are empty unless IsRep

	IsRep   bool
	Sees    []followup.UserID // the members of their teams and of those they manage
	Manages []followup.UserID // the members of the teams they manage
	Covers  []followup.Rep    // who named them as their cover, with their zone and absence alone: past, present or to come
}

// me is the acting rep, with their day.
type me struct {
	Member

	admin  bool
	today  calendar.Date
	stands []followup.UserID // whom they cover now
	found  *Fresh            // the lead that this request has found by its name, moments ago
}

// meet says what a member may.
func (t *Tracker) meet(m Member) me {
	now := t.clock.Now()
	return me{Member: m, admin: m.Admin || t.admins[m.ID], today: calendar.Today(now, m.Location()), stands: m.covering(now)}
}

// enter opens the door to a use case: it refuses who may not use Followup, and makes a rep of who does so for the first time.
func (t *Tracker) enter(ctx context.Context, tx Tx, a Actor) (me, error) {
	m, err := tx.Member(ctx, a.Workspace, a.User)
	return t.welcome(ctx, tx, m, err)
}

// welcome is enter for a member that was looked up already.
func (t *Tracker) welcome(ctx context.Context, tx Tx, m Member, err error) (me, error) {
	if err := allowed(m, err); err != nil {
		return me{}, err
	}
	if !m.IsRep {
		if m.Rep, err = t.ensureRep(ctx, tx, m.Person); err != nil {
			return me{}, err
		}
		m.IsRep = true
	}
	return t.meet(m), nil
}

// allowed refuses strangers, guests, bots and whoever left.
func allowed(m Member, err error) error {
	if errors.Is(err, ErrNotFound) || (err == nil && !m.FullMember()) {
		return ErrNotAllowedHere
	}
	if err != nil {
		return fmt.Errorf("load person: %w", err)
	}
	return nil
}

// ensureRep returns the person's settings, made with their defaults where there are none. Two at once make one.
func (t *Tracker) ensureRep(ctx context.Context, tx Tx, p followup.Person) (followup.Rep, error) {
	rep, err := tx.Rep(ctx, p.Workspace, p.ID)
	if err == nil || !errors.Is(err, ErrNotFound) {
		return rep, err
	}
	rep = followup.Rep{Person: p, DigestAt: followup.DefaultDigestAt, Week: calendar.MondayToFriday}
	now := t.clock.Now()
	if rep, err = tx.AddRep(ctx, rep, nextDigest(rep, now), now); err != nil {
		return followup.Rep{}, fmt.Errorf("make rep: %w", err)
	}
	return rep, nil
}

// Enter is Settings for a request that goes on: by the actor it returns, what the request looks up next needs not ask again who that
// is. It is good for this one request.
func (t *Tracker) Enter(ctx context.Context, a Actor) (Actor, followup.Rep, error) {
	m, err := t.store.Member(ctx, a.Workspace, a.User)
	if err := allowed(m, err); err != nil {
		return a, followup.Rep{}, err
	}
	who := t.meet(m)
	if !m.IsRep {
		err = t.store.InTx(ctx, func(tx Tx) (err error) {
			who, err = t.enter(ctx, tx, a)
			return err
		})
	}
	a.known = &who
	return a, who.Rep, err
}

// look is the door for those who only read: it refuses who may not use Followup and makes nobody a rep.
func (t *Tracker) look(ctx context.Context, a Actor) (me, error) {
	if a.known != nil {
		return *a.known, nil
	}
	m, err := t.store.Member(ctx, a.Workspace, a.User)
	if err := allowed(m, err); err != nil {
		return me{}, err
	}
	return t.meet(m), nil
}

// visibleOwners returns whose leads the person sees: their own and their teams'. Admins see everybody's: nil.
func (who me) visibleOwners() []followup.UserID {
	if who.admin {
		return nil
	}
	owners := slices.Concat([]followup.UserID{who.ID}, who.Sees, who.stands)
	slices.Sort(owners)
	return slices.Compact(owners)
}

// sees reports whether the person may look at an owner's leads.
func (who me) sees(owner followup.UserID) bool {
	return who.admin || owner == who.ID || slices.Contains(who.Sees, owner) || who.covers(owner)
}

// manages reports whether the person decides for a team.
func (who me) manages(team followup.Team) bool { return who.admin || team.Manager == who.ID }

// decidesFor reports whether who is an admin or manages a team the rep belongs to.
func (who me) decidesFor(rep followup.UserID) bool {
	return who.admin || slices.Contains(who.Manages, rep)
}

// maySee refuses to say anything about a lead but whose it is. Whoever it was taken from knows it, and learns by whom.
// Of an erased lead there is nothing to see: it is an ErasedError.
func (t *Tracker) maySee(ctx context.Context, r Reads, who me, lead followup.Lead) error {
	if who.sees(lead.Owner) {
		return erased(ctx, r, lead)
	}
	newest, err := r.NewestEvent(ctx, lead.Workspace, lead.ID)
	if err == nil && newest.Kind == followup.Reassigned && newest.Detail.From == who.ID {
		return changedBy(ctx, r, lead, newest)
	}
	return notYours(ctx, r, who, lead)
}

func (t *Tracker) mayChange(ctx context.Context, r Reads, who me, lead followup.Lead) error {
	if lead.Owner == who.ID || who.decidesFor(lead.Owner) || who.covers(lead.Owner) {
		return nil
	}
	return notYours(ctx, r, who, lead)
}

func notYours(ctx context.Context, r Reads, who me, lead followup.Lead) error {
	owner, err := r.Person(ctx, lead.Workspace, lead.Owner)
	if err != nil {
		return fmt.Errorf("load owner: %w", err)
	}
	if !who.sees(lead.Owner) {
		return NotYoursError{Lead: followup.Lead{Workspace: lead.Workspace, ID: lead.ID}, Owner: owner.Name, Hidden: true}
	}
	return NotYoursError{Lead: lead, Owner: owner.Name}
}

// repOf is somebody's settings, which need no asking where it is the person who acts.
func repOf(ctx context.Context, r Reads, who me, w followup.WorkspaceID, id followup.UserID) (followup.Rep, error) {
	if who.IsRep && who.ID == id && who.Workspace == w {
		return who.Rep, nil
	}
	rep, err := r.Rep(ctx, w, id)
	if err != nil {
		return followup.Rep{}, fmt.Errorf("load owner: %w", err)
	}
	return rep, nil
}
