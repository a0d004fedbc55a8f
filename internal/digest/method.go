package digest

import (
	"slices"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Stand is where a lead stands in the method, and when it can be called: what rows, cards and receipts say beside its recall.
type Stand struct {
	Progress  *Progress      // nil: it runs on no cadence
	Voicemail *Voicemail     // of a call that comes next; nil: no call does
	Hints     []cadence.Hint // how the next touch is made well
	Rung      *cadence.Rung  // what a dark lead is to be tried with next; nil: it is not dark
	Prospect  followup.Prospect
	Hours     *followup.Hours // of the recall's day, or the next ones, in which a call is welcome; nil: no call comes next
	CallNow   bool            // a call is due, and welcome at this moment
	Echo      bool            // goodbye was said, and its answer is waited for: no touch comes next
}

// StandOf says where a lead stands for its owner at now. calls are its call attempts so far where it runs on no cadence.
func StandOf(l followup.Lead, owner followup.Rep, calls int, now time.Time) Stand {
	s := Stand{Prospect: followup.ProspectOf(l, owner)}
	if !l.State.Open() || l.Recall == nil {
		return s
	}
	if l.Enrolment != nil {
		local := now.In(owner.Location())
		l.Enrolment = cadence.Awake(followup.Situation{
			Today: calendar.DateOf(local), Time: calendar.TimeOfDayOf(local), Owner: owner, Prospect: s.Prospect, Lead: l,
		})
		s.Progress = &Progress{Cadence: l.Enrolment.Cadence, Left: cadence.Left(l), Paused: l.Enrolment.Paused}
		s.Progress.Number, s.Progress.Of, s.Progress.Step, s.Progress.Decisive = cadence.Progress(l.Enrolment)
		calls = l.Enrolment.Calls
	}
	channel := l.Recall.Channel
	if s.Echo = waitsForEcho(l.Recall); s.Echo {
		return s
	}
	s.Hints = cadence.Hints(l, channel, calls)
	if channel != followup.Call {
		return s
	}
	s.Voicemail = &Voicemail{Attempt: calls + 1, Leave: cadence.VoicemailAt(calls + 1)}
	s.Hours, s.CallNow = hours(l.Recall.Due, s.Prospect, owner, now)
	return s
}

// waitsForEcho reports whether a recall is there only to see whether a goodbye was answered.
func waitsForEcho(r *followup.Recall) bool {
	return r.AwaitsEcho() || r.Kind == followup.Planned && !r.ReplyOwed &&
		slices.ContainsFunc(r.Reasons, func(why followup.Reason) bool { return why.Code == followup.AwaitEcho })
}

// hours are those of a recall's day, or of today where it is due, in which a call is welcome: the ones that hold or come next.
func hours(due calendar.Date, p followup.Prospect, owner followup.Rep, now time.Time) (next *followup.Hours, open bool) {
	today := calendar.Today(now, owner.Location())
	if due.Before(today) {
		due = today
	}
	for _, h := range p.On(due, owner.Location()) {
		if now.Before(h.To) {
			return &h, due == today && !now.Before(h.From)
		}
	}
	return nil, false
}

// Progress is how far a lead came in its cadence.
type Progress struct {
	Cadence  *followup.Cadence
	Number   int // of the step that comes next, from 1
	Of       int
	Step     followup.Step
	Left     []followup.Channel // in which its touches are still to be made
	Decisive bool               // this is where deals are won: touch 5, 6 or 7
	Paused   *followup.Pause    // nil: it runs
}

// Voicemail says whether the call that comes next is one to leave a message on.
type Voicemail struct {
	Attempt int // which call attempt it would be
	Leave   bool
}

// Cadence is a cadence of a workspace, as its list and its page show it.
type Cadence struct {
	Key      string
	Variants []*followup.Cadence // those that leads are enrolled on from now on; the standard one first
	Version  int                 // the newest of them; 0: shipped, and not stored yet
	Own      bool                // the workspace made it
	Changed  bool                // it is a shipped one that the workspace changed
	Leads    int                 // that run on it, in any version
	Paused   int                 // of them
	Behind   int                 // of them, on an older version
	By       string              // name of who made the newest version; empty: it is as shipped
	At       time.Time           // when; zero: it is as shipped
	MayEdit  bool                // the viewer decides about cadences
}

// Moving is a lead that a new version of its cadence would take along.
type Moving struct {
	Lead     followup.Lead
	Owner    string // name
	From, To int    // number of the step that comes next, from 1; a To of 0: nothing is left, the cadence is over
	On       calendar.Date
	Reasons  []followup.Reason
}

// Migration says who would be affected by taking running leads along to the newest version of a cadence. Nothing has moved.
type Migration struct {
	Key     string
	Version int
	Leads   []Moving
}

// Finding is a rule that a variant of a cadence breaks.
type Finding struct {
	cadence.Finding

	Variant followup.Variant
}
