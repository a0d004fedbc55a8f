package digest

import (
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Backlog is what laying a rep's due leads over the days to come would do.
type Backlog struct {
	Rep      followup.Rep
	Today    calendar.Date // in the rep's zone
	Days     int           // working days that it is laid over
	PerDay   int           // recalls that a day is to have
	Moving   []Spreading   // by the day they would go to; the first MostSpread
	More     int           // would move too, by another one
	Stay     int           // planned, and there is room for them today
	Promised int           // promises and replies owed, which stay
	Loads    []DayLoad     // the days, today's first, as they would be
}

// Spreading is a lead that would go to another day.
type Spreading struct {
	Lead followup.Lead
	To   calendar.Date
	Why  []followup.Reason
}

// DayLoad is how much stands on a working day of a rep's.
type DayLoad struct {
	On  calendar.Date
	Due int // recalls; today's with what is overdue and what was done
}

// MostSpread is how many leads are spread at once: a form carries which it showed.
const MostSpread = 60
