package view

import (
	"slices"
	"strconv"

	"github.com/followup-bot/followup/internal/followup"
)

// eventLine says in one line what happened to a lead: "✅ Acme · no answer (attempt 3) · next: email Fri 15 May".
func (e eye) eventLine(event followup.Event, l followup.Lead) string {
	return join(dot, eventSign(event)+" "+e.title(l), e.eventWords(event), e.withAnother(l, event.Detail.Touch), e.nextWords(event))
}

// eventSign is the picture in front of what happened.
func eventSign(event followup.Event) string {
	switch event.Kind {
	case followup.ClosedWon:
		return "🎉"
	case followup.Undone:
		return "↩️"
	case followup.Snoozed:
		return "💤"
	case followup.Rested:
		return "🌙"
	case followup.Forgot:
		return "🗑️"
	case followup.Added, followup.Logged, followup.ParkedIt, followup.Moved, followup.TheyAnswer, followup.ClosedLost,
		followup.Stopped, followup.Reassigned, followup.ContactAdded, followup.ContactEdited, followup.ContactMain, followup.ContactLeft,
		followup.ContactBack, followup.Edited, followup.OwedSent, followup.MergedIn, followup.MergedAway, followup.CadenceBegan, followup.CadenceSwitched,
		followup.CadenceResumed, followup.CadenceStopped, followup.StepSkipped, followup.CadenceMigrated, followup.Spread:
	case followup.Signalled:
		return "⚡"
	case followup.CadencePaused:
		return "⏸️"
	case followup.PutOff:
		return "🌴"
	}
	if event.Detail.Next != nil && event.Detail.Next.Kind == followup.NextWon {
		return "🎉"
	}
	return "✅"
}

// eventWords says what happened, without the lead and what follows.
func (e eye) eventWords(event followup.Event) string {
	d := event.Detail
	switch event.Kind {
	case followup.Added:
		return join(dot, e.Say("event.added", "name", e.who(string(d.To))), e.quoted(d.Note, maxQuote))
	case followup.Logged:
		return e.loggedWords(d)
	case followup.ParkedIt:
		return e.parkedWords(d.Next)
	case followup.Rested:
		return join(dot, e.Say("event.rested"), e.restsUntil(d))
	case followup.Snoozed:
		return join(dot, e.Say("event.snoozedUntil", "until", e.until(d.Until, e.now)+e.zone), e.quoted(d.Note, maxQuote))
	case followup.Moved:
		return join(dot, e.Say("event.moved", "next", e.stepWords(d.Next)), e.quoted(d.Note, maxQuote))
	case followup.Spread:
		return e.Say("load.movedToRoom", "next", e.stepWords(d.Next))
	case followup.PutOff:
		return e.Say("event.putOff", "next", e.stepWords(d.Next))
	case followup.TheyAnswer:
		return e.outcome(followup.Replied)
	case followup.ClosedWon:
		return join(dot, e.Say("event.closedWon"), e.amount(d.Next), e.quoted(d.Note, maxQuote))
	case followup.ClosedLost:
		return join(dot, e.Say("event.closedLost"), oneLine(d.Note, maxQuote))
	case followup.Stopped:
		return join(dot, e.Say("event.stopped"), oneLine(d.Note, maxQuote))
	case followup.Reassigned:
		from := e.names[d.From]
		if d.From == e.me {
			from = "" // they know whose it was
		}
		return e.Say("event.handedTo", "to", e.who(string(d.To)), "from", from)
	case followup.ContactAdded, followup.ContactEdited, followup.ContactMain, followup.ContactLeft, followup.ContactBack:
		return e.contactEvent(event)
	case followup.Edited:
		return e.editedWords(d)
	case followup.OwedSent:
		if d.Owed == followup.Reminder {
			return e.Say("event.reminderSent")
		}
		return e.Say("event.recapSent")
	case followup.Signalled:
		return e.signalWords(d.Signal)
	case followup.MergedIn:
		return e.Say("event.mergedIn", "lead", joinedTitle(d))
	case followup.MergedAway:
		return e.Say("event.mergedAway", "lead", joinedTitle(d))
	case followup.CadenceBegan, followup.CadenceSwitched, followup.CadencePaused, followup.CadenceResumed, followup.CadenceStopped,
		followup.StepSkipped, followup.CadenceMigrated:
		return e.courseWords(event.Kind, d)
	case followup.Forgot:
		return e.Say("event.forgotten")
	case followup.Undone:
		return e.Say("event.undone", "what", e.happened(d.Undid))
	default:
		return ""
	}
}

// loggedWords says a touch: "no answer (attempt 3), 2 minutes", "email sent · gave: case study · deal value €12,000".
func (w View) loggedWords(d followup.Detail) string {
	if d.Touch == nil {
		return w.outcome(followup.Sent)
	}
	words := w.settledKind(*d.Touch)
	if d.Attempt > 1 {
		words += " " + w.Say("event.attempt", "n", strconv.Itoa(d.Attempt))
	}
	return join(dot,
		join(", ", words, w.some(d.Touch.Minutes, "event.minutes")),
		w.Say("event.gave", "what", oneLine(d.Touch.Gave, maxShort)),
		w.Say("event.worth", "value", w.money(d.Value)),
	)
}

func (e eye) parkedWords(next *followup.NextStep) string {
	if next == nil {
		return e.state(followup.Parked)
	}
	reason := ""
	if next.Park != nil {
		reason = oneLine(next.Park.Reason, maxQuote)
	}
	return join(dot, e.Say("event.parkedUntil", "day", e.day(next.On, e.today())+e.zone), reason, e.contract(next.Park))
}

func (e eye) amount(next *followup.NextStep) string {
	if next == nil {
		return ""
	}
	return e.money(next.Value)
}

// nextWords says what follows, where the words for the event don't: "next: email Fri 15 May".
func (e eye) nextWords(event followup.Event) string {
	d := event.Detail
	switch {
	case d.Next == nil || (event.Kind != followup.Logged && event.Kind != followup.Added && event.Kind != followup.Signalled && !coursing(event.Kind)):
		return ""
	case coursing(event.Kind) && d.Next.Kind == followup.NextKeep:
		return ""
	case d.Cadence != nil && d.Cadence.Ended:
		return join(dot, e.Say("event.cadenceOver", "cadence", oneLine(d.Cadence.Label, maxShort)), e.nextAfter(*d.Next))
	case d.Cadence != nil && d.Cadence.Step > 0 && d.Next.Kind == followup.NextRecall && !d.Next.Promised:
		return e.Say("event.next", "next", e.numbered(*d.Next, *d.Cadence))
	case d.Touch != nil && d.Touch.Outcome == followup.Closed && d.Next.Kind == followup.NextWon:
		return e.money(d.Next.Value)
	default:
		return e.nextAfter(*d.Next)
	}
}

func (e eye) nextAfter(next followup.NextStep) string {
	switch next.Kind {
	case followup.NextRecall:
		if next.Echo {
			return e.stepWords(&next)
		}
		return e.Say("event.next", "next", e.stepWords(&next))
	case followup.NextKeep:
		return e.Say("event.promiseKept", "promise", e.kept)
	case followup.NextPark:
		return e.parkedWords(&next)
	case followup.NextWon:
		return join(dot, e.Say("event.closedWon"), e.money(next.Value))
	case followup.NextLost:
		return join(dot, e.Say("event.closedLost"), oneLine(next.Reason, maxQuote))
	case followup.NextStop:
		return join(dot, e.Say("event.stopped"), oneLine(next.Reason, maxQuote))
	default:
		return ""
	}
}

// stepWords says what is to follow: "email Fri 15 May 14:00, promised", "email Fri 15 May, planned".
func (e eye) stepWords(next *followup.NextStep) string {
	if next == nil {
		return ""
	}
	if next.Echo {
		return e.echoUntil(next.On)
	}
	if next.Promised {
		return e.stepDate(*next) + e.Say("line.andPromised")
	}
	return e.stepDate(*next) + e.Say("line.andPlanned")
}

// stepDate is stepWords where another word says what kind it is of: "email Fri 15 May 14:00".
func (e eye) stepDate(next followup.NextStep) string {
	return join(" ", e.channel(next.Channel), e.dayAt(next.On, next.At, e.today())) + e.zone
}

// placed is the same eye, saying after each date whose time it is in: "Fri 15 May, your time (Berlin)".
func (e eye) placed(owner followup.Person) eye {
	key := "date.someTime"
	if owner.ID == e.me {
		key = "date.yourTime"
	}
	e.zone = e.Say(key, "name", nameOr(firstName(owner.Name), e.Say("who.teammate")), "city", city(owner.Location()))
	return e
}

// joinedTitle is the lead on the other side of a merge.
func joinedTitle(d followup.Detail) string {
	if d.Merge == nil {
		return ""
	}
	return oneLine(d.Merge.Title, maxTitle)
}

// coursing reports whether an event is one about a lead's cadence.
func coursing(k followup.EventKind) bool {
	_, ok := courseKeys[k]
	return ok
}

// courseKeys say what was done to a lead's cadence.
var courseKeys = map[followup.EventKind]string{
	followup.CadenceBegan: "event.cadenceBegan", followup.CadenceSwitched: "event.cadenceSwitched", followup.CadencePaused: "event.cadencePaused",
	followup.CadenceResumed: "event.cadenceResumed", followup.CadenceStopped: "event.cadenceStopped", followup.StepSkipped: "event.stepSkipped",
	followup.CadenceMigrated: "event.cadenceMigrated",
}

func (e eye) courseWords(k followup.EventKind, d followup.Detail) string {
	c := followup.Course{}
	if d.Cadence != nil {
		c = *d.Cadence
	}
	until := ""
	if !c.Until.IsZero() {
		until = e.day(c.Until, e.today())
	}
	words := e.Say(courseKeys[k], "cadence", oneLine(c.Label, maxShort), "from", oneLine(c.From, maxShort), "until", until,
		"version", strconv.Itoa(c.Version))
	return join(dot, words, e.quoted(d.Note, maxQuote))
}

// numbered is a planned touch with its place in the cadence: "email 2 of 8, Fri 15 May".
func (e eye) numbered(next followup.NextStep, c followup.Course) string {
	how := join(" ", e.nextChannel(next.Channel), e.Say("stand.of", "n", strconv.Itoa(c.Step), "of", strconv.Itoa(c.Of)))
	return how + ", " + e.dayAt(next.On, next.At, e.today()) + e.zone + e.Say("line.andPlanned")
}

// maxPassed is how many steps that were passed over are told.
const maxPassed = 3

// passedOver says which steps of its cadence a lead skipped and why, and returns the reasons that say something else.
func (e eye) passedOver(d followup.Detail) (words string, reasons []followup.Reason) {
	reasons = slices.DeleteFunc(slices.Clone(d.Reasons), func(r followup.Reason) bool {
		return d.Cadence != nil && len(d.Cadence.Skipped) > 0 && (r.Code == followup.NoWayThere || r.Code == followup.SkippedByRep)
	})
	if d.Cadence == nil {
		return "", reasons
	}
	for _, s := range d.Cadence.Skipped[:min(len(d.Cadence.Skipped), maxPassed)] {
		words = join("; ", words, e.why(s.Why))
	}
	if len(d.Cadence.Skipped) > maxPassed {
		words += " …"
	}
	return words, reasons
}
