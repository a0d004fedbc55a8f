package digest

import (
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Prep is what to know of a lead before the next touch: it is read in ten seconds. What is not known is empty.
type Prep struct {
	Card Card // with where it stands, what is owed, and what it was given

	Last     *followup.Touch  // the newest touch that stands
	Heard    *followup.Touch  // what they said last, with its note
	Promised []followup.Touch // what we promised and have not done, the newest first

	Hours *followup.Hours // in which a call is welcome: those that hold, or come next within a week; nil: none
	Good  bool            // they hold now
}

// prepDays is how far ahead the next good hours are looked for.
const prepDays = 7

// PrepOf says what to know of the lead of a card. touches are those of it that stand.
func PrepOf(c Card, touches []followup.Touch) Prep {
	p := Prep{Card: c, Last: c.Last, Promised: followup.StillPromised(touches)}
	if t, ok := followup.LastHeard(touches); ok {
		p.Heard = &t
	}
	p.Hours, p.Good = goodHours(c.Stand.Prospect, c.Owner, c.Now)
	return p
}

// goodHours are the hours in which a call is welcome that hold at now, or the next ones.
func goodHours(p followup.Prospect, owner followup.Rep, now time.Time) (*followup.Hours, bool) {
	on := calendar.Today(now, owner.Location())
	for range prepDays {
		for _, h := range p.On(on, owner.Location()) {
			if now.Before(h.To) {
				return &h, !now.Before(h.From)
			}
		}
		on = on.AddDays(1)
	}
	return nil, false
}
