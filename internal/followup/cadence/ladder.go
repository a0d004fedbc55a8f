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

// Ladder says which rung a lead stands on; ok is false where it isn't dark: three or more touches over three or more weeks without a
// response. Each touch since then climbs one rung, and a break-up ends it; a response begins anew. Touches may come in any order; now is
// in the owner's zone.
func Ladder(lead followup.Lead, touches []followup.Touch, now time.Time) (rung Rung, ok bool) {
	silent := unanswered(touches)
	if !lead.State.Open() || len(silent) < darkTouches || lead.Recall != nil && (lead.Recall.ReplyOwed || lead.Recall.Kind == followup.Promised) {
		return Rung{}, false
	}
	today, day := calendar.DateOf(now), func(t followup.Touch) calendar.Date { return calendar.DateOf(t.At.In(now.Location())) }
	began := day(silent[0])
	dark := began.AddDays(darkDays)
	if third := day(silent[darkTouches-1]); third.After(dark) {
		dark = third
	}
	climbed := 0
	for i, t := range silent {
		if t.Outcome == followup.BreakUpSent {
			return Rung{}, false
		}
		if i >= darkTouches && !day(t).Before(dark) {
			climbed++
		}
	}
	if today.Before(dark) || climbed >= len(Rungs()) {
		return Rung{}, false
	}
	last := silent[len(silent)-1]
	rung = Rung{Code: Rungs()[climbed], N: climbed + 1}
	code := map[RungCode]followup.ReasonCode{
		OtherChannel: followup.DarkChannel, OtherMessage: followup.DarkMessage, OtherPerson: followup.DarkPerson, BreakUp: followup.DarkGoodbye,
	}[rung.Code]
	rung.Why = followup.Reason{Code: code, Params: map[string]string{
		"touches": strconv.Itoa(len(silent)), "weeks": strconv.Itoa(began.DaysUntil(today) / 7),
	}}
	switch rung.Code {
	case OtherChannel:
		rung.Channel = otherChannel(lead, recent(silent))
	case OtherPerson:
		rung.People = slices.DeleteFunc(lead.Reachable(), func(c followup.Contact) bool { return c.ID == last.Contact || isMain(lead, c) })
		rung.Channel = followup.Call
		if len(rung.People) > 0 {
			rung.Channel = otherChannel(followup.Lead{Contacts: rung.People[:1]}, nil)
		}
	default:
		rung.Channel = followup.Email
		if !reaches(lead, followup.Email) {
			rung.Channel = otherChannel(lead, nil)
		}
	}
	return rung, true
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
		case answered(t.Outcome):
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
