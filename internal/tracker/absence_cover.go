package tracker

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// covering are those whom a member covers at an instant.
func (m Member) covering(now time.Time) []followup.UserID {
	var reps []followup.UserID
	for _, rep := range m.Covers {
		if rep.CoverAt(now) == m.ID {
			reps = append(reps, rep.ID)
		}
	}
	return reps
}

// covers reports whether the person stands in for an owner now: then they may do with the owner's leads what the owner may.
func (who me) covers(owner followup.UserID) bool { return slices.Contains(who.stands, owner) }

// Covers reports whether the person stands in for an owner now.
func (t *Tracker) Covers(ctx context.Context, a Actor, owner followup.UserID) bool {
	who, err := t.look(ctx, a)
	return err == nil && who.covers(owner)
}

// mayCover refuses a cover who couldn't: who is no full member, no teammate (where the rep has any) or away in the same days.
func (t *Tracker) mayCover(ctx context.Context, r Reads, who me, a followup.Absence) error {
	switch a.Cover {
	case "":
		return nil
	case who.ID:
		return CoverError{Self: true}
	}
	cover, err := r.Person(ctx, who.Workspace, a.Cover)
	if errors.Is(err, ErrNotFound) {
		return CoverError{}
	}
	if err != nil {
		return fmt.Errorf("load cover: %w", err)
	}
	teams, err := r.TeamsOf(ctx, who.Workspace, who.ID)
	if err != nil {
		return fmt.Errorf("load teams: %w", err)
	}
	mate := len(teams) == 0 || who.sees(cover.ID)
	for _, team := range teams {
		mate = mate || team.Manager == cover.ID
	}
	if !cover.FullMember() || !mate {
		return CoverError{Name: cover.Name}
	}
	rep, err := r.Rep(ctx, who.Workspace, a.Cover)
	if errors.Is(err, ErrNotFound) {
		return nil // they become one with their first list
	}
	if err != nil {
		return fmt.Errorf("load cover: %w", err)
	}
	if b := rep.Away; b != nil && !b.From.After(a.Until) && !b.Until.Before(a.From) && b.Ahead(who.today) {
		return CoverError{Name: cover.Name, Away: b}
	}
	return nil
}

// standIn is who looks after what can't wait of an owner who is away now; false where the owner is there, or nobody can.
func (t *Tracker) standIn(ctx context.Context, r Reads, owner followup.Rep) (followup.Rep, bool, error) {
	now := t.clock.Now()
	id := owner.CoverAt(now)
	if id == "" {
		return followup.Rep{}, false, nil
	}
	cover, err := r.Rep(ctx, owner.Workspace, id)
	if errors.Is(err, ErrNotFound) {
		return followup.Rep{}, false, nil
	}
	if err != nil {
		return followup.Rep{}, false, fmt.Errorf("load cover: %w", err)
	}
	return cover, cover.FullMember() && !cover.AwayAt(now), nil
}

// onDuty is who is told what can't wait of an owner's: the owner, or who stands in for them.
func (t *Tracker) onDuty(ctx context.Context, r Reads, owner followup.Rep) (followup.Rep, error) {
	cover, ok, err := t.standIn(ctx, r, owner)
	if ok {
		return cover, err
	}
	return owner, err
}

// noteWithCover keeps the list of who stands in for a lead's owner true, after a change of the lead.
func (t *Tracker) noteWithCover(ctx context.Context, tx Tx, owner followup.Rep, before followup.Lead) error {
	cover, ok, err := t.standIn(ctx, tx, owner)
	if err != nil || !ok {
		return err
	}
	today := calendar.Today(t.clock.Now(), cover.Location())
	if followup.Covered(before) && settles(before, today) {
		if err := tx.NoteSettled(ctx, before.Workspace, cover.ID, today, *before.Recall); err != nil {
			return fmt.Errorf("note in the cover's digest: %w", err)
		}
		return nil
	}
	if err := tx.Redraw(ctx, before.Workspace, cover.ID, today); err != nil {
		return fmt.Errorf("redraw the cover's digest: %w", err)
	}
	return nil
}

// coveredBy are those who are away now and whom one of these people covers, by who covers them.
func (t *Tracker) coveredBy(ctx context.Context, r Reads, w followup.WorkspaceID, covers []followup.UserID) (map[followup.UserID][]followup.Rep, error) {
	reps, err := r.Covered(ctx, w, covers)
	if err != nil {
		return nil, fmt.Errorf("load who is covered: %w", err)
	}
	now := t.clock.Now()
	by := map[followup.UserID][]followup.Rep{}
	for _, rep := range reps {
		if cover := rep.CoverAt(now); cover != "" {
			by[cover] = append(by[cover], rep)
		}
	}
	return by, nil
}

// addCovered adds to the days of those who cover somebody what can't wait of theirs. It is one question where nobody covers anybody.
func (t *Tracker) addCovered(ctx context.Context, w followup.WorkspaceID, days map[followup.UserID]digest.Day, covers []followup.UserID) error {
	by, err := t.coveredBy(ctx, t.store, w, covers)
	if err != nil || len(by) == 0 {
		return err
	}
	var of []RepDay
	upTo := map[followup.UserID]calendar.Date{}
	for _, id := range covers {
		for _, rep := range by[id] {
			today := calendar.Today(t.clock.Now(), rep.Location())
			upTo[rep.ID] = today
			of = append(of, RepDay{Rep: rep, On: today})
		}
	}
	leads, err := t.store.DueLeads(ctx, w, upTo)
	if err != nil {
		return fmt.Errorf("load covered leads: %w", err)
	}
	due := map[followup.UserID][]followup.Lead{}
	for _, l := range leads {
		due[l.Owner] = append(due[l.Owner], l)
	}
	now := t.clock.Now()
	owed, others, err := t.owedBy(ctx, w, of, due, now)
	if err != nil {
		return err
	}
	for _, id := range covers {
		day := days[id]
		for _, rep := range by[id] {
			waits := slices.DeleteFunc(due[rep.ID], func(l followup.Lead) bool {
				return !followup.Covered(l) && !slices.ContainsFunc(owed[rep.ID], func(o followup.Obligation) bool { return o.Lead == l.ID })
			})
			rows, snoozed := digest.Arrange(waits, rep, now)
			day.Snoozed += snoozed
			day.Open = digest.WithCovered(day.Open, digest.WithOwed(rows, owed[rep.ID], others, now), rep)
		}
		days[id] = day
	}
	return nil
}

// coverKey is the key of the one hand-over card of an absence for a cover.
func coverKey(id followup.AbsenceID, cover followup.UserID) string {
	return "cover/" + strconv.FormatInt(int64(id), 10) + "/" + string(cover)
}

// absenceSubject names an absence in a delivery.
func absenceSubject(rep followup.UserID, id followup.AbsenceID) string {
	return string(rep) + "/" + strconv.FormatInt(int64(id), 10)
}

// ofSubject reads absenceSubject.
func ofSubject(subject string) (rep followup.UserID, id followup.AbsenceID, ok bool) {
	user, number, _ := strings.Cut(subject, "/")
	n, err := strconv.ParseInt(number, 10, 64)
	return followup.UserID(user), followup.AbsenceID(n), err == nil
}

// HandOver returns what a hand-over card shows its cover now: that it has ended, also where another absence has taken the place of the one it was
// about.
func (t *Tracker) HandOver(ctx context.Context, w followup.WorkspaceID, subject string, cover followup.UserID) (digest.HandOver, error) {
	h := digest.HandOver{Now: t.clock.Now()}
	var err error
	h.Rep, err = t.ofAbsence(ctx, w, subject)
	another := errors.Is(err, ErrNotFound) && h.Rep.ID != ""
	if err != nil && !another {
		return h, err
	}
	if h.To, err = t.store.Rep(ctx, w, cover); err != nil {
		return h, fmt.Errorf("load cover: %w", err)
	}
	if another || h.Rep.CoverAt(h.Now) != cover {
		h.Ended = true
		return h, nil
	}
	leads, err := t.store.DueLeads(ctx, w, map[followup.UserID]calendar.Date{h.Rep.ID: h.Rep.Away.Until})
	if err != nil {
		return h, fmt.Errorf("load promises: %w", err)
	}
	leads = needing(leads)
	last, err := t.store.LastTouches(ctx, w, leadIDs(leads))
	if err != nil {
		return h, fmt.Errorf("load last touches: %w", err)
	}
	for _, l := range leads {
		handed := digest.HandedLead{Lead: l}
		if touch, ok := last[l.ID]; ok {
			handed.Last = &touch
		}
		h.Leads = append(h.Leads, handed)
	}
	return h, nil
}

// Welcome returns what somebody is told who is back; ErrNotFound where they are away again.
func (t *Tracker) Welcome(ctx context.Context, w followup.WorkspaceID, subject string) (digest.Welcome, error) {
	rep, err := t.ofAbsence(ctx, w, subject)
	if err != nil {
		return digest.Welcome{}, err
	}
	b := digest.Welcome{Rep: rep, Now: t.clock.Now()}
	b.From = rep.Workdays().Next(rep.Away.Until.AddDays(1))
	promises, err := t.store.Promises(ctx, w, []followup.UserID{rep.ID}, rep.Away.From, rep.Away.Until)
	if err != nil {
		return b, fmt.Errorf("load promises: %w", err)
	}
	for _, o := range promises {
		if kept, _ := o.Kept(b.From); !kept || o.By == 0 || rep.Away.Cover == "" {
			continue
		}
		e, err := t.store.Event(ctx, w, o.By)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return b, fmt.Errorf("load event: %w", err)
		}
		if err == nil && e.By == rep.Away.Cover {
			b.Kept++
		}
	}
	if rep.Away.Cover != "" {
		cover, err := t.store.Person(ctx, w, rep.Away.Cover)
		if err != nil {
			return b, fmt.Errorf("load cover: %w", err)
		}
		b.Cover = cover.Name
	}
	leads, err := t.store.DueLeads(ctx, w, map[followup.UserID]calendar.Date{rep.ID: rep.Away.Until.AddDays(horizon)})
	if err != nil {
		return b, fmt.Errorf("load planned leads: %w", err)
	}
	for _, l := range leads {
		if l.Recall.PutOffBy(*rep.Away) {
			b.Waits++
		}
	}
	return b, nil
}

// ofAbsence is the rep whose absence a delivery is about, where it is still the one they said last.
func (t *Tracker) ofAbsence(ctx context.Context, w followup.WorkspaceID, subject string) (followup.Rep, error) {
	id, number, ok := ofSubject(subject)
	if !ok {
		return followup.Rep{}, ErrNotFound
	}
	rep, err := t.store.Rep(ctx, w, id)
	if err != nil {
		return rep, err
	}
	if rep.Away == nil || rep.Away.ID != number {
		return rep, ErrNotFound
	}
	return rep, nil
}

// addCoveredRecalls adds to the due recalls of those whose morning it is what they look after for others.
func (t *Tracker) addCoveredRecalls(
	ctx context.Context, tx Tx, w followup.WorkspaceID, of map[followup.UserID]calendar.Date, recalls map[followup.UserID][]followup.Recall,
) error {
	by, err := t.coveredBy(ctx, tx, w, slices.Sorted(maps.Keys(of)))
	if err != nil || len(by) == 0 {
		return err
	}
	upTo := map[followup.UserID]calendar.Date{}
	for _, reps := range by {
		for _, rep := range reps {
			upTo[rep.ID] = calendar.Today(t.clock.Now(), rep.Location())
		}
	}
	theirs, err := tx.DueLeads(ctx, w, upTo)
	if err != nil {
		return fmt.Errorf("load covered leads: %w", err)
	}
	due := map[followup.UserID][]followup.Recall{}
	for _, l := range theirs {
		if followup.Covered(l) {
			due[l.Owner] = append(due[l.Owner], *l.Recall)
		}
	}
	for cover, reps := range by {
		for _, rep := range reps {
			recalls[cover] = append(recalls[cover], due[rep.ID]...)
		}
	}
	return nil
}
