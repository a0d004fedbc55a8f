package faulty

import (
	"context"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// What follows are the reads of a command, a button, a form and a digest.

func (s store) Person(ctx context.Context, w followup.WorkspaceID, id followup.UserID) (none followup.Person, err error) {
	if err := s.in.read(ctx, "person"); err != nil {
		return none, err
	}
	return s.Store.Person(ctx, w, id)
}

func (s store) Member(ctx context.Context, w followup.WorkspaceID, id followup.UserID) (none tracker.Member, err error) {
	if err := s.in.read(ctx, "member"); err != nil {
		return none, err
	}
	return s.Store.Member(ctx, w, id)
}

func (s store) People(ctx context.Context, w followup.WorkspaceID, ids []followup.UserID) (none map[followup.UserID]followup.Person, err error) {
	if err := s.in.read(ctx, "people"); err != nil {
		return none, err
	}
	return s.Store.People(ctx, w, ids)
}

func (s store) Lead(ctx context.Context, w followup.WorkspaceID, id followup.LeadID) (none followup.Lead, err error) {
	if err := s.in.read(ctx, "lead"); err != nil {
		return none, err
	}
	return s.Store.Lead(ctx, w, id)
}

func (s store) Fresh(ctx context.Context, w followup.WorkspaceID, id followup.LeadID) (none tracker.Fresh, err error) {
	if err := s.in.read(ctx, "fresh"); err != nil {
		return none, err
	}
	return s.Store.Fresh(ctx, w, id)
}

func (s store) FindLeads(ctx context.Context, w followup.WorkspaceID, text string, me followup.UserID, owners []followup.UserID, limit int) (none []digest.Match, err error) {
	if err := s.in.read(ctx, "find leads"); err != nil {
		return none, err
	}
	return s.Store.FindLeads(ctx, w, text, me, owners, limit)
}

func (s store) DueLeads(ctx context.Context, w followup.WorkspaceID, upTo map[followup.UserID]calendar.Date) (none []followup.Lead, err error) {
	if err := s.in.read(ctx, "due leads"); err != nil {
		return none, err
	}
	return s.Store.DueLeads(ctx, w, upTo)
}

func (s store) LastTouches(ctx context.Context, w followup.WorkspaceID, leads []followup.LeadID) (none map[followup.LeadID]followup.Touch, err error) {
	if err := s.in.read(ctx, "last touches"); err != nil {
		return none, err
	}
	return s.Store.LastTouches(ctx, w, leads)
}

func (s store) SettledOn(
	ctx context.Context, w followup.WorkspaceID, days []tracker.RepDay, now time.Time,
) (none map[followup.UserID][]digest.Noted, err error) {
	if err := s.in.read(ctx, "settled on"); err != nil {
		return none, err
	}
	return s.Store.SettledOn(ctx, w, days, now)
}

func (s store) Event(ctx context.Context, w followup.WorkspaceID, id followup.EventID) (none followup.Event, err error) {
	if err := s.in.read(ctx, "event"); err != nil {
		return none, err
	}
	return s.Store.Event(ctx, w, id)
}

func (s store) TeamsOf(ctx context.Context, w followup.WorkspaceID, id followup.UserID) (none []followup.Team, err error) {
	if err := s.in.read(ctx, "teams of"); err != nil {
		return none, err
	}
	return s.Store.TeamsOf(ctx, w, id)
}

func (s store) Names(ctx context.Context, w followup.WorkspaceID, me followup.UserID, owners []followup.UserID, limit int) (none []tracker.Named, err error) {
	if err := s.in.read(ctx, "names"); err != nil {
		return none, err
	}
	return s.Store.Names(ctx, w, me, owners, limit)
}

func (s store) OwedBy(ctx context.Context, w followup.WorkspaceID, reps []followup.UserID, now time.Time) (none []followup.Obligation, err error) {
	if err := s.in.read(ctx, "owed by"); err != nil {
		return none, err
	}
	return s.Store.OwedBy(ctx, w, reps, now)
}

func (s store) Obligation(ctx context.Context, w followup.WorkspaceID, id followup.ObligationID) (none followup.Obligation, err error) {
	if err := s.in.read(ctx, "obligation"); err != nil {
		return none, err
	}
	return s.Store.Obligation(ctx, w, id)
}

func (s store) Pieces(ctx context.Context, w followup.WorkspaceID) (none []followup.Piece, err error) {
	if err := s.in.read(ctx, "pieces"); err != nil {
		return none, err
	}
	return s.Store.Pieces(ctx, w)
}
