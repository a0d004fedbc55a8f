package phrase

import (
	"strings"
	"time"

	"github.com/followup-bot/followup/internal/followup"
)

// FarAhead is from how many days on a date is better slept on than kept among the work: the lead is parked until then. With a time of
// day it is an appointment, however far away.
const FarAhead = 8 * 7

// Next returns the next step that a note asks for after a touch with outcome o, and why; false where it asks for none, or where the
// outcome decides by itself what follows. What the other side asked for is promised. now is on the clock of the lead's owner.
func Next(o followup.Outcome, note string, s followup.Situation, now time.Time) (followup.NextStep, followup.Reason, bool) {
	if note == "" || !open(o) {
		return followup.NextStep{}, followup.Reason{}, false
	}
	found, ok := Find(note, Context{Now: now, Zone: now.Location(), Workdays: s.Owner.Workdays(), Asked: asks(o)})
	if !ok {
		return followup.NextStep{}, followup.Reason{}, false
	}
	why := followup.Reason{Code: followup.AskedInNote, Params: map[string]string{"on": s.Today.String(), "words": found.Words}}
	far := found.At == nil && s.Today.DaysUntil(found.On) > FarAhead
	if o == followup.NotNow || far {
		if found.On == s.Today {
			return followup.NextStep{}, followup.Reason{}, false
		}
		return followup.NextStep{Kind: followup.NextPark, On: found.On, Park: &followup.Park{Reason: found.Words}}, why, true
	}
	next := followup.NextStep{Kind: followup.NextRecall, On: found.On, At: found.At, Channel: s.Channel, Promised: said(o)}
	if onThePhone(found.Words) {
		next.Channel = followup.Call
	}
	return next, why, true
}

// open reports whether what follows o is for a person to say.
func open(o followup.Outcome) bool {
	switch o {
	case followup.NotInterested, followup.RemoveMe, followup.Closed, followup.MeetingSet:
		return false
	default:
		return o.Valid()
	}
}

// asks reports whether o itself says that they want to be contacted later.
func asks(o followup.Outcome) bool {
	return o == followup.CallBackLater || o == followup.TryAgain || o == followup.NotNow || o == followup.OutOfOffice
}

// said reports whether somebody was there to ask for the date.
func said(o followup.Outcome) bool {
	return o.Class() == followup.Conversation || o.Class() == followup.Response || o == followup.LeftMessage
}

// onThePhone reports whether the words ask for a call.
func onThePhone(words string) bool {
	low := strings.ToLower(words)
	for _, w := range []string{"call", "ring", "phone", "anruf", "ruf ", "rufe", "zurückruf", "rückruf", "telef", "klingel"} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}
