package followup

import (
	"iter"
	"slices"
	"time"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Prospect is where and when somebody at a lead can be called. Of the zero value nothing is known: no call waits for it.
type Prospect struct {
	Zone     *time.Location    // never nil but in the zero value
	Assumed  bool              // nobody said the zone: it is the country's, or else the owner's
	Country  string            // ISO 3166 code; empty: unknown
	Workdays calendar.Workdays // the country's week, mostly Monday to Friday, less its holidays
	Windows  []Window          // when calls are welcome, in their zone, by time of day; empty in the zero value alone
	Own      bool              // the person named these hours
}

// Hours is a span of time in which a lead can be called: From ≤ t < To.
type Hours struct {
	From, To time.Time
}

// When calls are welcome unless the person says otherwise, in their zone: mid-morning and mid-afternoon.
var (
	Morning   = Window{From: calendar.Clock(10, 0), To: calendar.Clock(12, 0)}
	Afternoon = Window{From: calendar.Clock(14, 0), To: calendar.Clock(16, 0)}
)

// LateFriday is the time from which on nobody is called on a Friday.
const LateFriday = calendar.TimeOfDay(14 * 60)

// Valid reports whether the window holds any time at all. It can't go over midnight.
func (w Window) Valid() bool { return w.From < w.To && w.From >= 0 && w.To <= 24*60 }

// String returns 10:00–12:00.
func (w Window) String() string { return w.From.String() + "–" + w.To.String() }

// On returns the hours of the owner's date d in which the prospect can be called, earliest first: their windows on working days of theirs,
// never on a Monday and never late on a Friday, by their calendar.
func (p Prospect) On(d calendar.Date, owner *time.Location) []Hours {
	var all []Hours
	for _, h := range p.hours(d, owner, true) {
		all = append(all, h)
	}
	slices.SortFunc(all, func(a, b Hours) int { return a.From.Compare(b.From) })
	return all
}

// Open reports whether the prospect can be called now, and until when.
func (p Prospect) Open(now time.Time) (until time.Time, open bool) {
	if p.Zone == nil {
		return time.Time{}, false
	}
	for _, h := range p.hours(calendar.Today(now, p.Zone), p.Zone, true) {
		if !now.Before(h.From) && now.Before(h.To) {
			return h.To, true
		}
	}
	return time.Time{}, false
}

// hours are the windows that lie in the owner's date d, each with the prospect's date: those that are good for a call, or all of them. A
// window over the owner's midnight is cut there; one that a change of the clocks swallows is left out.
func (p Prospect) hours(d calendar.Date, owner *time.Location, good bool) iter.Seq2[calendar.Date, Hours] {
	return func(yield func(calendar.Date, Hours) bool) {
		if p.Zone == nil {
			return
		}
		start, end := calendar.At(d, 0, owner), calendar.At(d.AddDays(1), 0, owner)
		for theirs := calendar.Today(start, p.Zone); ; theirs = theirs.AddDays(1) {
			if midnight := calendar.At(theirs, 0, p.Zone); !midnight.Before(end) {
				return
			}
			if good && !p.welcomes(theirs) {
				continue
			}
			for _, w := range p.Windows {
				if good && theirs.Weekday() == time.Friday {
					w.To = min(w.To, LateFriday)
				}
				if !w.Valid() {
					continue
				}
				h := Hours{From: at(theirs, w.From, p.Zone), To: at(theirs, w.To, p.Zone)}
				if h.From.Before(start) {
					h.From = start
				}
				if h.To.After(end) {
					h.To = end
				}
				if h.From.Before(h.To) && !yield(theirs, h) {
					return
				}
			}
		}
	}
}

// welcomes reports whether the prospect is called on a date of theirs at all.
func (p Prospect) welcomes(d calendar.Date) bool {
	return d.Weekday() != time.Monday && p.Workdays.Works(d)
}

// at is calendar.At, also for the end of a window that is midnight.
func at(d calendar.Date, t calendar.TimeOfDay, loc *time.Location) time.Time {
	if t == 24*60 {
		return calendar.At(d.AddDays(1), 0, loc)
	}
	return calendar.At(d, t, loc)
}

// otherWindow names the hours for another try on the day that a planned one would land on: those furthest in time of day from now. It is
// empty where that day has none but those that were tried.
func (s Situation) otherWindow(on calendar.Date) string {
	p, owner := s.Prospect, s.Owner.Location()
	if p.Zone == nil || len(p.Windows) < 2 {
		return ""
	}
	on, _ = Timed(on, s.Channel, s.Today, s.Owner, p)
	now := calendar.TimeOfDayOf(calendar.At(s.Today, s.Time, owner).In(p.Zone))
	tried := slices.MinFunc(p.Windows, func(a, b Window) int { return a.distance(now) - b.distance(now) })
	other, far := "", 0
	for _, h := range p.hours(on, owner, true) {
		w := Window{From: calendar.TimeOfDayOf(h.From.In(p.Zone)), To: calendar.TimeOfDayOf(h.To.In(p.Zone))}
		if w.From >= tried.From && w.From < tried.To {
			continue
		}
		if d := w.distance(now); d > far {
			other, far = w.String(), d
		}
	}
	return other
}

// distance is how many minutes a time of day is from the middle of the window.
func (w Window) distance(t calendar.TimeOfDay) int {
	return max(int(t-(w.From+w.To)/2), int((w.From+w.To)/2-t))
}
