package tracker

import (
	"context"
	"fmt"
	"slices"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// eased is a change whose new recall has a day with room (followup.Room): a planned one of a rep who said a capacity, and each that wakes a
// lead. What a person insists on stays, and so do a time of day, what is due today and a step that a correction leaves as it was. Two at
// once may both find the last place of a day: it is one fuller then, which nobody needs to be kept from.
func (t *Tracker) eased(ctx context.Context, r Reads, who me, before followup.Lead, c change) (change, error) {
	recall := c.after.Recall
	if c.stands || recall == nil || recall.ID != 0 || !recall.Spreads() || recall.At != nil || (c.next != nil && c.next.Kept) {
		return c, nil
	}
	if recall.Kind == followup.Planned && who.IsRep && who.ID == c.after.Owner && who.Capacity == 0 {
		return c, nil
	}
	owner, err := repOf(ctx, r, who, c.after.Workspace, c.after.Owner)
	if err != nil {
		return c, err
	}
	room := followup.Room{
		Owner: owner, Today: calendar.Today(t.clock.Now(), owner.Location()), PerDay: owner.Capacity, Within: followup.UsualTolerance,
	}
	if !recall.Due.After(room.Today) || (recall.Kind == followup.Planned && owner.Capacity == 0) {
		return c, nil
	}
	room.Taken, err = r.Loads(ctx, owner.Workspace, owner.ID, recall.Due, room.Last(*recall), before.ID)
	if err != nil {
		return c, fmt.Errorf("count what stands already: %w", err)
	}
	placed := room.Spread([]followup.Lead{c.after})[0]
	if placed.To == placed.From {
		return c, nil
	}
	return c.put(placed), nil
}

// put is the change with its recall on another day, for the reasons that a rule gives: in the recall, in the history, and for a cadence that
// sleeps until then.
func (c change) put(p followup.Placed) change {
	recall := *c.after.Recall
	recall.Due, recall.Reasons = p.To, slices.Concat(recall.Reasons, p.Why)
	c.after.Recall = &recall
	c.event.Reasons = slices.Concat(c.event.Reasons, p.Why)
	if c.next != nil {
		next := *c.next
		next.On = p.To
		c.next = &next
	}
	if e := c.after.Enrolment; e != nil && e.Paused != nil && e.Paused.Until == p.From {
		paused, until := *e, *e.Paused
		until.Until = p.To
		paused.Paused = &until
		c.after.Enrolment = &paused
	}
	if course := c.event.Cadence; course != nil && course.Until == p.From {
		until := *course
		until.Until = p.To
		c.event.Cadence = &until
	}
	return c
}

// loadsOf are the next working days of a rep from today on. What is overdue, and what was done today, is today's.
func (t *Tracker) loadsOf(ctx context.Context, rep followup.Rep, day digest.Day) ([]digest.DayLoad, error) {
	workdays := rep.Workdays()
	first := workdays.Next(day.Date)
	taken, err := t.store.Loads(ctx, rep.Workspace, rep.ID, calendar.Date{}, workdays.Add(first, digest.HomeLoads-1), 0)
	if err != nil {
		return nil, fmt.Errorf("count what stands already: %w", err)
	}
	loads := make([]digest.DayLoad, 0, digest.HomeLoads)
	for d, n := first, 0; n < digest.HomeLoads; d, n = workdays.Add(d, 1), n+1 {
		loads = append(loads, digest.DayLoad{On: d, Due: taken[d].Due})
		delete(taken, d)
	}
	loads[0].Due += day.Done()
	for d, l := range taken {
		if d.Before(first) {
			loads[0].Due += l.Due
		}
	}
	return loads, nil
}

// asMeant is a stored next step on the day that was meant before one with room was looked for.
func asMeant(next followup.NextStep, why []followup.Reason) followup.NextStep {
	for _, r := range why {
		if r.Code != followup.DayIsFull && r.Code != followup.WakesAreFull {
			continue
		}
		if on, err := calendar.ParseDate(r.Params["from"]); err == nil {
			next.On = on
		}
		break
	}
	return next
}
