package tracker

import (
	"context"
	"fmt"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// nextLook is when an absence that was just said or changed is looked at: when it begins, or at once where it has. Never where it is over:
// the person knows.
func (t *Tracker) nextLook(rep followup.Rep) time.Time {
	now := t.clock.Now()
	if !rep.Away.Ahead(calendar.Today(now, rep.Location())) {
		return time.Time{}
	}
	return later(now, calendar.At(rep.Away.From, 0, rep.Location()))
}

// absencesAtOnce is how many absences one transaction looks at: each may move mostTaken leads, which are locked until all are done.
const absencesAtOnce = 5

// sweepAbsences looks at absences that began, go on or ended: what a program of the release before, or anybody, planned for them meanwhile
// is put off, the cover is told when it begins, and the rep when they are back. Who is away and who covers follows from the dates alone:
// where no sweep runs, nothing but these messages is late. Each message has a key: a second look sends none.
func (t *Tracker) sweepAbsences(ctx context.Context, tx Tx) (int, error) {
	reps, err := tx.AbsencesDue(ctx, t.clock.Now(), absencesAtOnce)
	if err != nil {
		return 0, fmt.Errorf("pick absences: %w", err)
	}
	for _, rep := range reps {
		next, err := t.lookAt(ctx, tx, rep)
		if err != nil {
			return 0, err
		}
		if _, err := tx.SaveAbsence(ctx, rep.Workspace, rep.ID, *rep.Away, next); err != nil {
			return 0, fmt.Errorf("store when an absence is looked at: %w", err)
		}
	}
	if len(reps) == absencesAtOnce { // there may be more
		return batch, nil
	}
	return len(reps), nil
}

// lookAt does what a rep's absence asks for now, and says when it is looked at next.
func (t *Tracker) lookAt(ctx context.Context, tx Tx, rep followup.Rep) (next time.Time, err error) {
	now, loc := t.clock.Now(), rep.Location()
	today := calendar.Today(now, loc)
	tomorrow := calendar.At(today.AddDays(1), 0, loc)
	switch {
	case rep.AwayAt(now):
		return tomorrow, t.goesOn(ctx, tx, rep)
	case rep.Away.Ahead(today):
		return calendar.At(rep.Away.From, 0, loc), nil
	case !rep.Away.Happened(today):
		return time.Time{}, nil
	}
	back := calendar.At(rep.Workdays().Next(rep.Away.Until.AddDays(1)), rep.DigestAt, loc)
	if now.Before(back) {
		return back, t.absenceChanged(ctx, tx, rep, *rep.Away)
	}
	id := absenceSubject(rep.ID, rep.Away.ID)
	err = tx.Enqueue(ctx, Delivery{Workspace: rep.Workspace, Kind: KindWelcome, Subject: id, Recipient: string(rep.ID), Key: "welcome/" + id, Due: now})
	if err != nil {
		return time.Time{}, fmt.Errorf("enqueue welcome: %w", err)
	}
	return time.Time{}, nil
}

// goesOn puts off what is planned for an absence that is on, and hands over to the cover, once.
func (t *Tracker) goesOn(ctx context.Context, tx Tx, rep followup.Rep) error {
	by := Actor{Workspace: rep.Workspace, User: rep.ID, Source: followup.FromRule}
	if _, err := t.replanAway(ctx, tx, by, t.meet(Member{Rep: rep, IsRep: true}), rep, *rep.Away); err != nil {
		return err
	}
	cover, ok, err := t.standIn(ctx, tx, rep)
	if err != nil || !ok {
		return err
	}
	err = tx.Enqueue(ctx, Delivery{
		Workspace: rep.Workspace, Kind: KindCover, Subject: absenceSubject(rep.ID, rep.Away.ID), Recipient: string(cover.ID),
		Key: coverKey(rep.Away.ID, cover.ID), Due: cover.Reachable(t.clock.Now()),
	})
	if err != nil {
		return fmt.Errorf("enqueue hand-over: %w", err)
	}
	return nil
}
