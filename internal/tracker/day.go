package tracker

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// week is how far the counts below a digest look ahead, in days.
const week = 7

// Today returns the person's day as it stands now.
func (t *Tracker) Today(ctx context.Context, a Actor) (digest.Day, error) {
	who, err := t.look(ctx, a)
	if err != nil {
		return digest.Day{}, err
	}
	rep := who.Rep
	if !who.IsRep {
		rep = followup.Rep{Person: who.Person, DigestAt: followup.DefaultDigestAt, Week: calendar.MondayToFriday}
	}
	return t.day(ctx, rep, who.today, t.store.SettledOn)
}

// TodayOf returns a teammate's day as it stands now, for who is in a team with them, and for admins.
func (t *Tracker) TodayOf(ctx context.Context, a Actor, rep followup.UserID) (digest.Day, error) {
	who, err := t.look(ctx, a)
	if err != nil {
		return digest.Day{}, err
	}
	person, err := t.store.Person(ctx, a.Workspace, rep)
	if err != nil {
		return digest.Day{}, fmt.Errorf("load teammate: %w", err)
	}
	if !who.sees(rep) {
		return digest.Day{}, Refused{Why: ErrNotYourTeam, Name: person.Name}
	}
	return t.Today(ctx, Actor{Workspace: a.Workspace, User: rep})
}

// DayOf returns what a rep's digest of a date shows now: what is still due of it, and what became of the rest.
func (t *Tracker) DayOf(ctx context.Context, w followup.WorkspaceID, rep followup.UserID, on calendar.Date) (digest.Day, error) {
	r, err := t.store.Rep(ctx, w, rep)
	if err != nil {
		return digest.Day{}, fmt.Errorf("load rep: %w", err)
	}
	return t.day(ctx, r, on, t.store.SettledOn)
}

// DaysOf is DayOf for several reps of a workspace, each on their own date, in as many questions as for one. Who is no rep is missing.
func (t *Tracker) DaysOf(
	ctx context.Context, w followup.WorkspaceID, dates map[followup.UserID]calendar.Date,
) (map[followup.UserID]digest.Day, error) {
	reps, err := t.store.RepsOf(ctx, w, slices.Sorted(maps.Keys(dates)))
	if err != nil {
		return nil, fmt.Errorf("load reps: %w", err)
	}
	of := make([]RepDay, 0, len(reps))
	for _, rep := range reps {
		of = append(of, RepDay{Rep: rep, On: dates[rep.ID]})
	}
	return t.days(ctx, w, of, t.store.SettledOn)
}

// RepDay is a date of a rep's.
type RepDay struct {
	Rep followup.Rep
	On  calendar.Date
}

// Began is when the date began where the rep is.
func (d RepDay) Began() time.Time { return calendar.At(d.On, 0, d.Rep.Location()) }

// settledReads finds what reps' dates saw settled: in their digests, or anywhere.
type settledReads func(ctx context.Context, w followup.WorkspaceID, days []RepDay, now time.Time) (map[followup.UserID][]digest.Noted, error)

func (t *Tracker) day(ctx context.Context, rep followup.Rep, on calendar.Date, settledOn settledReads) (digest.Day, error) {
	days, err := t.days(ctx, rep.Workspace, []RepDay{{Rep: rep, On: on}}, settledOn)
	return days[rep.ID], err
}

// days asks for all of them at once. No rep may come twice.
func (t *Tracker) days(
	ctx context.Context, w followup.WorkspaceID, of []RepDay, settledOn settledReads,
) (map[followup.UserID]digest.Day, error) {
	now := t.clock.Now()
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
	owed, others, err := t.owedBy(ctx, w, of, due, now)
	if err != nil {
		return nil, err
	}
	days := make(map[followup.UserID]digest.Day, len(of))
	var open []digest.Row // of all, one rep's behind another's
	for _, d := range of {
		day := digest.Day{Rep: d.Rep, Date: d.On, Now: now}
		day.Open, day.Snoozed = digest.Arrange(due[d.Rep.ID], d.Rep, now)
		day.Open = digest.WithOwed(day.Open, owed[d.Rep.ID], others, now)
		days[d.Rep.ID] = day
	}
	reps := make([]followup.UserID, 0, len(of))
	for _, d := range of {
		reps = append(reps, d.Rep.ID)
	}
	if err := t.addCovered(ctx, w, days, reps); err != nil {
		return nil, err
	}
	for _, d := range of {
		open = append(open, days[d.Rep.ID].Open...)
	}
	if err := t.addTouches(ctx, w, open, days); err != nil {
		return nil, err
	}
	if err := t.addRungs(ctx, w, open, days); err != nil {
		return nil, err
	}
	noted, err := settledOn(ctx, w, of, now)
	if err != nil {
		return nil, fmt.Errorf("load receipts: %w", err)
	}
	rested, err := t.store.Rested(ctx, w, of)
	if err != nil {
		return nil, err
	}
	ahead, err := t.store.CountAhead(ctx, w, of, week)
	if err != nil {
		return nil, fmt.Errorf("count upcoming: %w", err)
	}
	for _, d := range of {
		day := days[d.Rep.ID]
		day.Open, open = open[:len(day.Open):len(day.Open)], open[len(day.Open):]
		day.Settled = digest.Receipts(noted[d.Rep.ID], day.Open, d.Rep.ID)
		day.Week, day.WakeSoon = ahead[d.Rep.ID].All, ahead[d.Rep.ID].Waking
		day.Rested = rested[d.Rep.ID]
		if len(day.Open)+len(day.Settled)+day.Week == 0 {
			owned, err := t.store.CountLeads(ctx, w, d.Rep.ID)
			if err != nil {
				return nil, err
			}
			day.FirstTime = owned == 0
		}
		days[d.Rep.ID] = day
	}
	if err := t.addOffers(ctx, w, days); err != nil {
		return nil, err
	}
	return days, t.addNames(ctx, w, days)
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

// Upcoming returns a page of the leads due after today, by date.
func (t *Tracker) Upcoming(ctx context.Context, a Actor, offset, limit int) ([]followup.Lead, error) {
	rep, err := t.store.Rep(ctx, a.Workspace, a.User)
	if err != nil {
		return nil, err
	}
	today := calendar.Today(t.clock.Now(), rep.Location())
	return t.store.UpcomingLeads(ctx, a.Workspace, a.User, today, today.AddDays(week), offset, limit)
}
