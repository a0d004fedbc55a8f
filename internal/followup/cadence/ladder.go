package cadence

import (
	"slices"
	"strconv"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// RungCode names a rung of the ladder for dark leads (A Systematic Approach).
type RungCode string

// The rungs, from the first to the last.
const (
	OtherChannel RungCode = "other_channel"
	OtherMessage RungCode = "other_message" // a direct question: shall I keep you posted, or has it gone another way?
	OtherPerson  RungCode = "other_person"
	BreakUp      RungCode = "break_up"
)

// Rung is what to do next about a dark lead.
type Rung struct {
	Code    RungCode
	N       int                // 1 to 4
	Channel followup.Channel   // of the touch it suggests
	People  []followup.Contact // who else is known there, for OtherPerson; none: ask for one
	Why     followup.Reason
}

// When a lead is dark, and how many days lie between rungs where a track leads onto the ladder.
const (
	darkTouches = 3
	darkDays    = 3 * 7
	daysPerRung = 7
)

// Rungs lists the rungs from the first to the last.
func Rungs() []RungCode { return []RungCode{OtherChannel, OtherMessage, OtherPerson, BreakUp} }

// MayBeDark reports whether a lead is old enough, and was touched often enough, to be dark: of others nobody needs to read the touches.
func MayBeDark(l followup.Lead, now time.Time) bool {
	_, comes := l.Enrolment.Due() // its cadence says what is next
	return !comes && l.State == followup.Active && l.Touches >= darkTouches && !now.Before(l.CreatedAt.AddDate(0, 0, darkDays))
}

// Ladder says which rung a lead stands on; ok is false where it isn't dark: three or more touches over three or more weeks without a
// response. Each touch since then climbs one rung, the last one stays until goodbye is said, and a break-up ends it; a response begins anew. A lead whose cadence runs, is paused or
// waits for an echo has a plan already; where its cadence led onto the ladder, its enrolment counts the rungs. Touches may come in any
// order; now is in the owner's zone.
func Ladder(lead followup.Lead, touches []followup.Touch, now time.Time) (rung Rung, ok bool) {
	if r := lead.Recall; !lead.State.Open() || (r != nil && (r.ReplyOwed || r.Kind == followup.Promised)) {
		return Rung{}, false
	}
	silent := unanswered(touches)
	today, day := calendar.DateOf(now), func(t followup.Touch) calendar.Date { return calendar.DateOf(t.At.In(now.Location())) }
	var climbed int
	switch e := lead.Enrolment; {
	case climbs(e) && len(silent) > 0:
		climbed = len(e.Made)
	case e != nil, len(silent) < darkTouches, len(silent) >= exitAfter: // from the limit on its exit goes before any rung
		return Rung{}, false
	default:
		dark := day(silent[0]).AddDays(darkDays)
		if third := day(silent[darkTouches-1]); third.After(dark) {
			dark = third
		}
		if today.Before(dark) {
			return Rung{}, false
		}
		for _, t := range silent[darkTouches:] {
			if !day(t).Before(dark) {
				climbed++
			}
		}
	}
	said := slices.ContainsFunc(silent, func(t followup.Touch) bool { return t.Outcome == followup.BreakUpSent })
	if said {
		return Rung{}, false
	}
	rung = rungOf(lead, min(climbed, len(Rungs())-1), recent(silent), silent[len(silent)-1].Contact)
	rung.Why.Params = darkFor(len(silent), day(silent[0]), today)
	return rung, true
}

// rungOf is the rung above n, in a channel that suits it. used are the channels of the touches before, the newest last; last is who was
// tried last, 0 where that isn't said.
func rungOf(lead followup.Lead, n int, used []followup.Channel, last followup.ContactID) Rung {
	rung := Rung{Code: Rungs()[n], N: n + 1, Channel: followup.Email}
	switch rung.Code {
	case OtherChannel:
		rung.Why.Code, rung.Channel = followup.DarkChannel, otherChannel(lead, used)
		return rung
	case OtherPerson:
		rung.Why.Code, rung.Channel = followup.DarkPerson, followup.Call
		rung.People = slices.DeleteFunc(lead.Reachable(), func(c followup.Contact) bool { return (last != 0 && c.ID == last) || isMain(lead, c) })
		if len(rung.People) > 0 {
			rung.Channel = otherChannel(followup.Lead{Contacts: rung.People[:1]}, nil)
		}
		return rung
	case OtherMessage:
		rung.Why.Code = followup.DarkMessage
	case BreakUp:
		rung.Why.Code = followup.DarkGoodbye
	}
	if !reaches(lead, followup.Email) { // both are written, if they can be
		rung.Channel = otherChannel(lead, nil)
	}
	return rung
}

// darkFor says since when nobody answers.
func darkFor(touches int, since, today calendar.Date) map[string]string {
	return map[string]string{"touches": strconv.Itoa(touches), "weeks": strconv.Itoa(since.DaysUntil(today) / 7)}
}

func isMain(l followup.Lead, c followup.Contact) bool {
	main := l.Main()
	return main != nil && *main == c
}

// unanswered are the touches of ours since the last answer, oldest first.
func unanswered(touches []followup.Touch) []followup.Touch {
	all := slices.Clone(touches)
	slices.SortStableFunc(all, func(a, b followup.Touch) int { return a.At.Compare(b.At) })
	var silent []followup.Touch
	for _, t := range all {
		switch {
		case t.Outcome.Heard():
			silent = nil
		case t.Outcome.Outbound(t.Channel) && t.Outcome.Class() != followup.Data:
			silent = append(silent, t)
		}
	}
	return silent
}

// recent are the channels of the touches, the newest last.
func recent(touches []followup.Touch) []followup.Channel {
	channels := make([]followup.Channel, 0, len(touches))
	for _, t := range touches {
		channels = append(channels, t.Channel)
	}
	return channels
}

// otherChannel is a channel to try instead of those used, newest last: one in which the lead can be reached, rather one that was never
// used or not for long, and not the newest where there is another.
func otherChannel(l followup.Lead, used []followup.Channel) followup.Channel {
	best, age := followup.Channel(""), -1
	for _, c := range []followup.Channel{followup.Call, followup.Email, followup.LinkedIn, followup.SMS} {
		if !reaches(l, c) {
			continue
		}
		unusedFor := len(used)
		for i, u := range slices.Backward(used) {
			if u == c {
				unusedFor = len(used) - 1 - i
				break
			}
		}
		if unusedFor > age {
			best, age = c, unusedFor
		}
	}
	return best
}
