package tracker

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// days asks for all of them at once. No rep may come twice.
func (t *Tracker) days(
	ctx context.Context, w followup.WorkspaceID, of []RepDay, settledOn settledReads,
) (map[followup.UserID]digest.Day, error) {
	now := t.clock.Now()
	due, err := t.dueLeads(ctx, w, of)
	if err != nil {
		return nil, err
	}
	beside := t.readBeside(ctx, w, of, settledOn, now) // after the rows: what is settled meanwhile may be in both, never in neither
	days, open, err := t.openDays(ctx, w, of, due, now)
	read, besideErr := beside()
	if err = cmp.Or(err, besideErr); err != nil {
		return nil, err
	}
	for _, d := range of {
		day := days[d.Rep.ID]
		day.Open, open = open[:len(day.Open):len(day.Open)], open[len(day.Open):]
		day.Settled = digest.Receipts(read.noted[d.Rep.ID], day.Open, d.Rep.ID)
		day.Week, day.WakeSoon = read.ahead[d.Rep.ID].All, read.ahead[d.Rep.ID].Waking
		day.Rested = read.rested[d.Rep.ID]
		if len(day.Open)+len(day.Settled)+day.Week == 0 {
			owned, err := t.store.CountLeads(ctx, w, d.Rep.ID)
			if err != nil {
				return nil, err
			}
			day.FirstTime = owned == 0
		}
		days[d.Rep.ID] = day
	}
	if err := t.addOffers(ctx, w, read.library, days); err != nil {
		return nil, err
	}
	return days, t.addNames(ctx, w, days)
}

// besides is what days show that does not depend on which rows are open.
type besides struct {
	noted   map[followup.UserID][]digest.Noted
	rested  map[followup.UserID][]digest.Rested
	ahead   map[followup.UserID]Ahead
	library []followup.Piece
}

// readBeside asks for it while the rows are read, so that the person waits for the longer of the two and not for both. What it returns
// waits for the answers, and must be called.
func (t *Tracker) readBeside(
	ctx context.Context, w followup.WorkspaceID, of []RepDay, settledOn settledReads, now time.Time,
) (wait func() (besides, error)) {
	var read besides
	var err error
	var panicked any // of whoever waits: they know what to do about it
	var all sync.WaitGroup
	all.Go(func() {
		defer func() { panicked = recover() }()
		read, err = t.besides(ctx, w, of, settledOn, now)
	})
	return func() (besides, error) {
		all.Wait()
		if panicked != nil {
			panic(panicked)
		}
		return read, err
	}
}

func (t *Tracker) besides(
	ctx context.Context, w followup.WorkspaceID, of []RepDay, settledOn settledReads, now time.Time,
) (read besides, err error) {
	if read.noted, err = settledOn(ctx, w, of, now); err != nil {
		return read, fmt.Errorf("load receipts: %w", err)
	}
	if read.rested, err = t.store.Rested(ctx, w, of); err != nil {
		return read, fmt.Errorf("load resting leads: %w", err)
	}
	if read.ahead, err = t.store.CountAhead(ctx, w, of, week); err != nil {
		return read, fmt.Errorf("count upcoming: %w", err)
	}
	if read.library, err = t.store.Pieces(ctx, w); err != nil {
		return read, fmt.Errorf("load library: %w", err)
	}
	return read, nil
}

// dueLeads are the leads that are due by each rep's date.
func (t *Tracker) dueLeads(ctx context.Context, w followup.WorkspaceID, of []RepDay) (map[followup.UserID][]followup.Lead, error) {
	dates := make(map[followup.UserID]calendar.Date, len(of))
	for _, d := range of {
		dates[d.Rep.ID] = d.On
	}
	leads, err := t.store.DueLeads(ctx, w, dates)
	if err != nil {
		return nil, fmt.Errorf("load due leads: %w", err)
	}
	due := make(map[followup.UserID][]followup.Lead, len(of))
	for _, l := range leads {
		due[l.Owner] = append(due[l.Owner], l)
	}
	return due, nil
}

// openDays returns the days with their open rows, and these of all, one rep's behind another's.
func (t *Tracker) openDays(
	ctx context.Context, w followup.WorkspaceID, of []RepDay, due map[followup.UserID][]followup.Lead, now time.Time,
) (days map[followup.UserID]digest.Day, open []digest.Row, err error) {
	owed, others, err := t.owedBy(ctx, w, of, due, now)
	if err != nil {
		return nil, nil, err
	}
	days = make(map[followup.UserID]digest.Day, len(of))
	reps := make([]followup.UserID, 0, len(of))
	for _, d := range of {
		reps = append(reps, d.Rep.ID)
		day := digest.Day{Rep: d.Rep, Date: d.On, Now: now}
		day.Open, day.Snoozed = digest.Arrange(due[d.Rep.ID], d.Rep, now)
		day.Open = digest.WithOwed(day.Open, owed[d.Rep.ID], others, now)
		days[d.Rep.ID] = day
	}
	if err := t.addCovered(ctx, w, days, reps); err != nil {
		return nil, nil, err
	}
	for _, d := range of {
		open = append(open, days[d.Rep.ID].Open...)
	}
	if err := t.addTouches(ctx, w, open, days); err != nil {
		return nil, nil, err
	}
	return days, open, t.addRungs(ctx, w, open, days)
}

// addNames fills in who is mentioned.
func (t *Tracker) addNames(ctx context.Context, w followup.WorkspaceID, days map[followup.UserID]digest.Day) error {
	mentioned := make(map[followup.UserID][]followup.UserID, len(days))
	var all []followup.UserID
	for rep, day := range days {
		var ids []followup.UserID
		for _, r := range day.Open {
			ids = append(ids, followup.Mentioned(r.Lead.Recall.Reasons)...)
		}
		if day.Rep.Away != nil {
			ids = append(ids, day.Rep.Away.Cover)
		}
		for _, s := range day.Settled {
			for _, e := range append(slices.Clone(s.Earlier), s.Event) {
				ids = append(ids, e.By, e.Detail.To, e.Detail.From)
			}
		}
		mentioned[rep] = ids
		all = append(all, ids...)
	}
	names, err := namesOf(ctx, t.store, w, all...)
	if err != nil {
		return err
	}
	for rep, day := range days {
		day.Names = map[followup.UserID]string{}
		for _, id := range mentioned[rep] {
			if name, ok := names[id]; ok {
				day.Names[id] = name
			}
		}
		for i, s := range day.Settled {
			day.Settled[i].By = day.Names[s.Event.By]
		}
		days[rep] = day
	}
	return nil
}

// addTouches fills in what was last said to each lead.
func (t *Tracker) addTouches(ctx context.Context, w followup.WorkspaceID, rows []digest.Row, days map[followup.UserID]digest.Day) error {
	ids := make([]followup.LeadID, 0, len(rows))
	for _, r := range rows {
		ids = append(ids, r.Lead.ID)
	}
	words, err := t.store.LastWords(ctx, w, ids)
	if err != nil {
		return fmt.Errorf("load last words: %w", err)
	}
	for i, r := range rows {
		word := words[r.Lead.ID]
		rows[i].Attempt, rows[i].Last, rows[i].LastBy = word.Attempts+1, word.Touch, word.By
		if r.Lead.Enrolment == nil { // its calls are counted by now
			rep := days[r.Lead.Owner].Rep
			if r.For != nil {
				rep = *r.For
			}
			rows[i].Stand = digest.StandOf(r.Lead, rep, word.Attempts, t.clock.Now())
		}
	}
	return nil
}
