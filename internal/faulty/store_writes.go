package faulty

import (
	"context"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// What follows are the statements of what people change.

func (t transaction) Admit(ctx context.Context, w followup.WorkspaceID, id followup.UserID, key string, now time.Time) (m tracker.Member, first bool, err error) {
	if err := t.in.statement(ctx, "admit"); err != nil {
		return m, first, err
	}
	return t.Tx.Admit(ctx, w, id, key, now)
}

func (t transaction) LockToLog(ctx context.Context, w followup.WorkspaceID, id followup.LeadID) (none tracker.Fresh, err error) {
	if err := t.in.statement(ctx, "lock to log"); err != nil {
		return none, err
	}
	return t.Tx.LockToLog(ctx, w, id)
}

func (t transaction) ClaimRequest(ctx context.Context, w followup.WorkspaceID, key string, now time.Time) (none bool, err error) {
	if err := t.in.statement(ctx, "claim request"); err != nil {
		return none, err
	}
	return t.Tx.ClaimRequest(ctx, w, key, now)
}

func (t transaction) RequestEvent(ctx context.Context, w followup.WorkspaceID, key string) (none followup.EventID, err error) {
	if err := t.in.statement(ctx, "request event"); err != nil {
		return none, err
	}
	return t.Tx.RequestEvent(ctx, w, key)
}

func (t transaction) SavePeople(ctx context.Context, people []followup.Person) (none []followup.UserID, err error) {
	if err := t.in.statement(ctx, "save people"); err != nil {
		return none, err
	}
	return t.Tx.SavePeople(ctx, people)
}

func (t transaction) AddRep(ctx context.Context, rep followup.Rep, nextDigest, joined time.Time) (none followup.Rep, err error) {
	if err := t.in.statement(ctx, "add rep"); err != nil {
		return none, err
	}
	return t.Tx.AddRep(ctx, rep, nextDigest, joined)
}

func (t transaction) SaveRep(ctx context.Context, rep followup.Rep, nextDigest, now time.Time) error {
	if err := t.in.statement(ctx, "save rep"); err != nil {
		return err
	}
	return t.Tx.SaveRep(ctx, rep, nextDigest, now)
}

func (t transaction) Loads(ctx context.Context, w followup.WorkspaceID, owner followup.UserID, from, upTo calendar.Date, but followup.LeadID) (none map[calendar.Date]followup.Load, err error) {
	if err := t.in.statement(ctx, "loads"); err != nil {
		return none, err
	}
	return t.Tx.Loads(ctx, w, owner, from, upTo, but)
}

func (t transaction) LockLead(ctx context.Context, w followup.WorkspaceID, id followup.LeadID) (none followup.Lead, err error) {
	if err := t.in.statement(ctx, "lock lead"); err != nil {
		return none, err
	}
	return t.Tx.LockLead(ctx, w, id)
}

func (t transaction) LockOwing(ctx context.Context, w followup.WorkspaceID, id followup.LeadID) (none followup.Lead, err error) {
	if err := t.in.statement(ctx, "lock owing lead"); err != nil {
		return none, err
	}
	return t.Tx.LockOwing(ctx, w, id)
}

func (t transaction) InsertLead(ctx context.Context, l followup.Lead) (none followup.Lead, err error) {
	if err := t.in.statement(ctx, "insert lead"); err != nil {
		return none, err
	}
	return t.Tx.InsertLead(ctx, l)
}

func (t transaction) UpdateLead(ctx context.Context, before, after followup.Lead) (none followup.Lead, err error) {
	if err := t.in.statement(ctx, "update lead"); err != nil {
		return none, err
	}
	return t.Tx.UpdateLead(ctx, before, after)
}

func (t transaction) InsertEvent(ctx context.Context, e followup.Event, w followup.WorkspaceID, before *followup.Lead, request string) (none followup.Event, err error) {
	if err := t.in.statement(ctx, "insert event"); err != nil {
		return none, err
	}
	return t.Tx.InsertEvent(ctx, e, w, before, request)
}

func (t transaction) TakeBack(ctx context.Context, w followup.WorkspaceID, id, by followup.EventID) error {
	if err := t.in.statement(ctx, "take back"); err != nil {
		return err
	}
	return t.Tx.TakeBack(ctx, w, id, by)
}

func (t transaction) NoteSettled(ctx context.Context, w followup.WorkspaceID, rep followup.UserID, on calendar.Date, recall followup.Recall) error {
	if err := t.in.statement(ctx, "note settled"); err != nil {
		return err
	}
	return t.Tx.NoteSettled(ctx, w, rep, on, recall)
}

func (t transaction) Redraw(ctx context.Context, w followup.WorkspaceID, rep followup.UserID, on calendar.Date) error {
	if err := t.in.statement(ctx, "redraw"); err != nil {
		return err
	}
	return t.Tx.Redraw(ctx, w, rep, on)
}

func (t transaction) RedrawMessage(ctx context.Context, w followup.WorkspaceID, m tracker.Posted) (none bool, err error) {
	if err := t.in.statement(ctx, "redraw message"); err != nil {
		return none, err
	}
	return t.Tx.RedrawMessage(ctx, w, m)
}

func (t transaction) KeepHome(ctx context.Context, w followup.WorkspaceID, id followup.UserID, now, again time.Time) error {
	if err := t.in.statement(ctx, "keep home"); err != nil {
		return err
	}
	return t.Tx.KeepHome(ctx, w, id, now, again)
}

func (t transaction) Enqueue(ctx context.Context, d tracker.Delivery) error {
	if err := t.in.statement(ctx, "enqueue"); err != nil {
		return err
	}
	return t.Tx.Enqueue(ctx, d)
}

func (t transaction) InsertDraft(ctx context.Context, d tracker.Draft, now time.Time) (none tracker.DraftID, err error) {
	if err := t.in.statement(ctx, "insert draft"); err != nil {
		return none, err
	}
	return t.Tx.InsertDraft(ctx, d, now)
}

func (t transaction) Erase(ctx context.Context, e tracker.Erasing) error {
	if err := t.in.statement(ctx, "erase"); err != nil {
		return err
	}
	return t.Tx.Erase(ctx, e)
}

func (t transaction) Obligations(
	ctx context.Context, w followup.WorkspaceID, lead followup.LeadID, since time.Time,
) (none []followup.Obligation, heard *followup.Touch, err error) {
	if err := t.in.statement(ctx, "obligations"); err != nil {
		return none, nil, err
	}
	return t.Tx.Obligations(ctx, w, lead, since)
}

func (t transaction) SaveObligation(ctx context.Context, o followup.Obligation) (none followup.Obligation, err error) {
	if err := t.in.statement(ctx, "save obligation"); err != nil {
		return none, err
	}
	return t.Tx.SaveObligation(ctx, o)
}

func (t transaction) InsertTemplate(ctx context.Context, w followup.WorkspaceID, v tracker.TemplateVersion) (none bool, err error) {
	if err := t.in.statement(ctx, "store template"); err != nil {
		return none, err
	}
	return t.Tx.InsertTemplate(ctx, w, v)
}

func (t transaction) Pieces(ctx context.Context, w followup.WorkspaceID) (none []followup.Piece, err error) {
	if err := t.in.statement(ctx, "pieces"); err != nil {
		return none, err
	}
	return t.Tx.Pieces(ctx, w)
}

func (t transaction) InsertPiece(ctx context.Context, p followup.Piece) (none followup.Piece, err error) {
	if err := t.in.statement(ctx, "insert piece"); err != nil {
		return none, err
	}
	return t.Tx.InsertPiece(ctx, p)
}

func (t transaction) UpdatePiece(ctx context.Context, p followup.Piece) error {
	if err := t.in.statement(ctx, "update piece"); err != nil {
		return err
	}
	return t.Tx.UpdatePiece(ctx, p)
}

func (t transaction) SaveAbsence(
	ctx context.Context, w followup.WorkspaceID, rep followup.UserID, a followup.Absence, next time.Time,
) (none followup.Absence, err error) {
	if err := t.in.statement(ctx, "save absence"); err != nil {
		return none, err
	}
	return t.Tx.SaveAbsence(ctx, w, rep, a, next)
}

func (t transaction) SaveOffer(ctx context.Context, o tracker.Offer) error {
	if err := t.in.statement(ctx, "save offer"); err != nil {
		return err
	}
	return t.Tx.SaveOffer(ctx, o)
}

func (t transaction) DecidersFor(ctx context.Context, w followup.WorkspaceID, rep followup.UserID) (none []followup.UserID, err error) {
	if err := t.in.statement(ctx, "deciders for"); err != nil {
		return none, err
	}
	return t.Tx.DecidersFor(ctx, w, rep)
}
