package postgres

import "github.com/followup-bot/followup/internal/followup"

const (
	recallColumns = `workspace_id, lead_id, owner_id, kind, due_on, due_minute, channel, goal, reasons, reply_owed,
    snoozed_until, snoozes, moves, park`
	sqlInsertRecall = `
insert into recalls (` + recallColumns + `)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
returning id, version`
)

// recallRow is what a recall is stored under. Its version is the stored one's successor also where it was opened again, so that a button
// from before is out of date.
type recallRow struct {
	ID      followup.RecallID `db:"id"`
	Version int               `db:"version"`
}

// of is a lead with its recall as it was stored.
func (r recallRow) of(before, after followup.Lead) followup.Lead {
	if after.Recall == nil {
		return after
	}
	stored := after
	stored.ID = before.ID
	recall := recallOf(stored)
	recall.ID, recall.Version = r.ID, r.Version
	after.Recall = &recall
	return after
}

// recallOf is a lead's recall as it is stored; empty where it has none. It belongs to its lead's owner, whatever it says itself.
func recallOf(l followup.Lead) (r followup.Recall) {
	if l.Recall != nil {
		r = *l.Recall
	}
	r.Lead, r.Owner = l.ID, l.Owner
	r.SnoozedUntil = instantOrNil(r.SnoozedUntil)
	return r
}

// recallValues are those of recallColumns. What is said of a park here is what wakes the lead, and when.
func recallValues(w followup.WorkspaceID, r followup.Recall, p *followup.Park) []any {
	reasons := r.Reasons
	if reasons == nil {
		reasons = []followup.Reason{}
	}
	return []any{
		w, r.Lead, r.Owner, r.Kind, orNil(date(r.Due)), r.At, r.Channel, r.Goal,
		document[[]followup.Reason]{reasons},
		r.ReplyOwed,
		r.SnoozedUntil, r.Snoozes, r.Moves, wakingOf(p),
	}
}

// wakingRow is what wakes a parked lead beside its date, as its recall keeps it.
type wakingRow struct {
	Signals []followup.SignalKind `json:"signals,omitempty"`
	Rhythm  int                   `json:"rhythm,omitempty"` // months
}

// wakingOf is nil where its date alone wakes the lead, for good.
func wakingOf(p *followup.Park) *document[wakingRow] {
	if p == nil || (p.Rhythm == 0 && len(p.Signals) == 0) {
		return nil
	}
	return &document[wakingRow]{wakingRow{Signals: p.Signals, Rhythm: p.Rhythm}}
}
