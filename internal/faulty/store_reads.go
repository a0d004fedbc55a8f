package faulty

import (
	"context"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/followup/playbook"
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

func (s store) Loads(ctx context.Context, w followup.WorkspaceID, owner followup.UserID, from, upTo calendar.Date, but followup.LeadID) (none map[calendar.Date]followup.Load, err error) {
	if err := s.in.read(ctx, "loads"); err != nil {
		return none, err
	}
	return s.Store.Loads(ctx, w, owner, from, upTo, but)
}

func (s store) MovedLeads(ctx context.Context, w followup.WorkspaceID, owners []followup.UserID, times, limit int) (none []followup.Lead, err error) {
	if err := s.in.read(ctx, "moved leads"); err != nil {
		return none, err
	}
	return s.Store.MovedLeads(ctx, w, owners, times, limit)
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

func (s store) HotTouches(
	ctx context.Context, w followup.WorkspaceID, reps []followup.UserID, since time.Time,
) (none []followup.Obligation, err error) {
	if err := s.in.read(ctx, "hot touches"); err != nil {
		return none, err
	}
	return s.Store.HotTouches(ctx, w, reps, since)
}

func (s store) Rested(
	ctx context.Context, w followup.WorkspaceID, days []tracker.RepDay,
) (none map[followup.UserID][]digest.Rested, err error) {
	if err := s.in.read(ctx, "rested"); err != nil {
		return none, err
	}
	return s.Store.Rested(ctx, w, days)
}

func (s store) Colleagues(ctx context.Context, of followup.Lead, limit int) (none []followup.Lead, err error) {
	if err := s.in.read(ctx, "colleagues"); err != nil {
		return none, err
	}
	return s.Store.Colleagues(ctx, of, limit)
}

func (s store) EchoLeads(
	ctx context.Context, w followup.WorkspaceID, owner followup.UserID, limit int,
) (none []followup.Lead, all int, err error) {
	if err := s.in.read(ctx, "echo leads"); err != nil {
		return none, 0, err
	}
	return s.Store.EchoLeads(ctx, w, owner, limit)
}

func (s store) Templates(ctx context.Context, w followup.WorkspaceID, of playbook.Situation) (none []tracker.TemplateVersion, err error) {
	if err := s.in.read(ctx, "load templates"); err != nil {
		return none, err
	}
	return s.Store.Templates(ctx, w, of)
}

func (s store) Pieces(ctx context.Context, w followup.WorkspaceID) (none []followup.Piece, err error) {
	if err := s.in.read(ctx, "pieces"); err != nil {
		return none, err
	}
	return s.Store.Pieces(ctx, w)
}

func (s store) Covered(ctx context.Context, w followup.WorkspaceID, covers []followup.UserID) (none []followup.Rep, err error) {
	if err := s.in.read(ctx, "covered"); err != nil {
		return none, err
	}
	return s.Store.Covered(ctx, w, covers)
}

func (s store) OpenLeads(ctx context.Context, w followup.WorkspaceID, owner followup.UserID, limit int) (none []followup.Lead, all int, err error) {
	if err := s.in.read(ctx, "open leads"); err != nil {
		return none, 0, err
	}
	return s.Store.OpenLeads(ctx, w, owner, limit)
}

func (s store) Offer(ctx context.Context, w followup.WorkspaceID, of followup.ObligationID) (none tracker.Offer, err error) {
	if err := s.in.read(ctx, "offer"); err != nil {
		return none, err
	}
	return s.Store.Offer(ctx, w, of)
}

func (s store) CountEchoes(
	ctx context.Context, w followup.WorkspaceID, owners []followup.UserID, since time.Time,
) (none digest.Echoes, err error) {
	if err := s.in.read(ctx, "count echoes"); err != nil {
		return none, err
	}
	return s.Store.CountEchoes(ctx, w, owners, since)
}
