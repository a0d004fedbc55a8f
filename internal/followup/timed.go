package followup

import (
	"strings"
	"time"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

// The rep's own day: hours in which a call is asked of them without a word, by their clock.
const (
	dayBegins = calendar.TimeOfDay(8 * 60)
	dayEnds   = calendar.TimeOfDay(19 * 60)
)

const (
	searchFor  = 40 // working days of the rep: how far a day with hours of the prospect is looked for
	waitShared = 7  // days that a call waits for hours that suit both
)

// Timed puts a planned date on the first good day from it on, never before today, and says why for each shift. A good day is a working
// day of the owner that is no holiday of theirs; for a call, also one with hours of the prospect: no holiday, weekend or Monday of theirs,
// no Friday from 14:00 on, if possible within the owner's own day. Where no hour ever suits both, a reason says so and the
// day is one with their hours, if the owner works on any. Promises are not for it: they stay (G6).
func Timed(on calendar.Date, channel Channel, today calendar.Date, owner Rep, p Prospect) (calendar.Date, []Reason) {
	var why []Reason
	if on.Before(today) {
		why = append(why, Reason{Code: DateGoneBy, Params: map[string]string{"from": on.String(), "to": today.String()}})
		on = today
	}
	pl := planOf(owner, p)
	if channel != Call || p.Zone == nil {
		to := pl.workdays.Next(on)
		return to, append(why, pl.shifts(on, to)...)
	}
	to, open := pl.firstOpen(on)
	if !open {
		to = pl.workdays.Next(on)
		why = append(why, pl.shifts(on, to)...)
		return to, append(why, Reason{Code: NoSharedHours, Params: map[string]string{"on": to.String()}})
	}
	shared, ok := pl.firstShared(to)
	if ok {
		to = shared
	}
	why = append(why, pl.shifts(on, to)...)
	if !ok {
		why = append(why, Reason{Code: NoSharedHours, Params: map[string]string{"on": to.String(), "hours": pl.hoursOn(to)}})
	}
	return to, why
}

// plan is what a date is put on a good day by.
type plan struct {
	owner    Rep
	workdays calendar.Workdays
	loc      *time.Location
	prospect Prospect
}

func planOf(owner Rep, p Prospect) plan {
	return plan{owner: owner, workdays: owner.Workdays(), loc: owner.Location(), prospect: p}
}

// works reports whether nothing of the owner's own is in the way. A rep without any working day works on each.
func (pl plan) works(d calendar.Date) bool { return pl.workdays.Next(d) == d }

// firstOpen is the owner's first working day from on on that has hours of the prospect.
func (pl plan) firstOpen(on calendar.Date) (calendar.Date, bool) {
	d := pl.workdays.Next(on)
	for range searchFor {
		for range pl.prospect.hours(d, pl.loc, true) {
			return d, true
		}
		d = pl.workdays.Next(d.AddDays(1))
	}
	return calendar.Date{}, false
}

// firstShared is the first day from on on with hours that lie in the owner's own day too, within a week.
func (pl plan) firstShared(on calendar.Date) (calendar.Date, bool) {
	for n := range waitShared + 1 {
		if d := on.AddDays(n); pl.works(d) && pl.shared(d) {
			return d, true
		}
	}
	return calendar.Date{}, false
}

func (pl plan) shared(d calendar.Date) bool {
	for _, h := range pl.prospect.hours(d, pl.loc, true) {
		if pl.suits(d, h) {
			return true
		}
	}
	return false
}

// suits reports whether hours of the prospect on d overlap the owner's own day.
func (pl plan) suits(d calendar.Date, h Hours) bool {
	return h.From.Before(calendar.At(d, dayEnds, pl.loc)) && h.To.After(calendar.At(d, dayBegins, pl.loc))
}

// shifts gives a reason for each shift on the way from a date to a later one. A weekend after another cause goes by that one.
func (pl plan) shifts(from, to calendar.Date) []Reason {
	var why []Reason
	for d := from; d.Before(to); d = d.AddDays(1) {
		cause := pl.against(d)
		if last := len(why) - 1; last >= 0 && (cause.Code == ShiftedToWorkingDay || oneCause(cause, why[last])) {
			continue
		}
		if last := len(why) - 1; last >= 0 {
			why[last].Params["to"] = d.String()
		}
		if cause.Params == nil {
			cause.Params = map[string]string{}
		}
		cause.Params["from"] = d.String()
		why = append(why, cause)
	}
	if last := len(why) - 1; last >= 0 {
		why[last].Params["to"] = to.String()
	}
	return why
}

// oneCause reports whether two shifts have the same one.
func oneCause(a, b Reason) bool {
	return a.Code == b.Code && a.Params["name"] == b.Params["name"] && a.Params["whose"] == b.Params["whose"]
}

// against says what is against a date that was passed over.
func (pl plan) against(d calendar.Date) Reason {
	if pl.owner.Away.On(d) {
		return Reason{Code: AwayUntil, Params: map[string]string{"until": pl.owner.Away.Until.String()}}
	}
	if !pl.works(d) {
		return dayOff(pl.workdays, d, "rep", pl.owner.home())
	}
	theirs, found := calendar.Date{}, false
	for date, h := range pl.prospect.hours(d, pl.loc, false) {
		if suits := pl.suits(d, h); suits || !found {
			theirs, found = date, true
			if suits {
				break
			}
		}
	}
	switch {
	case !found:
		return Reason{Code: WaitsForSharedHours}
	case !pl.prospect.Workdays.Works(theirs):
		return dayOff(pl.prospect.Workdays, theirs, "prospect", pl.prospect.Country)
	case theirs.Weekday() == time.Monday:
		return Reason{Code: AvoidsMonday}
	case theirs.Weekday() == time.Friday:
		return Reason{Code: AvoidsLateFriday}
	default:
		return Reason{Code: WaitsForSharedHours}
	}
}

// dayOff says why somebody doesn't work on d: a holiday, whose name and country it tells, or their week.
func dayOff(w calendar.Workdays, d calendar.Date, whose, country string) Reason {
	name := w.Holiday(d)
	if name == "" || w.Week.Next(d) != d {
		return Reason{Code: ShiftedToWorkingDay}
	}
	params := map[string]string{"name": name, "whose": whose}
	if public, ok := calendar.HolidaysOf(country).Holiday(d); ok && public == name {
		params["country"] = country
	}
	return Reason{Code: PublicHoliday, Params: params}
}

// hoursOn writes the prospect's hours of a date by the owner's clock: "19:00–21:00, 23:00–00:00".
func (pl plan) hoursOn(d calendar.Date) string {
	var spans []string
	for _, h := range pl.prospect.On(d, pl.loc) {
		spans = append(spans, h.by(pl.loc))
	}
	return strings.Join(spans, ", ")
}

// by writes hours by the clock of a zone: 19:00–21:00.
func (h Hours) by(loc *time.Location) string {
	return h.From.In(loc).Format("15:04") + "–" + h.To.In(loc).Format("15:04")
}

// outside gives the reason for a call at a time of the owner's in which the prospect isn't called usually; false where it is fine. On a day
// without any good hour, only the time of day counts: why it is on that day was said.
func (p Prospect) outside(on calendar.Date, clock calendar.TimeOfDay, owner *time.Location) (Reason, bool) {
	if p.Zone == nil {
		return Reason{}, false
	}
	at := calendar.At(on, clock, owner)
	hours := p.On(on, owner)
	if len(hours) == 0 {
		for _, h := range p.hours(on, owner, false) {
			hours = append(hours, h)
		}
	}
	var usual []string
	for _, h := range hours {
		if !at.Before(h.From) && at.Before(h.To) {
			return Reason{}, false
		}
		usual = append(usual, h.by(p.Zone))
	}
	return Reason{Code: OutsideWindow, Params: map[string]string{
		"at": calendar.TimeOfDayOf(at.In(p.Zone)).String(), "hours": strings.Join(usual, ", "),
	}}, true
}
