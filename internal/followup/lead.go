package followup

import (
	"slices"
	"strings"
	"time"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

// State says where a lead stands.
type State string

// The states of a lead. Active and parked leads are open: each has exactly one open recall (G1). The others have none.
const (
	Active       State = "active"
	Parked       State = "parked"
	Won          State = "won"
	Lost         State = "lost"
	DoNotContact State = "do_not_contact"
	Merged       State = "merged" // it was the same as another one, and is in no list any more
)

// Open reports whether a lead in this state must have an open recall.
func (s State) Open() bool { return s == Active || s == Parked }

// Lead is a person or company being followed up.
type Lead struct {
	ID        LeadID
	Workspace WorkspaceID
	Name      string // the person, or the company where no person is known
	Company   string // may be empty
	Owner     UserID
	State     State
	Value     *Money // nil: unknown
	Source    string
	Tags      []string
	Contacts  []Contact  // the first is the main contact
	Recall    *Recall    // the open recall; nil exactly when the state is not open
	Park      *Park      // set while parked
	Country   string     // ISO 3166 code, DE; empty: not said
	Brief     Brief      // what to know before talking to them
	Enrolment *Enrolment // the cadence it runs on; nil: none
	Touches   int        // outbound touches so far, undone ones not counted
	CreatedAt time.Time

	MergedInto LeadID // the lead that it went into; set exactly when the state is Merged
	Erased     bool   // its people's data is gone for good, its name with it; what was counted stays
}

// Title is how the lead is called in lists: "Acme · Jane Doe", or the one name there is.
func (l Lead) Title() string {
	switch {
	case l.Company == "" || strings.EqualFold(l.Company, l.Name):
		return l.Name
	case l.Name == "":
		return l.Company
	default:
		return l.Company + " · " + l.Name
	}
}

// Park says why a lead sleeps and what to do when it wakes. The wake date is the recall's due date.
type Park struct {
	Reason    string       // "budget frozen until Q4"
	Note      string       // context for the day it wakes
	FirstLine string       // the first line to say
	Signals   []SignalKind // which of them should wake it early; any does
	Rhythm    int          // months after which it sleeps again when nothing came of a wake: nurture; 0: none
}

// Same reports whether two parks say the same.
func (p Park) Same(other Park) bool {
	return p.Reason == other.Reason && p.Note == other.Note && p.FirstLine == other.FirstLine &&
		p.Rhythm == other.Rhythm && slices.Equal(p.Signals, other.Signals)
}

// Recall is the single dated intent for the next touch of a lead.
type Recall struct {
	ID           RecallID
	Lead         LeadID
	Owner        UserID
	Kind         RecallKind
	Due          calendar.Date       // in the owner's zone
	At           *calendar.TimeOfDay // in the owner's zone; promises and meetings often have one
	Channel      Channel             // empty: any
	Goal         string
	Reasons      []Reason   // why it is due on that date, newest last (G9)
	ReplyOwed    bool       // the prospect answered and waits for us
	SnoozedUntil *time.Time // hidden from lists until then; the due date stays
	Snoozes      int
	Moves        int
	Version      int // grows with every change; a button carries the version it was shown with (G4)
}

// Hidden reports whether the recall is snoozed at now.
func (r Recall) Hidden(now time.Time) bool {
	return r.SnoozedUntil != nil && now.Before(*r.SnoozedUntil)
}

// PromiseAhead reports whether the recall is a promise that is still to come at a local date and time. A touch in its channel is about it
// from ten minutes before on, when its ping comes; by is the touch's channel, empty for any.
func (r *Recall) PromiseAhead(today calendar.Date, now calendar.TimeOfDay, by Channel) bool {
	if r == nil || r.Kind != Promised {
		return false
	}
	if by == "" || r.Channel == "" || by == r.Channel {
		now += calendar.TimeOfDay(PromiseAhead / time.Minute)
	}
	return r.Due.After(today) || (r.Due == today && r.At != nil && *r.At > now)
}

// AwaitsEcho reports whether the recall only waits for an answer to a break-up: there is nothing to do until its day, and it is in no list.
func (r *Recall) AwaitsEcho() bool { return r != nil && r.Kind == Echo }

// EchoCame reports whether the reply that we owe is one to a break-up: what was waited for goes before other replies.
func (r *Recall) EchoCame() bool {
	return r != nil && r.ReplyOwed && slices.ContainsFunc(r.Reasons, func(why Reason) bool { return why.Code == AnsweredGoodbye })
}

// RecallKind tells a promise from a plan.
type RecallKind string

// The kinds of recall.
const (
	Planned  RecallKind = "planned"  // set by a rule or by the rep alone
	Promised RecallKind = "promised" // agreed with the prospect; no rule or batch moves it (G6)
	Wake     RecallKind = "wake"     // a parked lead's wake date
	Echo     RecallKind = "echo"     // an answer to a break-up is waited for: nothing is to be done until then
)
