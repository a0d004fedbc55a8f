package followup

import "github.com/followup-bot/followup/internal/followup/calendar"

// WakeAfter is a usual length of a park.
type WakeAfter string

// The usual lengths. Five weeks stand for "four to six weeks": a pause, then a new insight.
const (
	WakeInFiveWeeks   WakeAfter = "5w"
	WakeInThreeMonths WakeAfter = "3m"
	WakeInSixMonths   WakeAfter = "6m"
	WakeInAYear       WakeAfter = "12m"
)

// Quarter is the rhythm of nurture in months ("Cadence Guide": quarterly check-ins).
const Quarter = 3

// WakeChoices lists the usual lengths, shortest first.
func WakeChoices() []WakeAfter {
	return []WakeAfter{WakeInFiveWeeks, WakeInThreeMonths, WakeInSixMonths, WakeInAYear}
}

// From returns the wake date of a park that begins today; the zero date for an unknown length.
func (w WakeAfter) From(today calendar.Date) calendar.Date {
	switch w {
	case WakeInFiveWeeks:
		return today.AddDays(5 * 7)
	case WakeInThreeMonths:
		return today.AddMonths(3)
	case WakeInSixMonths:
		return today.AddMonths(6)
	case WakeInAYear:
		return today.AddMonths(12)
	default:
		return calendar.Date{}
	}
}
