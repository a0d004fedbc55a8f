package tracker

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

func (t *Tracker) sweepSummaries(ctx context.Context, tx Tx) (int, error) {
	now := t.clock.Now()
	due, err := tx.SummariesDue(ctx, now, batch)
	if err != nil {
		return 0, fmt.Errorf("pick summaries: %w", err)
	}
	for _, d := range due {
		if err := t.enqueueSummary(ctx, tx, d, now); err != nil {
			return 0, err
		}
		if err := tx.SetNextSummary(ctx, d.Team.Workspace, d.Team.ID, nextSummary(d.Team, now)); err != nil {
			return 0, fmt.Errorf("plan next summary: %w", err)
		}
	}
	return len(due), nil
}

// enqueueSummary has the week's summary sent on its day, or on the day after where we were away; later it would be in the way of the
// next. On other working days one is posted that has exceptions to tell, if there are any. None comes before its time of day.
func (t *Tracker) enqueueSummary(ctx context.Context, tx Tx, due DueSummary, now time.Time) error {
	team := due.Team
	today := calendar.Today(now, team.Location())
	d := Delivery{
		Workspace: team.Workspace, Kind: KindExceptions, Subject: strconv.FormatInt(int64(team.ID), 10),
		Recipient: string(team.Channel), Key: fmt.Sprintf("summary/%d/%s", team.ID, today),
		Due: later(now, calendar.At(today, team.SummaryAt, team.Location())),
	}
	missed, yesterday := calendar.Today(due.At, team.Location()), today.AddDays(-1)
	switch {
	case today.Weekday() == team.SummaryOn, yesterday.Weekday() == team.SummaryOn && !missed.After(yesterday):
		d.Kind = KindSummary
	case !team.Workdays().Works(today):
		return nil
	}
	if err := tx.Enqueue(ctx, d); err != nil {
		return fmt.Errorf("enqueue summary: %w", err)
	}
	return nil
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// nextSummary returns the first summary time after now; each day is looked at, for exceptions.
func nextSummary(team followup.Team, now time.Time) time.Time {
	asRep := followup.Rep{Person: followup.Person{Zone: team.Zone}, DigestAt: team.SummaryAt}
	return nextDigest(asRep, now)
}
