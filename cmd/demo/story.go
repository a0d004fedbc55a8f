package main

import (
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// story is the history of one of the demo's leads. Days are working days from the day the demo starts: −5 is a week ago, 0 today.
type story struct {
	company, name string
	owner         followup.UserID
	euros         int64
	email, phone  string
	zone          string
	source        string
	cadence       string // the one it is put on when it is added; empty: none
	steps         []step // the first one adds the lead on its day
}

// step is a touch on a day and what was agreed then. Without an outcome the lead is only added.
type step struct {
	day      int
	channel  followup.Channel
	outcome  followup.Outcome
	minutes  int
	note     string
	promised string
	gave     string
	next     next // the zero value leaves it to the outcome, or to the cadence
	pause    int  // instead of a touch: its cadence is paused until this day; 0: it isn't
}

// next is what follows a step.
type next struct {
	kind     followup.NextKind
	day      int
	at       calendar.TimeOfDay // 0: no time
	channel  followup.Channel
	promised bool
	reason   string
	note     string
	line     string
	value    *followup.Money
}

func (s story) title() string { return followup.Lead{Name: s.name, Company: s.company}.Title() }

// lead is the story's lead as it is added.
func (s story) lead() tracker.NewLead {
	lead := tracker.NewLead{
		Name: s.name, Company: s.company, Source: s.source,
		Contact: followup.Contact{Name: s.name, Email: s.email, Phone: s.phone, Zone: s.zone},
	}
	if trade, ok := trades[s.company]; ok {
		lead.Tags = []string{trade}
	}
	if s.cadence != "" {
		lead.Cadence = tracker.CadenceName{Key: s.cadence}
	}
	if s.euros > 0 {
		lead.Value = euros(s.euros)
	}
	return lead
}

func euros(amount int64) *followup.Money {
	return &followup.Money{Minor: amount * 100, Currency: "EUR"}
}

func paused(day, until int, why string) step { return step{day: day, pause: until, note: why} }

func added(day int) step { return step{day: day} }

func called(day int, o followup.Outcome, n next) step {
	return step{day: day, channel: followup.Call, outcome: o, next: n}
}

func talked(day, minutes int, o followup.Outcome, note, promised string, n next) step {
	return step{day: day, channel: followup.Call, outcome: o, minutes: minutes, note: note, promised: promised, next: n}
}

func mailed(day int, gave string, n next) step {
	return step{day: day, channel: followup.Email, outcome: followup.Sent, gave: gave, next: n}
}

func replied(day int, note string) step {
	return step{day: day, channel: followup.Email, outcome: followup.Replied, note: note, next: next{}}
}

func again(day int, c followup.Channel) next {
	return next{kind: followup.NextRecall, day: day, channel: c}
}

func promise(day int, at calendar.TimeOfDay, c followup.Channel) next {
	return next{kind: followup.NextRecall, day: day, at: at, channel: c, promised: true}
}

func park(day int, reason, note, line string) next {
	return next{kind: followup.NextPark, day: day, reason: reason, note: note, line: line}
}

func won(amount int64) next { return next{kind: followup.NextWon, value: euros(amount)} }
