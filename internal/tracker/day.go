package tracker

import (
	"context"
	"fmt"
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

// settledReads finds what a rep's date saw settled: in its digest, or anywhere.
type settledReads func(
	ctx context.Context, w followup.WorkspaceID, rep followup.UserID, on calendar.Date, began, now time.Time,
) ([]digest.Noted, error)

func (t *Tracker) day(ctx context.Context, rep followup.Rep, on calendar.Date, settledOn settledReads) (digest.Day, error) {
	now := t.clock.Now()
	day := digest.Day{Rep: rep, Date: on, Now: now}
	leads, err := t.store.DueLeads(ctx, rep.Workspace, map[followup.UserID]calendar.Date{rep.ID: on})
	if err != nil {
		return day, fmt.Errorf("load due leads: %w", err)
	}
	day.Open, day.Snoozed = digest.Arrange(leads, rep, now)
	if err := t.addTouches(ctx, rep.Workspace, day.Open, rep, now); err != nil {
		return day, err
	}
	if err := t.addRungs(ctx, rep.Workspace, day.Open, rep, now); err != nil {
		return day, err
	}
	noted, err := settledOn(ctx, rep.Workspace, rep.ID, on, calendar.At(on, 0, rep.Location()), now)
	if err != nil {
		return day, fmt.Errorf("load receipts: %w", err)
	}
	day.Settled = digest.Receipts(noted, day.Open, rep.ID)
	if err := t.addNames(ctx, &day); err != nil {
		return day, err
	}
	if day.Week, day.WakeSoon, err = t.store.CountDue(ctx, rep.Workspace, rep.ID, on, on.AddDays(week)); err != nil {
		return day, fmt.Errorf("count upcoming: %w", err)
	}
	if len(day.Open)+len(day.Settled)+day.Week > 0 {
		return day, nil
	}
	owned, err := t.store.CountLeads(ctx, rep.Workspace, rep.ID)
	day.FirstTime = owned == 0
	return day, err
}

// addNames fills in who is mentioned.
func (t *Tracker) addNames(ctx context.Context, day *digest.Day) error {
	var ids []followup.UserID
	for _, r := range day.Open {
		ids = append(ids, followup.Mentioned(r.Lead.Recall.Reasons)...)
	}
	for _, s := range day.Settled {
		for _, e := range append(slices.Clone(s.Earlier), s.Event) {
			ids = append(ids, e.By, e.Detail.To, e.Detail.From)
		}
	}
	var err error
	if day.Names, err = namesOf(ctx, t.store, day.Rep.Workspace, ids...); err != nil {
		return err
	}
	for i, s := range day.Settled {
		day.Settled[i].By = day.Names[s.Event.By]
	}
	return nil
}

// addTouches fills in what was last said to each lead.
func (t *Tracker) addTouches(ctx context.Context, w followup.WorkspaceID, rows []digest.Row, rep followup.Rep, now time.Time) error {
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
			rows[i].Stand = digest.StandOf(r.Lead, rep, word.Attempts, now)
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
