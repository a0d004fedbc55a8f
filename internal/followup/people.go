package followup

import (
	"slices"
	"sync"
	"time"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Person is somebody in the workspace's directory.
type Person struct {
	Workspace WorkspaceID
	ID        UserID
	Name      string // as the workspace shows it
	Zone      string // IANA name; empty: unknown, UTC is used
	Locale    string
	Admin     bool // Slack admin or owner
	Guest     bool
	Bot       bool
	Deleted   bool // deactivated

	// ChangedAt is when the directory says they last changed, for telling old news from new. Zero: unknown. It is not read back.
	ChangedAt time.Time
}

// FullMember reports whether the person may use Followup at all: guests, bots and deactivated users may not.
func (p Person) FullMember() bool { return !p.Guest && !p.Bot && !p.Deleted }

// Location returns the person's zone, UTC where it is unknown or no longer exists.
func (p Person) Location() *time.Location {
	if loc, ok := location(p.Zone); ok {
		return loc
	}
	return time.UTC
}

// location returns the zone of an IANA name; false where it is empty or unknown here.
func location(zone string) (*time.Location, bool) {
	if zone == "" {
		return nil, false
	}
	if known, ok := zones.Load(zone); ok {
		return known.(*time.Location), true //nolint:forcetypeassert // nothing else is put there
	}
	loc, err := time.LoadLocation(zone)
	if err != nil {
		return nil, false
	}
	zones.Store(zone, loc)
	return loc, true
}

// zones are the time zones asked for so far: loading one reads a file.
var zones sync.Map

// Rep is a person who follows up leads, with their settings. Somebody becomes a rep with first use or team membership.
type Rep struct {
	Person
	DigestAt  calendar.TimeOfDay // local time of the morning digest
	Week      calendar.Week      // working days; the digest comes on these
	DigestOff bool               // no digest at all; the list stays reachable
	Country   string             // whose public holidays they have off: DE, or DE-BY for a part; empty: their zone's country is assumed, - for none
	DaysOff   []calendar.DayOff  // what the workspace added
	PingsOff  []ObligationKind   // of what they want no ping
	Away      *Absence           // the absence that they said last: past, present or to come; nil: none
	Capacity  int                // touches they want to make in a day; 0: not said
}

// Workdays are the rep's working days: those of their week that are no holiday where they are, and not off for the workspace, and on which
// they aren't away.
func (r Rep) Workdays() calendar.Workdays {
	return calendar.Workdays{Week: r.Week, Holidays: calendar.With(calendar.HolidaysOf(r.home()), r.DaysOff), Away: r.Away.days()}
}

// home is the country, or the part of one, whose public holidays the rep has off; empty: none's.
func (r Rep) home() string {
	switch r.Country {
	case "":
		return calendar.CountryOf(r.Zone)
	case NoCountry:
		return ""
	default:
		return r.Country
	}
}

// NoCountry is the country of a rep who has no public holidays.
const NoCountry = "-"

// Pings reports whether the rep wants to be pinged about what is owed.
func (r Rep) Pings(k ObligationKind) bool { return !slices.Contains(r.PingsOff, k) }

// WorkEnds is the local time after which nobody is written to about what can wait.
const WorkEnds = calendar.TimeOfDay(18 * 60)

// Reachable returns when the rep may be told of what can wait: now in their working hours, which begin with the day's list, else when
// the list of their next working day comes.
func (r Rep) Reachable(now time.Time) time.Time {
	local, workdays := now.In(r.Location()), r.Workdays()
	today, at := calendar.DateOf(local), calendar.TimeOfDayOf(local)
	switch {
	case workdays.Works(today) && at >= r.DigestAt && at < WorkEnds:
		return now
	case at >= r.DigestAt:
		today = today.AddDays(1)
	}
	return calendar.At(workdays.Next(today), r.DigestAt, r.Location())
}

// DefaultDigestAt is when the digest comes until a rep says otherwise: 08:30 local time.
const DefaultDigestAt = calendar.TimeOfDay(8*60 + 30)

// CatchUpUntil is the local time until which a digest missed in the morning is still sent; later it merges into the next.
const CatchUpUntil = calendar.TimeOfDay(14 * 60)

// Team is a group of reps with a manager and a channel for its summary.
type Team struct {
	ID        TeamID
	Workspace WorkspaceID
	Name      string
	Channel   ChannelID
	Manager   UserID
	Members   []UserID
	Zone      string
	SummaryOn time.Weekday
	SummaryAt calendar.TimeOfDay
	Week      calendar.Week
}

// Workdays are the team's working days: those of its week that are no holiday where its zone is.
func (t Team) Workdays() calendar.Workdays {
	return Rep{Person: Person{Zone: t.Zone}, Week: t.Week}.Workdays()
}

// Location returns the team's zone, UTC where it is unknown.
func (t Team) Location() *time.Location { return Person{Zone: t.Zone}.Location() }

// Defaults of a team: the summary comes on Tuesday at 09:30 of the team's zone.
const (
	DefaultSummaryOn = time.Tuesday
	DefaultSummaryAt = calendar.TimeOfDay(9*60 + 30)
)
