package followup

import (
	"slices"
	"time"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

// ObligationID numbers an obligation.
type ObligationID int64

// ObligationKind says what is owed.
type ObligationKind string

// The kinds of obligation.
const (
	Promise  ObligationKind = "promise"  // the touch that was agreed with the prospect
	Recap    ObligationKind = "recap"    // the e-mail that sums a conversation up
	Reminder ObligationKind = "reminder" // the word before a booked meeting
	HotTouch ObligationKind = "signal"   // the touch that a hot signal asks for
)

// ObligationKinds lists every kind, in the order in which settings show them.
func ObligationKinds() []ObligationKind { return []ObligationKind{Promise, HotTouch, Recap, Reminder} }

// Obligation is something owed because of a touch or a promise. It pings and shows beside its lead; it is not a recall. Lead, kind and
// For name it: the same thing owed twice is one.
type Obligation struct {
	ID        ObligationID
	Workspace WorkspaceID
	Lead      LeadID
	Owner     UserID // the lead's
	Kind      ObligationKind
	Event     EventID       // made it; 0: not known
	For       time.Time     // what was promised is for then; the conversation was, the meeting is
	On        calendar.Date // the day of For in the owner's zone
	Due       time.Time     // since when it is owed
	Next      time.Time     // when it is looked at next; zero: never again by itself
	PingedAt  time.Time     // zero: nobody was pinged
	SettledAt time.Time     // zero: open
	SettledOn calendar.Date // the day of what settled it, in the owner's zone: a touch may be logged later
	How       Settling
	By        EventID // settled it; 0: no event did
}

// Open reports whether it is still owed.
func (o Obligation) Open() bool { return o.SettledAt.IsZero() }

// Same reports whether two are one obligation.
func (o Obligation) Same(other Obligation) bool {
	return o.Lead == other.Lead && o.Kind == other.Kind && o.For.Equal(other.For)
}

// Settling says how an obligation was settled.
type Settling string

// The ways. Kept counts only Done.
const (
	Done     Settling = "done"   // the promised touch was made
	MailSent Settling = "sent"   // a message to them was logged
	SaidSent Settling = "said"   // somebody pressed that it was sent
	MovedOn  Settling = "moved"  // another date or another next step
	Ended    Settling = "closed" // the lead was closed
	Asleep   Settling = "parked" // the lead was parked
	TakenOff Settling = "undone" // what made it was taken back
	Renewed  Settling = "again"  // a newer conversation took its place
	WentInto Settling = "merged" // the lead went into another one
	Passed   Settling = "passed" // nothing owes it any more, and no event says why
)

// When what is owed is due, and how long it is waited for.
const (
	PromiseAhead  = 10 * time.Minute            // a promise pings so long before
	RecapWithin   = time.Hour                   // after a conversation
	FollowUpWarn  = 24 * time.Hour              // after a conversation that nothing followed
	FollowUpLate  = 48 * time.Hour              // then it is a breach
	ReminderAt    = calendar.TimeOfDay(16 * 60) // on the working day before a meeting
	PingGrace     = 15 * time.Minute            // a ping that is later than that is not sent
	conversations = 30 * 24 * time.Hour
)

// HeardSince is how far back conversations may still be owed a recap.
func HeardSince(now time.Time) time.Time { return now.Add(-conversations) }

// OwesRecap reports whether a conversation that ended so is to be summed up within the hour: they were reached and want something, or met.
func OwesRecap(o Outcome, channel Channel) bool {
	switch o {
	case Interested, NeedsInfo, CallBackLater:
		return slices.Contains(spoken, channel) || slices.Contains(metUp, channel)
	case Met:
		return true
	default:
		return false
	}
}

// RecapOutcomes are the outcomes of which OwesRecap holds in some channel, and the channels in which it does.
func RecapOutcomes() ([]Outcome, []Channel) {
	return []Outcome{Interested, NeedsInfo, CallBackLater, Met}, []Channel{Call, Video, Visit, Meeting}
}

// Owed lists what a lead owes as it stands: the promise of its open recall, the reminder before the meeting it has booked, the recap
// of heard, its newest conversation that no message followed (nil: none), and the touch that each hot signal asks for. What is owed for the first time and whose moment has gone by
// already pings nobody: Next is only set ahead of now.
func Owed(l Lead, owner Rep, heard *Touch, now time.Time) []Obligation {
	if l.State != Active || l.Recall == nil {
		return nil
	}
	var owed []Obligation
	add := func(kind ObligationKind, forWhen time.Time, on calendar.Date, due, next time.Time) {
		if !next.After(now) {
			next = time.Time{}
		}
		owed = append(owed, Obligation{
			Workspace: l.Workspace, Lead: l.ID, Owner: l.Owner, Kind: kind, For: forWhen, On: on, Due: due, Next: next,
		})
	}
	if r := l.Recall; r.Kind == Promised {
		at := calendar.At(r.Due.AddDays(1), 0, owner.Location()) // a promise for a day holds until it ends
		ping := time.Time{}
		if r.At != nil {
			at = calendar.At(r.Due, *r.At, owner.Location())
			ping = at.Add(-PromiseAhead)
		}
		add(Promise, at, r.Due, at, ping)
		if remind := remindAt(r.Due, owner); r.Channel == Meeting && at.After(now) {
			add(Reminder, at, r.Due, remind, remind)
		}
	}
	if heard != nil {
		o := Obligation{For: heard.At, Kind: Recap}
		due := heard.At.Add(RecapWithin)
		next := due
		if !next.After(now) {
			next = o.stage(now)
		}
		add(Recap, heard.At, calendar.Today(heard.At, owner.Location()), due, next)
		owed[len(owed)-1].Event = heard.Event
	}
	return append(owed, hotTouches(l, owner, now)...)
}

// remindAt is 16:00 on the working day before a date: of who is away and covered, on a day on which the cover may do it.
func remindAt(on calendar.Date, owner Rep) time.Time {
	day := on.AddDays(-1)
	days := owner.Workdays()
	if owner.Away != nil && owner.Away.Cover != "" {
		days = owner.Present().Workdays()
	}
	for tries := 0; !days.Works(day) && tries < 31; tries++ {
		day = day.AddDays(-1)
	}
	return calendar.At(day, ReminderAt, owner.Location())
}

// Differs reports whether an open obligation is not as it would be stored now.
func (o Obligation) Differs(now Obligation) bool {
	return o.Owner != now.Owner || o.On != now.On || !o.Due.Equal(now.Due) || (now.Event != 0 && o.Event != now.Event)
}

// As is a stored obligation that is owed as now says: open, under its own number. One whose moment moved pings at the new one, unless it
// has; else what is still ahead of it stays.
func (o Obligation) As(now Obligation) Obligation {
	moved := !o.Due.Equal(now.Due)
	o.Owner, o.On, o.Due = now.Owner, now.On, now.Due
	if now.Event != 0 {
		o.Event = now.Event
	}
	if o.PingedAt.IsZero() && (moved || !o.Open()) {
		o.Next = now.Next
	}
	o.SettledAt, o.SettledOn, o.How, o.By = time.Time{}, calendar.Date{}, "", 0
	return o
}

// Turn says what becomes of an open obligation that is looked at: whether its owner is pinged now, and when it is looked at next. A
// promise pings at any hour, everything else within the owner's working hours. What is late, or comes at night, is left to the
// digest; who has none is pinged when their day begins.
func (o Obligation) Turn(owner Rep, now time.Time) (ping bool, next time.Time) {
	wanted := o.PingedAt.IsZero() && !owner.Away.On(calendar.Today(now, owner.Location())) && owner.FullMember() && owner.Pings(o.Kind) && now.Sub(o.Next) <= PingGrace
	if o.Kind == Promise {
		return wanted, time.Time{}
	}
	reach := owner.Reachable(now)
	first := o.Next.Before(o.For.Add(FollowUpWarn)) || owner.DigestOff || o.Kind == Reminder
	if wanted && first && !reach.After(now) {
		return true, o.stage(now)
	}
	if wanted && first && owner.DigestOff && (o.Kind == Recap || o.Kind == HotTouch) {
		return false, reach
	}
	return false, o.stage(now)
}

// stage is when a recap becomes a warning or a breach next.
func (o Obligation) stage(now time.Time) time.Time {
	if o.Kind != Recap {
		return time.Time{}
	}
	for _, after := range []time.Duration{FollowUpWarn, FollowUpLate} {
		if at := o.For.Add(after); at.After(now) {
			return at
		}
	}
	return time.Time{}
}

// Lateness says how long a conversation has been without a follow-up.
type Lateness int

// The degrees of lateness.
const (
	InTime Lateness = iota // not owed yet
	Owing                  // owed
	Warned                 // for more than a day
	Breach                 // for more than two
)

// Late says how late an open obligation is at now.
func (o Obligation) Late(now time.Time) Lateness {
	switch {
	case now.Before(o.Due):
		return InTime
	case o.Kind != Recap || now.Before(o.For.Add(FollowUpWarn)):
		return Owing
	case now.Before(o.For.Add(FollowUpLate)):
		return Warned
	default:
		return Breach
	}
}

// Settle says how an obligation that nothing owes any more was settled, by the event after which that is so (nil: none) on the lead as it
// is then, and on which day in the owner's zone.
func (o Obligation) Settle(e *Event, after Lead, owner Rep, now time.Time) Obligation {
	o.SettledAt, o.SettledOn, o.How, o.By = now, calendar.Today(now, owner.Location()), Passed, 0
	if e == nil {
		return o
	}
	o.By = e.ID
	touch := e.Detail.Touch
	if touch != nil {
		o.SettledOn = calendar.Today(touch.At, owner.Location())
	}
	switch {
	case e.Kind == Undone:
		o.How = TakenOff
	case e.Kind == OwedSent:
		o.How = SaidSent
	case after.State == Merged:
		o.How = WentInto
	case o.Kind == Recap && touch != nil && touch.Outcome == Sent:
		o.How = MailSent
	case o.Kind == Recap && touch != nil && OwesRecap(touch.Outcome, touch.Channel):
		o.How = Renewed
	case o.Kind == Recap && e.Detail.Edits != 0:
		o.How = TakenOff
	case o.Kind != Recap && touch != nil && touch.Outcome.Outbound(touch.Channel) && !o.SettledOn.Before(o.On):
		o.How = Done
		if o.Kind == HotTouch && touch.At.Before(now) {
			o.SettledAt = touch.At // how long it took is counted to the touch, whenever that is logged
		}
	case after.State == Parked:
		o.How = Asleep
	case !after.State.Open():
		o.How = Ended
	default:
		o.How = MovedOn
	}
	return o
}

// Kept says whether a promise counts, and whether it was kept. today is the owner's date. Done on its day it was kept; open, done or ended
// after its day it was not. What a person moved, closed or parked up to its day is another agreement and doesn't count; nor does what was
// taken back.
func (o Obligation) Kept(today calendar.Date) (kept, counts bool) {
	switch {
	case o.Kind != Promise || o.How == TakenOff || o.How == WentInto || o.How == Passed:
		return false, false
	case o.Open():
		return false, o.On.Before(today)
	case o.How == Done:
		return o.SettledOn == o.On, true
	default:
		return false, o.SettledOn.After(o.On)
	}
}
