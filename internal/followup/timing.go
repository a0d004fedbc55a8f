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
