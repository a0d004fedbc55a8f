package tracker

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// DueDigest is a rep whose digest time has come.
type DueDigest struct {
	Rep      followup.Rep
	At       time.Time // when it was to come
	Doubtful bool      // it was due before the database was restored from a backup, so that it may have come
}

// DueSummary is a team whose summary time has come.
type DueSummary struct {
	Team followup.Team
	At   time.Time
}

// Ended is a snooze that is over.
type Ended struct {
	Workspace followup.WorkspaceID
	Owner     followup.UserID
}

// batch is how many rows one transaction of a sweep takes.
const batch = 200

// Sweep turns what time has made due into deliveries, until nothing is due. Every replica may run it at once: each row is taken by one.
// It works from state, so a sweep that dies halfway is continued by the next. A part that fails, with each sweep perhaps, keeps no other one
// from its work: nobody's list waits for a ping. All that failed is returned.
func (t *Tracker) Sweep(ctx context.Context) error {
	var failed []error
	for _, part := range []func(context.Context, Tx) (int, error){
		t.sweepStrayed, t.sweepSnoozes, t.sweepAbsences, t.sweepEchoes, t.sweepUnobliged, t.sweepObligations, t.sweepLate, t.sweepOffers, t.sweepDigests, t.sweepLists, t.sweepHomes, t.sweepSummaries, t.sweepFailures,
	} {
		if err := t.sweepAll(ctx, part); err != nil {
			failed = append(failed, fmt.Errorf("sweep: %w", err))
		}
		if ctx.Err() != nil {
			break
		}
	}
	return errors.Join(failed...)
}

// sweepAll has one part go through all that is due of it, each batch in a transaction of its own.
func (t *Tracker) sweepAll(ctx context.Context, part func(context.Context, Tx) (int, error)) error {
	for {
		n := 0
		err := t.store.InTx(ctx, func(tx Tx) error {
			var err error
			n, err = part(ctx, tx)
			return err
		})
		if err != nil || n < batch {
			return err
		}
	}
}

// sweepStrayed is for the time after a clock was ahead: whose next morning it put days away would else have none until then.
func (t *Tracker) sweepStrayed(ctx context.Context, tx Tx) (int, error) {
	if err := tx.BringBackStrayed(ctx, t.clock.Now()); err != nil {
		return 0, fmt.Errorf("bring back who strayed: %w", err)
	}
	return 0, nil
}

func (t *Tracker) sweepDigests(ctx context.Context, tx Tx) (int, error) {
	now := t.clock.Now()
	due, err := tx.DigestsDue(ctx, now, batch)
	if err != nil {
		return 0, fmt.Errorf("pick digests: %w", err)
	}
	return len(due), t.planDigests(ctx, tx, due, now)
}

// planDigests decides for many reps at once who gets a digest now, and plans everybody's next one. A morning is thousands of reps, and
// each statement a wait.
func (t *Tracker) planDigests(ctx context.Context, tx Tx, due []DueDigest, now time.Time) error {
	var digests []Delivery
	for w, due := range byWorkspace(due) {
		recalls, err := tx.DueRecalls(ctx, w, mornings(due, now))
		if err != nil {
			return fmt.Errorf("load due recalls: %w", err)
		}
		owing, err := owingAMorning(ctx, tx, w, due, now)
		if err != nil {
			return err
		}
		if err := t.addCoveredRecalls(ctx, tx, w, mornings(due, now), recalls); err != nil {
			return err
		}
		var none []followup.UserID
		next := make(map[followup.UserID]time.Time, len(due))
		for _, d := range due {
			next[d.Rep.ID] = nextDigest(d.Rep, now)
			wanted, promises := digestWanted(d.Rep, recalls[d.Rep.ID], now)
			if wanted || owing[d.Rep.ID] {
				todays := digestOf(d.Rep, now, promises)
				todays.Unsure = d.Doubtful
				digests = append(digests, todays)
			} else {
				none = append(none, d.Rep.ID)
			}
		}
		if err := tx.RedrawHomes(ctx, w, none); err != nil { // it says why none came
			return fmt.Errorf("redraw homes: %w", err)
		}
		if err := tx.SetNextDigests(ctx, w, next); err != nil {
			return fmt.Errorf("plan next digests: %w", err)
		}
	}
	if err := tx.EnqueueAll(ctx, digests); err != nil {
		return fmt.Errorf("enqueue digests: %w", err)
	}
	return t.watch(ctx, tx, digests, now)
}

func byWorkspace(due []DueDigest) map[followup.WorkspaceID][]DueDigest {
	split := map[followup.WorkspaceID][]DueDigest{}
	for _, d := range due {
		split[d.Rep.Workspace] = append(split[d.Rep.Workspace], d)
	}
	return split
}

// mornings are the dates of those who may get a digest now.
func mornings(due []DueDigest, now time.Time) map[followup.UserID]calendar.Date {
	upTo := map[followup.UserID]calendar.Date{}
	for _, d := range due {
		if !d.Rep.DigestOff && d.Rep.FullMember() && InMorning(d.Rep, now) && !d.Rep.AwayAt(now) {
			upTo[d.Rep.ID] = calendar.Today(now, d.Rep.Location())
		}
	}
	return upTo
}

// owingAMorning are those whose morning it is, on a working day, and who owe a recap or a reminder: their digest says so.
func owingAMorning(ctx context.Context, tx Tx, w followup.WorkspaceID, due []DueDigest, now time.Time) (map[followup.UserID]bool, error) {
	upTo := mornings(due, now)
	reps := make([]followup.UserID, 0, len(upTo))
	for _, d := range due {
		if today, ok := upTo[d.Rep.ID]; ok && d.Rep.Workdays().Works(today) {
			reps = append(reps, d.Rep.ID)
		}
	}
	owed, err := tx.OwedBy(ctx, w, reps, now)
	if err != nil {
		return nil, fmt.Errorf("load what is owed: %w", err)
	}
	owing := make(map[followup.UserID]bool, len(owed))
	for _, o := range owed {
		owing[o.Owner] = true
	}
	return owing, nil
}

// digestOf is the rep's one digest of the local date it is at now (G3).
func digestOf(rep followup.Rep, now time.Time, promises bool) Delivery {
	today := calendar.Today(now, rep.Location()).String()
	return Delivery{
		Workspace: rep.Workspace, Kind: KindDigest, Subject: today, Recipient: string(rep.ID),
		Key: DigestKey(rep.ID, today), Due: now, Promises: promises,
	}
}

// digestWanted reports whether a digest is to be sent now for what is due of a rep, whose morning it is; on a day off only for a promise
// of that day. promises: something promised is due.
func digestWanted(rep followup.Rep, due []followup.Recall, now time.Time) (wanted, promises bool) {
	today := calendar.Today(now, rep.Location())
	for _, r := range due {
		if r.Hidden(now) || rep.Away.On(today) {
			continue
		}
		promised := r.Kind == followup.Promised
		promises = promises || promised
		wanted = wanted || rep.Workdays().Works(today) || (promised && r.Due == today)
	}
	return wanted, promises
}

// InMorning reports whether the rep's digest of today may still be sent first at now: a digest missed until 14:00 merges into the next one.
func InMorning(rep followup.Rep, now time.Time) bool {
	today := calendar.Today(now, rep.Location())
	from := calendar.At(today, rep.DigestAt, rep.Location())
	until := calendar.At(today, followup.CatchUpUntil, rep.Location())
	if hour := from.Add(time.Hour); hour.After(until) {
		until = hour
	}
	return !now.Before(from) && now.Before(until)
}

// nextDigest returns when the rep is looked at next: the first digest time after now. Days off are looked at too, for promises.
func nextDigest(rep followup.Rep, now time.Time) time.Time {
	today := calendar.Today(now, rep.Location())
	for day := today; ; day = day.AddDays(1) {
		if at := calendar.At(day, rep.DigestAt, rep.Location()); at.After(now) {
			return at
		}
	}
}

func (t *Tracker) sweepSnoozes(ctx context.Context, tx Tx) (int, error) {
	now := t.clock.Now()
	ended, err := tx.EndSnoozes(ctx, now, batch)
	if err != nil {
		return 0, fmt.Errorf("end snoozes: %w", err)
	}
	for _, e := range ended {
		rep, err := tx.Rep(ctx, e.Workspace, e.Owner)
		if err != nil {
			return 0, fmt.Errorf("load rep: %w", err)
		}
		if err := tx.Redraw(ctx, e.Workspace, e.Owner, calendar.Today(now, rep.Location())); err != nil {
			return 0, fmt.Errorf("redraw digest: %w", err)
		}
	}
	return len(ended), nil
}

// sweepFailures tells managers of what could not be delivered. A failed notice is not reported again.
func (t *Tracker) sweepFailures(ctx context.Context, tx Tx) (int, error) {
	if err := tx.TakeUpAgain(ctx, KindPing, KindCover, KindWelcome, KindLeft, KindUncovered, KindOffer, KindTeamOffer); err != nil { // a program of the release before runs beside this one
		return 0, err
	}
	failures, err := tx.UnreportedFailures(ctx, batch)
	if err != nil {
		return 0, fmt.Errorf("pick failures: %w", err)
	}
	for _, f := range failures {
		for _, to := range f.Tell {
			id := strconv.FormatInt(f.ID, 10)
			err := tx.Enqueue(ctx, Delivery{
				Workspace: f.Workspace, Kind: KindFailure, Subject: id, Recipient: string(to),
				Key: "failure/" + id + "/" + string(to), Due: t.clock.Now(),
			})
			if err != nil {
				return 0, fmt.Errorf("enqueue failure: %w", err)
			}
		}
	}
	return len(failures), nil
}
