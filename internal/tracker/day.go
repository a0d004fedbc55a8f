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

// Upcoming returns a page of the leads due after today, by date.
func (t *Tracker) Upcoming(ctx context.Context, a Actor, offset, limit int) ([]followup.Lead, error) {
	rep, err := t.store.Rep(ctx, a.Workspace, a.User)
	if err != nil {
		return nil, err
	}
	today := calendar.Today(t.clock.Now(), rep.Location())
	return t.store.UpcomingLeads(ctx, a.Workspace, a.User, today, today.AddDays(week), offset, limit)
}
