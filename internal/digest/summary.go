package digest

import (
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Summary is what a team's channel is told.
type Summary struct {
	Team     followup.Team
	Date     calendar.Date // local to the team
	Now      time.Time
	Daily    bool // only the exceptions of a day; otherwise the week's summary, zeros included
	Manager  string
	Reps     []RepLine // worst first
	Away     []AwayLine
	Oldest   []OverdueLead
	Buckets  [4]int        // overdue leads by age: 1–2, 3–5, 6–10, more than 10 working days
	Wins     []Win         // of the last seven days
	Without  []OverdueLead // open leads whose owner is deactivated
	Moved    []OverdueLead // leads whose recall a person moved three times or more, most moved first; the first hundred
	Meetings int           // meetings set in the last seven days
	Touches  int           // touches logged in the last seven days
	NoShows  int           // meetings of the last seven days to which nobody came
	Kept     Kept          // promises of the last seven days
	Hot      Hot           // hot signals of the last seven days
	Echoes   Echoes        // break-ups of the last four weeks
}

// RepLine is one rep's row of the table.
type RepLine struct {
	Rep            followup.Person
	DueToday       int
	Overdue        int
	OldestDays     int              // working days
	AtRisk         []followup.Money // value of the overdue leads, per currency
	PromisesMissed int              // promises whose day has passed
}

// AwayLine is a rep who is away: they are in no table, and what waits for them is not counted.
type AwayLine struct {
	Rep   followup.Person
	Until calendar.Date
	Cover string // name of who covers; empty: nobody
}

// OverdueLead is one lead that needs a decision.
type OverdueLead struct {
	Lead      followup.Lead
	OwnerName string
	Days      int // working days overdue
}

// Win is a deal won this week.
type Win struct {
	Lead  followup.Lead
	By    string
	Touch int // the lead's touch number when it closed
	At    time.Time
	Note  string // why it was won, in the rep's words
}

// BucketOf returns the age bucket of so many working days: 1–2, 3–5, 6–10, more.
func BucketOf(days int) int {
	switch {
	case days <= 2:
		return 0
	case days <= 5:
		return 1
	case days <= 10:
		return 2
	default:
		return 3
	}
}

// OldLead is the age in working days beyond which a lead alone makes a daily summary.
const OldLead = 5

// Exceptional reports whether a day needs telling: an overdue promise, a lead more than five working days overdue, or one
// without an active owner.
func (s Summary) Exceptional() bool {
	if len(s.Without) > 0 || s.Buckets[2]+s.Buckets[3] > 0 {
		return true
	}
	for _, r := range s.Reps {
		if r.PromisesMissed > 0 {
			return true
		}
	}
	return false
}

// Overdue counts the overdue leads of the whole team.
func (s Summary) Overdue() int {
	n := 0
	for _, b := range s.Buckets {
		n += b
	}
	return n
}
