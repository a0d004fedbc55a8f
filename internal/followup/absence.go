package followup

import "github.com/followup-bot/followup/internal/followup/calendar"

// Absence is a time in which a rep does not work. Its days are days off of theirs, so that nothing planned lands on them and none of them
// counts as overdue; what can't wait goes to the cover.
type Absence struct {
	From  calendar.Date // first day, in the rep's zone
	Until calendar.Date // last day
	Cover UserID        // looks after promises and hot signals meanwhile; empty: nobody
}

// On reports whether the rep is away on a date.
func (a *Absence) On(d calendar.Date) bool {
	return a != nil && !d.Before(a.From) && !d.After(a.Until)
}
