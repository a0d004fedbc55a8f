package followup

import (
	"slices"
	"time"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

// AbsenceID numbers an absence within its workspace.
type AbsenceID int64

// Absence is a time in which a rep does not work. Its days are days off of theirs, so that nothing planned lands on them and none of them
// counts as overdue; what can't wait goes to the cover. Whether it is on follows from the date alone: it ends by itself. One that was
// taken back has no day: its Until is before its From.
type Absence struct {
	ID    AbsenceID     `json:"id"`
	From  calendar.Date `json:"from"`            // first day, in the rep's zone
	Until calendar.Date `json:"until"`           // last day
	Cover UserID        `json:"cover,omitempty"` // looks after promises and hot signals meanwhile; empty: nobody
}

// LongestAbsence is how many days an absence may last: who is away for longer hands their leads over.
const LongestAbsence = 366

// On reports whether the rep is away on a date.
func (a *Absence) On(d calendar.Date) bool { return a.days().Has(d) }

// Ahead reports whether the absence is on at a date or still to come.
func (a *Absence) Ahead(today calendar.Date) bool {
	return a != nil && !a.Until.Before(a.From) && !a.Until.Before(today)
}

// Happened reports whether the absence is over and had a day.
func (a *Absence) Happened(today calendar.Date) bool {
	return a != nil && !a.Until.Before(a.From) && a.Until.Before(today)
}

func (a *Absence) days() calendar.Span {
	if a == nil {
		return calendar.Span{}
	}
	return calendar.Span{From: a.From, Until: a.Until}
}

// promised is the reason that tells of a promise for a day of the absence: it stays on its day.
func (a *Absence) promised(on calendar.Date) Reason {
	return Reason{Code: PromiseWhileAway, Params: map[string]string{"on": on.String(), "until": a.Until.String(), "by": string(a.Cover)}}
}

// Present is the rep as if they had never been away.
func (r Rep) Present() Rep {
	r.Away = nil
	return r
}

// AwayAt reports whether the rep is away at an instant.
func (r Rep) AwayAt(now time.Time) bool { return r.Away.On(calendar.Today(now, r.Location())) }

// CoverAt is who looks after what can't wait of the rep's at an instant: empty where the rep is there, or nobody does.
func (r Rep) CoverAt(now time.Time) UserID {
	if !r.AwayAt(now) {
		return ""
	}
	return r.Away.Cover
}

// OverdueDays counts the working days of the rep for which a recall is overdue at a date. What nobody promised and came due while they
// were away is overdue only from when they are back.
func (r Rep) OverdueDays(c Recall, today calendar.Date) int {
	days := r.Workdays()
	if c.Kind != Promised && r.Away.On(c.Due) {
		return days.Between(days.Next(c.Due), today)
	}
	return days.Between(c.Due, today)
}

// Covered reports whether a lead of somebody away shows with the cover: they were promised something, wait for an answer, or gave a hot
// signal. Everything planned waits for its owner.
func Covered(l Lead) bool {
	return l.State.Open() && l.Recall != nil && (l.Recall.Kind == Promised || l.Recall.ReplyOwed || len(l.Recall.hot()) > 0)
}

// MaxPerDay is how many recalls are put on one day after an absence, where the rep did not say how many touches they want to make in one.
const MaxPerDay = 10

// PutOffs says what of a rep's leads an absence puts off, and to which days. leads are the rep's with a recall, at least all those up to
// some weeks after the absence; today is the rep's date. What is planned for a day of the absence goes to the first good days after it
// (Timed), what matters most first, no more to a day than the rep wants; what is overdue when it begins goes with it. Promises,
// answers that are owed, wakes and echoes stay.
func PutOffs(leads []Lead, owner Rep, today calendar.Date) []PutOffTo {
	a := owner.Away
	return spread(leads, owner, a.Until.AddDays(1), func(l Lead) (calendar.Date, bool) {
		due := l.Recall.Due
		overdue := due.Before(a.From) && !a.From.After(today)
		return due, l.Recall.Kind == Planned && !Covered(l) && (a.On(due) || overdue)
	}, func() Reason {
		return Reason{Code: AwayUntil, Params: map[string]string{"until": a.Until.String()}}
	})
}

// PutBacks says to which days those recalls go that an absence put off and that nobody has touched since, where their owner is back sooner,
// or goes later: owner has the absence as it is now, today is their date. They go to when they were due before, else to the first good days
// from today on, no more to a day than the rep wants. What the absence still puts off stays.
func PutBacks(leads []Lead, owner Rep, today calendar.Date) []PutOffTo {
	return spread(leads, owner, today, func(l Lead) (calendar.Date, bool) {
		due, until, ok := l.Recall.putOff(*owner.Away)
		sooner := until.After(owner.Away.Until) && !owner.Away.Ahead(today)
		return due, ok && sooner && l.Recall.Kind == Planned && due.Before(l.Recall.Due)
	}, func() Reason {
		return Reason{Code: BackSooner, Params: map[string]string{"on": today.String()}}
	})
}

// putOff says when a recall was due before an absence, which may have been made longer since, put it off, and until when that was to last;
// false where it didn't, or somebody has chosen a date since: a touch makes another recall, and a move says so.
func (r Recall) putOff(a Absence) (due, until calendar.Date, ok bool) {
	for _, why := range slices.Backward(r.Reasons) {
		if slices.Contains([]ReasonCode{MovedByRep, ChosenByRep, BackSooner}, why.Code) {
			break
		}
		from, err := calendar.ParseDate(why.Params["from"])
		last, lastErr := calendar.ParseDate(why.Params["until"])
		switch {
		case why.Code != AwayUntil || err != nil || lastErr != nil:
		case last.Before(a.From): // another absence, before this one
			return due, until, ok
		case !ok:
			due, until, ok = from, last, true
		default:
			due = from
		}
	}
	return due, until, ok
}

// PutOffBy reports whether a recall is where an absence put it.
func (r Recall) PutOffBy(a Absence) bool {
	_, until, ok := r.putOff(a)
	return ok && r.Kind == Planned && until == a.Until
}

// PutOffTo is the new day of a lead's recall.
type PutOffTo struct {
	Lead    Lead
	On      calendar.Date
	Reasons []Reason // why it is there, behind those it had
}

// spread puts those leads that moves picks, by the date it gives them, on good days from the first on that have room (Room.Spread). Each is
// put on one: those that find no other way are on the emptiest.
func spread(leads []Lead, owner Rep, first calendar.Date, moves func(Lead) (calendar.Date, bool), why func() Reason) []PutOffTo {
	var going, were []Lead
	room := Room{Owner: owner, Today: first, PerDay: owner.Capacity, Taken: map[calendar.Date]Load{}}
	if room.PerDay == 0 {
		room.PerDay = MaxPerDay
	}
	for _, l := range leads {
		if l.Recall == nil {
			continue
		}
		due, ok := moves(l)
		if !ok {
			if l.Recall.Kind != Echo {
				put(room.Taken, l.Recall.Due, l.Recall.Kind)
			}
			continue
		}
		recall, moved := *l.Recall, l
		recall.Due, _ = Timed(later(due, first), recall.Channel, first, owner, ProspectOf(l, owner))
		moved.Recall = &recall
		going, were = append(going, moved), append(were, l)
	}
	room.Within.Planned = spareDays + 2*len(going)/room.PerDay
	to := make([]PutOffTo, 0, len(going))
	for i, p := range room.Spread(going) {
		reason := why()
		reason.Params["from"], reason.Params["to"] = were[i].Recall.Due.String(), p.To.String()
		to = append(to, PutOffTo{Lead: were[i], On: p.To, Reasons: append([]Reason{reason}, p.Why...)})
	}
	return to
}

// spareDays is how many working days beyond those that are needed are looked at for room: others may be full already.
const spareDays = 10
