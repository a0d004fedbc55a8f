package tracker

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// ErrErased says that a lead's data was erased: there is nothing left to show or to change, and no way back.
var ErrErased = errors.New("the lead's data was erased")

// ErasedError says when a lead's data was erased, and by whom. It is an ErrErased.
type ErasedError struct {
	On time.Time
	By string // name; empty: by the rule for old closed leads
}

func (e ErasedError) Error() string { return ErrErased.Error() }
func (e ErasedError) Unwrap() error { return ErrErased }

// erased is an ErasedError where the lead's data is gone.
func erased(ctx context.Context, r Reads, lead followup.Lead) error {
	if !lead.Erased {
		return nil
	}
	events, _, err := r.History(ctx, lead.Workspace, lead.ID, 0, recentHistory)
	if err != nil {
		return fmt.Errorf("load history: %w", err)
	}
	i := slices.IndexFunc(events, func(e followup.Event) bool { return e.Kind == followup.Forgot })
	if i < 0 { // it went into a lead that was erased
		return ErasedError{}
	}
	is := ErasedError{On: events[i].At}
	if events[i].Source != followup.FromRule {
		names, err := namesOf(ctx, r, lead.Workspace, events[i].By)
		if err != nil {
			return err
		}
		is.By = names[events[i].By]
	}
	return is
}

// mayForget reports whether the person is offered to erase a lead's data: who asked not to be contacted is likely to want it.
func (who me) mayForget(l followup.Lead) bool {
	return l.State == followup.DoNotContact && !l.Erased && who.IsRep && who.decidesFor(l.Owner)
}

// Erasing is what Erase does to a lead and to all that went into it.
type Erasing struct {
	Lead    followup.Lead
	Traits  []string  // by which its people are known again; none: they may be added again
	Asked   time.Time // what whoever adds them is told
	At      time.Time
	Expires time.Time // what was typed before then is erased whatever it is about
}

// draftLife is how long what somebody typed is left alone where it doesn't seem to be about an erased lead: a form may be open.
const draftLife = 24 * time.Hour

// ToForget shows what Forget would erase, to somebody who may: nothing is changed. Its errors are those of Forget.
func (t *Tracker) ToForget(ctx context.Context, a Actor, id followup.LeadID) (digest.Erasure, error) {
	who, err := t.look(ctx, a)
	if err != nil {
		return digest.Erasure{}, err
	}
	lead, owner, err := t.LeadFor(ctx, a, id)
	if err != nil {
		return digest.Erasure{}, err
	}
	if lead.State == followup.Merged {
		return digest.Erasure{}, stale(ctx, t.store, lead)
	}
	if err := t.mayErase(ctx, t.store, who, lead); err != nil {
		return digest.Erasure{}, err
	}
	e := digest.Erasure{Lead: lead, Owner: owner.Person}
	if e.Goes, err = t.store.Traces(ctx, a.Workspace, id); err != nil {
		return e, fmt.Errorf("count what there is: %w", err)
	}
	traits, err := traitsOf(ctx, t.store, lead)
	if err != nil {
		return e, err
	}
	e.Known = len(traits)
	if e.Also, err = t.alsoAt(ctx, who, lead); err != nil {
		return e, err
	}
	if lead.State == followup.DoNotContact {
		e.Asked, err = askedOn(ctx, t.store, lead)
	}
	return e, err
}

// alsoAt are the other leads, whosever they are, that have an address of a lead's people.
func (t *Tracker) alsoAt(ctx context.Context, who me, lead followup.Lead) ([]digest.Match, error) {
	var others []followup.Lead
	for _, c := range lead.Contacts {
		same, err := sameContact(ctx, t.store, lead.Workspace, c)
		if err != nil {
			return nil, err
		}
		for _, l := range same {
			if l.ID != lead.ID && !slices.ContainsFunc(others, func(o followup.Lead) bool { return o.ID == l.ID }) {
				others = append(others, l)
			}
		}
	}
	if len(others) == 0 {
		return nil, nil
	}
	return t.matches(ctx, t.store, lead.Workspace, who.ID, others)
}

// mayErase lets the manager of the owner's team and admins erase.
func (t *Tracker) mayErase(ctx context.Context, r Reads, who me, lead followup.Lead) error {
	if who.decidesFor(lead.Owner) {
		return nil
	}
	manager, err := managerOf(ctx, r, lead)
	if err != nil {
		return err
	}
	return Refused{Why: ErrManagersOnly, Name: manager}
}

// managerOf is the name of somebody else who decides for a lead's owner; empty where there is none.
func managerOf(ctx context.Context, r Reads, lead followup.Lead) (string, error) {
	teams, err := r.TeamsOf(ctx, lead.Workspace, lead.Owner)
	if err != nil {
		return "", fmt.Errorf("load teams: %w", err)
	}
	for _, team := range teams {
		if slices.Contains(team.Members, lead.Owner) && team.Manager != lead.Owner {
			names, err := namesOf(ctx, r, lead.Workspace, team.Manager)
			return names[team.Manager], err
		}
	}
	return "", nil
}

// Forget erases for good what is known of a lead's people: names, contacts, notes, whatever was typed about them, in the lead, its whole
// history and the leads that went into it. An open lead is closed: it asked not to be contacted. Counts, channels, outcomes and dates
// stay, and keyed marks of the addresses, by which nobody adds these people again (G7). The manager of the owner's team and admins may. The
// second time it is an ErasedError. What was posted before is drawn again without it, as far as the outbox knows it.
func (t *Tracker) Forget(ctx context.Context, a Actor, id followup.LeadID) (digest.Receipt, error) {
	return t.once(ctx, a, func(tx Tx, who me) (digest.Receipt, error) {
		lead, err := t.lock(ctx, tx, who, id, nil)
		if err != nil {
			return digest.Receipt{}, err
		}
		if err := t.mayErase(ctx, tx, who, lead); err != nil {
			return digest.Receipt{}, err
		}
		traits, err := traitsOf(ctx, tx, lead)
		if err != nil {
			return digest.Receipt{}, err
		}
		return t.erase(ctx, tx, a, who, lead, traits)
	})
}

// erase first closes the lead as anything that closes one does, so that it leaves lists and digests, and then takes the words away.
func (t *Tracker) erase(ctx context.Context, tx Tx, a Actor, who me, lead followup.Lead, traits []string) (digest.Receipt, error) {
	now := t.clock.Now()
	e := Erasing{Lead: lead, Traits: traits, Asked: now, At: now, Expires: now.Add(-draftLife)}
	if lead.State == followup.DoNotContact {
		on, err := askedOn(ctx, tx, lead)
		if err != nil {
			return digest.Receipt{}, err
		}
		if !on.IsZero() {
			e.Asked = on
		}
	}
	after := lead
	if lead.State.Open() {
		after = follow(lead, followup.NextStep{Kind: followup.NextStop}, nil)
	}
	after.Enrolment = nil
	receipt, err := t.apply(ctx, tx, a, who, lead, change{kind: followup.Forgot, after: after})
	if err != nil {
		return digest.Receipt{}, err
	}
	if err := tx.Erase(ctx, e); err != nil {
		return digest.Receipt{}, fmt.Errorf("erase: %w", err)
	}
	receipt.Lead, err = tx.Lead(ctx, lead.Workspace, lead.ID)
	receipt.MayForget = false
	return receipt, err
}

// traitsOf are the addresses of a lead's people, also of those who came with the leads that went into it.
func traitsOf(ctx context.Context, r Reads, lead followup.Lead) ([]string, error) {
	folded, err := r.MergedLeads(ctx, lead.Workspace, lead.ID)
	if err != nil {
		return nil, fmt.Errorf("load what went into the lead: %w", err)
	}
	var traits []string
	for _, l := range append(folded, lead) {
		for _, c := range l.Contacts {
			traits = append(traits, c.Traits()...)
			traits = append(traits, followup.Called{Name: c.Name, Company: l.Company}.Trait())
		}
		traits = append(traits, followup.CalledOf(l).Trait())
	}
	slices.Sort(traits)
	return slices.DeleteFunc(slices.Compact(traits), func(t string) bool { return t == "" }), nil
}

// forgotten is a StoppedError where somebody who is to be added was erased after they asked not to be contacted.
func (t *Tracker) forgotten(ctx context.Context, r Reads, w followup.WorkspaceID, c followup.Contact, called followup.Called) error {
	traits := c.MayHave()
	for _, trait := range []string{called.Trait(), followup.Called{Name: c.Name, Company: called.Company}.Trait()} {
		if trait != "" {
			traits = append(traits, trait)
		}
	}
	if len(traits) == 0 {
		return nil
	}
	asked, err := r.Forgotten(ctx, w, traits)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look for who was erased: %w", err)
	}
	return StoppedError{On: asked}
}

// reachesStopped is a StoppedError where a contact has an address of somebody who asked not to be contacted, at whichever lead.
func (t *Tracker) reachesStopped(ctx context.Context, r Reads, who me, c followup.Contact, company string) error {
	if len(c.Traits()) == 0 {
		return nil
	}
	leads, err := sameContact(ctx, r, who.Workspace, c)
	if err != nil {
		return err
	}
	leads = slices.DeleteFunc(leads, func(l followup.Lead) bool { return l.State != followup.DoNotContact })
	why := map[followup.LeadID]followup.Likeness{}
	for _, l := range leads {
		why[l.ID] = followup.SameContact
	}
	known, err := t.known(ctx, r, who, leads, why)
	if err != nil {
		return err
	}
	if err := t.stopped(ctx, r, known); err != nil {
		return err
	}
	return t.forgotten(ctx, r, who.Workspace, c, followup.Called{Company: company})
}
