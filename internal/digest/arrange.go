package digest

import (
	"cmp"
	"slices"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Arrange puts a rep's due leads in the order of the day and says for each why it stands there. Snoozed ones are left out and
// counted. leads have an open recall due on or before today, each.
func Arrange(leads []followup.Lead, rep followup.Rep, now time.Time) (rows []Row, snoozed int) {
	today := calendar.Today(now, rep.Location())
	for _, l := range leads {
		if l.Recall.Hidden(now) {
			snoozed++
			continue
		}
		days := rep.OverdueDays(*l.Recall, today)
		rows = append(rows, Row{
			Lead:        l,
			Section:     section(*l.Recall, l.Recall.Due.Before(today) && (days > 0 || !rep.Away.On(l.Recall.Due))),
			OverdueDays: days,
			Snoozed:     l.Recall.Snoozes > 0,
			Stand:       StandOf(l, rep, 0, now),
		})
	}
	slices.SortFunc(rows, compare)
	return rows, snoozed
}

// section says in which part of the list a recall belongs: promises with a time first, then answers and signals that wait, then promises
// and plans whose day has passed, then today's, then those that wake up.
func section(r followup.Recall, overdue bool) Section {
	promised := r.Kind == followup.Promised
	switch {
	case r.Kind == followup.Wake:
		return WakingUp
	case promised && !overdue:
		return PromisedToday
	case r.ReplyOwed:
		return TheyAnswered
	case r.Signalled():
		return SignalWaits
	case promised:
		return OverduePromise
	case overdue:
		return Overdue
	default:
		return DueToday
	}
}

// compare orders rows: by section, within it answers to a break-up first, then the promised time, then how long it is due, then the fifth to seventh touches (where deals are
// won), then who can be called now, then the value, then the lead's age.
func compare(a, b Row) int {
	return cmp.Or(
		cmp.Compare(a.Section, b.Section),
		-compareBool(a.Lead.Recall.EchoCame(), b.Lead.Recall.EchoCame()),
		compareTime(a.Lead.Recall.At, b.Lead.Recall.At),
		a.Lead.Recall.Due.Compare(b.Lead.Recall.Due),
		-compareBool(decisive(a), decisive(b)),
		-compareBool(a.Stand.CallNow, b.Stand.CallNow),
		cmp.Compare(b.Lead.Worth(), a.Lead.Worth()),
		a.Lead.CreatedAt.Compare(b.Lead.CreatedAt),
		cmp.Compare(a.Lead.ID, b.Lead.ID),
	)
}

// decisive reports whether the next touch is the fifth, sixth or seventh: of its cadence, or of all where it runs on none.
func decisive(r Row) bool {
	if p := r.Stand.Progress; p != nil {
		return p.Decisive
	}
	return followup.Decisive(r.Lead.Touches + 1)
}

// compareTime puts the earlier time first and no time last.
func compareTime(a, b *calendar.TimeOfDay) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return 1
	case b == nil:
		return -1
	default:
		return cmp.Compare(*a, *b)
	}
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	default:
		return -1
	}
}
