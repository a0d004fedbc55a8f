package followup

import (
	"time"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Prospect is where and when somebody at a lead can be called.
type Prospect struct {
	Zone     *time.Location    // never nil
	Assumed  bool              // nobody said the zone: it is the country's, or else the owner's
	Country  string            // ISO 3166 code; empty: unknown
	Workdays calendar.Workdays // Monday to Friday less the country's holidays
	Windows  []Window          // when calls are welcome, in their zone, by time of day; never empty
	Own      bool              // the person named these hours
}

// Hours is a span of time in which a lead can be called.
type Hours struct {
	From, To time.Time
}

// ProspectOf says where and when the main contact of a lead can be called.
func ProspectOf(l Lead, owner Rep) Prospect { return Prospect{Zone: owner.Location()} }

// On returns the hours of the owner's date d in which the prospect can be called.
func (p Prospect) On(d calendar.Date, owner *time.Location) []Hours { return nil }

// Open reports whether the prospect can be called now, and until when.
func (p Prospect) Open(now time.Time) (until time.Time, open bool) { return time.Time{}, false }

// NextOpening returns when the prospect can be called next after now.
func (p Prospect) NextOpening(now time.Time) time.Time { return now }

// Timed puts a planned date on the first good day from it on.
func Timed(on calendar.Date, channel Channel, today calendar.Date, owner Rep, p Prospect) (calendar.Date, []Reason) {
	to := owner.Workdays().Next(on)
	if to == on {
		return on, nil
	}
	return to, []Reason{{Code: ShiftedToWorkingDay, Params: map[string]string{"from": on.String(), "to": to.String()}}}
}
