package followup

import (
	"time"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

// OfferStage says to whom a promise whose moment has gone by was offered last.
type OfferStage int

// The stages, each later than the one before.
const (
	NotOffered OfferStage = iota
	ToRep                 // to its owner, in private: do it now, agree on another date, or let somebody else do it
	ToCover               // to who covers an owner who is away, in private
	ToTeam                // to the team, in its channel
)

// OfferAfter is how long an overdue promise waits before it is offered to the next: working time, half a day.
const OfferAfter = 4 * time.Hour

// Next is to whom a promise is offered next. Who is away isn't asked; where nobody covers them, the team is.
func (s OfferStage) Next(away, covered bool) OfferStage {
	next := s + 1
	if next == ToRep && away {
		next = ToCover
	}
	if next == ToCover && (!away || !covered) {
		next = ToTeam
	}
	return min(next, ToTeam)
}

// WorkingAfter is so much of the rep's working time after an instant: on their working days, from their list's time to WorkEnds. Who has
// none within a year gets it on the clock.
func (r Rep) WorkingAfter(from time.Time, d time.Duration) time.Time {
	loc, workdays, begins := r.Location(), r.Workdays(), r.DigestAt
	if begins >= WorkEnds {
		begins = DefaultDigestAt
	}
	day, left := calendar.Today(from, loc), d
	for range 366 {
		begin, end := calendar.At(day, begins, loc), calendar.At(day, WorkEnds, loc)
		if begin.Before(from) {
			begin = from
		}
		if room := end.Sub(begin); workdays.Works(day) && room > 0 {
			if room >= left {
				return begin.Add(left)
			}
			left -= room
		}
		day = day.AddDays(1)
	}
	return from.Add(d)
}
