package faulty

import (
	"context"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// What follows are the statements of a sweep.

func (t transaction) DigestsDue(ctx context.Context, now time.Time, limit int) (none []tracker.DueDigest, err error) {
	if err := t.in.statement(ctx, "digests due"); err != nil {
		return none, err
	}
	return t.Tx.DigestsDue(ctx, now, limit)
}

func (t transaction) SetNextDigests(ctx context.Context, w followup.WorkspaceID, at map[followup.UserID]time.Time) error {
	if err := t.in.statement(ctx, "set next digests"); err != nil {
		return err
	}
	return t.Tx.SetNextDigests(ctx, w, at)
}

func (t transaction) SummariesDue(ctx context.Context, now time.Time, limit int) (none []tracker.DueSummary, err error) {
	if err := t.in.statement(ctx, "summaries due"); err != nil {
		return none, err
	}
	return t.Tx.SummariesDue(ctx, now, limit)
}

func (t transaction) SetNextSummary(ctx context.Context, w followup.WorkspaceID, id followup.TeamID, at time.Time) error {
	if err := t.in.statement(ctx, "set next summary"); err != nil {
		return err
	}
	return t.Tx.SetNextSummary(ctx, w, id, at)
}

func (t transaction) EndSnoozes(ctx context.Context, now time.Time, limit int) (none []tracker.Ended, err error) {
	if err := t.in.statement(ctx, "end snoozes"); err != nil {
		return none, err
	}
	return t.Tx.EndSnoozes(ctx, now, limit)
}

func (t transaction) ObligationsDue(ctx context.Context, now time.Time, limit int) (none []tracker.DueObligation, err error) {
	if err := t.in.statement(ctx, "obligations due"); err != nil {
		return none, err
	}
	return t.Tx.ObligationsDue(ctx, now, limit)
}

func (t transaction) UnreportedFailures(ctx context.Context, limit int) (none []tracker.Failure, err error) {
	if err := t.in.statement(ctx, "unreported failures"); err != nil {
		return none, err
	}
	return t.Tx.UnreportedFailures(ctx, limit)
}

func (t transaction) EchoesDue(ctx context.Context, on calendar.Date, limit int) (none []tracker.LeadKey, err error) {
	if err := t.in.statement(ctx, "echoes due"); err != nil {
		return none, err
	}
	return t.Tx.EchoesDue(ctx, on, limit)
}

func (t transaction) AbsencesDue(ctx context.Context, now time.Time, limit int) (none []followup.Rep, err error) {
	if err := t.in.statement(ctx, "absences due"); err != nil {
		return none, err
	}
	return t.Tx.AbsencesDue(ctx, now, limit)
}

func (t transaction) OffersDue(ctx context.Context, now time.Time, limit int) (none []tracker.Offer, err error) {
	if err := t.in.statement(ctx, "offers due"); err != nil {
		return none, err
	}
	return t.Tx.OffersDue(ctx, now, limit)
}

func (t transaction) LatePromises(ctx context.Context, now, since time.Time, limit int) (none []followup.Obligation, err error) {
	if err := t.in.statement(ctx, "late promises"); err != nil {
		return none, err
	}
	return t.Tx.LatePromises(ctx, now, since, limit)
}
