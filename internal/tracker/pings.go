package tracker

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// DueObligation is an obligation that is to be looked at.
type DueObligation struct {
	followup.Obligation

	Doubtful bool // it was due before the database was restored from a backup, so that its ping may have come
}

// PingKey is the dedupe key of an obligation's one ping.
func PingKey(id followup.ObligationID) string { return "ping/" + strconv.FormatInt(int64(id), 10) }

// sweepUnobliged makes the obligations of promises that a program of the release before made or changed. Where that makes none the next minute
// tries again, and nobody waits for it.
func (t *Tracker) sweepUnobliged(ctx context.Context, tx Tx) (int, error) {
	leads, err := tx.Unobliged(ctx, calendar.DateOf(t.clock.Now().UTC()), batch)
	if err != nil {
		return 0, fmt.Errorf("pick promises: %w", err)
	}
	for _, key := range leads {
		lead, err := tx.LockOwing(ctx, key.Workspace, key.Lead)
		if err != nil {
			return 0, fmt.Errorf("lock lead: %w", err)
		}
		if err := t.oblige(ctx, tx, me{}, nil, lead); err != nil {
			return 0, err
		}
	}
	return 0, nil
}

// sweepObligations pings about what has come due and has what shows it drawn again. Each is looked at by one replica.
func (t *Tracker) sweepObligations(ctx context.Context, tx Tx) (int, error) {
	due, err := tx.ObligationsDue(ctx, t.clock.Now(), batch)
	if err != nil {
		return 0, fmt.Errorf("pick obligations: %w", err)
	}
	for _, d := range due {
		if err := t.turn(ctx, tx, d); err != nil {
			return 0, err
		}
	}
	return len(due), nil
}

// turn looks at one obligation. Where the lead no longer owes it (a program of the release before settled it) nobody is pinged.
func (t *Tracker) turn(ctx context.Context, tx Tx, d DueObligation) error {
	o, now := d.Obligation, t.clock.Now()
	lead, err := tx.Lead(ctx, o.Workspace, o.Lead)
	if err != nil {
		return fmt.Errorf("load lead: %w", err)
	}
	owner, err := tx.Rep(ctx, o.Workspace, o.Owner)
	if err != nil {
		return fmt.Errorf("load rep: %w", err)
	}
	owes, err := t.owes(ctx, tx, o, lead, owner)
	if err != nil {
		return err
	}
	if !owes {
		return t.saveObligation(ctx, tx, o.Settle(nil, lead, owner, now))
	}
	to, err := t.onDuty(ctx, tx, owner)
	if err != nil {
		return err
	}
	before := o.PingedAt
	pinged, err := t.turned(ctx, tx, d, to)
	if err != nil {
		return err
	}
	if !pinged && !before.IsZero() {
		if err := tx.RedrawKey(ctx, o.Workspace, PingKey(o.ID)); err != nil {
			return fmt.Errorf("redraw ping: %w", err)
		}
	}
	if o.Kind == followup.Promise { // its row says the time anyway
		return nil
	}
	if err := tx.Redraw(ctx, o.Workspace, o.Owner, calendar.Today(now, owner.Location())); err != nil {
		return fmt.Errorf("redraw digest: %w", err)
	}
	if to.ID == owner.ID {
		return nil
	}
	return t.redrawDay(ctx, tx, o.Workspace, to.ID)
}

// turned has what is owed pinged about, where its time has come and who is on duty may be told.
func (t *Tracker) turned(ctx context.Context, tx Tx, d DueObligation, to followup.Rep) (pinged bool, err error) {
	o, now := d.Obligation, t.clock.Now()
	pinged, o.Next = o.Turn(to, now)
	if pinged {
		o.PingedAt = now
	}
	if o, err = tx.SaveObligation(ctx, o); err != nil {
		return false, fmt.Errorf("store obligation: %w", err)
	}
	if !pinged {
		return false, nil
	}
	err = tx.Enqueue(ctx, Delivery{
		Workspace: o.Workspace, Kind: KindPing, Subject: strconv.FormatInt(int64(o.ID), 10), Recipient: string(to.ID),
		Key: PingKey(o.ID), Due: now, Unsure: d.Doubtful,
	})
	if err != nil {
		return false, fmt.Errorf("enqueue ping: %w", err)
	}
	return true, nil
}

// owes reports whether a lead still owes what a row says.
func (t *Tracker) owes(ctx context.Context, r Reads, o followup.Obligation, lead followup.Lead, owner followup.Rep) (bool, error) {
	if lead.Owner != o.Owner {
		return false, nil
	}
	now := t.clock.Now()
	_, heard, err := r.Obligations(ctx, o.Workspace, o.Lead, followup.HeardSince(now))
	if err != nil {
		return false, fmt.Errorf("load obligations: %w", err)
	}
	for _, owed := range followup.Owed(lead, owner, heard, now) {
		if owed.Same(o) {
			return true, nil
		}
	}
	return false, nil
}

// Pinged returns what a ping is about as it stands now; ErrNotFound where its lead was taken back.
func (t *Tracker) Pinged(ctx context.Context, w followup.WorkspaceID, id followup.ObligationID) (digest.Ping, error) {
	o, err := t.store.Obligation(ctx, w, id)
	if err != nil {
		return digest.Ping{}, err
	}
	p := digest.Ping{Owed: o, Now: t.clock.Now()}
	if p.Lead, err = t.store.Lead(ctx, w, o.Lead); err != nil {
		return p, fmt.Errorf("load lead: %w", err)
	}
	if p.Owner, err = t.store.Rep(ctx, w, p.Lead.Owner); err != nil {
		return p, fmt.Errorf("load rep: %w", err)
	}
	cover, covered, err := t.standIn(ctx, t.store, p.Owner)
	if err != nil {
		return p, err
	}
	if covered {
		p.Cover = cover.ID
	}
	last, err := t.store.LastTouches(ctx, w, []followup.LeadID{o.Lead})
	if err != nil {
		return p, fmt.Errorf("load last touch: %w", err)
	}
	if touch, ok := last[o.Lead]; ok {
		p.Last = &touch
	}
	if p.Heard, err = t.heardIn(ctx, o); err != nil {
		return p, err
	}
	if p.Say, err = t.sayOwed(ctx, p); err != nil {
		return p, err
	}
	if p.Signal, err = t.signalOf(ctx, o); err != nil {
		return p, err
	}
	mentioned := []followup.UserID{p.Signal.By}
	if o.By != 0 {
		e, err := t.store.Event(ctx, w, o.By)
		if err != nil {
			return p, fmt.Errorf("load event: %w", err)
		}
		p.By = &e
		mentioned = append(mentioned, e.By, e.Detail.To, e.Detail.From)
	}
	p.Names, err = namesOf(ctx, t.store, w, mentioned...)
	return p, err
}

// heardIn is the conversation that a recap is of, as it says now; nil where that was taken back, and for what is no recap.
func (t *Tracker) heardIn(ctx context.Context, o followup.Obligation) (*followup.Touch, error) {
	if o.Kind != followup.Recap || o.Event == 0 {
		return nil, nil
	}
	e, err := t.store.Event(ctx, o.Workspace, o.Event)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return nil, fmt.Errorf("load conversation: %w", err)
	}
	return e.Detail.Touch, nil
}

// owedBy returns what reps owe now on top of the recalls that are due, and the leads of it that are in nobody's list otherwise.
func (t *Tracker) owedBy(
	ctx context.Context, w followup.WorkspaceID, of []RepDay, due map[followup.UserID][]followup.Lead, now time.Time,
) (map[followup.UserID][]followup.Obligation, []followup.Lead, error) {
	reps := make([]followup.UserID, 0, len(of))
	for _, d := range of {
		reps = append(reps, d.Rep.ID)
	}
	all, err := t.store.OwedBy(ctx, w, reps, now)
	if err != nil || len(all) == 0 {
		return nil, nil, err
	}
	owed := map[followup.UserID][]followup.Obligation{}
	var missing []followup.LeadID
	for _, o := range all {
		owed[o.Owner] = append(owed[o.Owner], o)
		listed := slices.ContainsFunc(due[o.Owner], func(l followup.Lead) bool { return l.ID == o.Lead })
		if !listed && !slices.Contains(missing, o.Lead) {
			missing = append(missing, o.Lead)
		}
	}
	if len(missing) == 0 {
		return owed, nil, nil
	}
	others, err := t.store.Leads(ctx, w, missing)
	if err != nil {
		return nil, nil, fmt.Errorf("load leads: %w", err)
	}
	return owed, others, nil
}

// kept counts reps' promises for the days from one to another as of a date.
func (t *Tracker) kept(
	ctx context.Context, w followup.WorkspaceID, reps []followup.UserID, from, to, today calendar.Date,
) (digest.Kept, error) {
	promises, err := t.store.Promises(ctx, w, reps, from, to)
	if err != nil {
		return digest.Kept{}, fmt.Errorf("load promises: %w", err)
	}
	return digest.CountKept(promises, today), nil
}
