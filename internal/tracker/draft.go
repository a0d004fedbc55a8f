package tracker

import (
	"context"
	"time"

	"github.com/followup-bot/followup/internal/followup"
)

// DraftID numbers a draft.
type DraftID int64

// Draft is what a form that somebody has open was begun with. It is kept for a week.
type Draft struct {
	ID          DraftID
	Workspace   followup.WorkspaceID
	User        followup.UserID
	ResponseURL string // where the receipt goes; a credential, never logged
	Typed       string // what they typed before the form opened, in full
	MadeAt      time.Time
}

// SaveDraft stores a draft and returns its id. Saving twice makes two; the unused one is purged.
func (t *Tracker) SaveDraft(ctx context.Context, d Draft) (DraftID, error) {
	var id DraftID
	err := t.store.InTx(ctx, func(tx Tx) (err error) {
		id, err = tx.InsertDraft(ctx, d, t.clock.Now())
		return err
	})
	return id, err
}

// Draft returns a person's own draft, or ErrNotFound.
func (t *Tracker) Draft(ctx context.Context, a Actor, id DraftID) (Draft, error) {
	d, err := t.store.Draft(ctx, a.Workspace, id)
	if err == nil && d.User != a.User {
		return Draft{}, ErrNotFound
	}
	return d, err
}
