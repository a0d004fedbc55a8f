package followup

import (
	"errors"
	"fmt"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

// NextKind says what follows a touch.
type NextKind string

// The kinds of next step: a recall, the recall that stands, a park, or one of the three closes.
const (
	NextRecall NextKind = "recall"
	NextKeep   NextKind = "keep" // a promise for a later day stays as it is
	NextPark   NextKind = "park"
	NextWon    NextKind = "won"
	NextLost   NextKind = "lost"
	NextStop   NextKind = "do_not_contact"
)

// NextStep is what follows: every log ends in one (G1). On is unset only in a suggestion that asks the person for the date.
type NextStep struct {
	Kind     NextKind            `json:"kind"`
	On       calendar.Date       `json:"on,omitzero"` // due or wake date, in the owner's zone
	At       *calendar.TimeOfDay `json:"at,omitempty"`
	Channel  Channel             `json:"channel,omitempty"`
	Promised bool                `json:"promised,omitempty"`
	Owed     bool                `json:"owed,omitempty"`    // the prospect waits for our answer
	Kept     bool                `json:"kept,omitempty"`    // the rep insists on this date, also where a rule would shift it
	AtOnce   bool                `json:"at_once,omitempty"` // a signal asks for it
	Echo     bool                `json:"echo,omitempty"`    // an answer to a break-up is waited for until then, and nothing is to be done
	Goal     string              `json:"goal,omitempty"`
	Park     *Park               `json:"park,omitempty"`
	Value    *Money              `json:"value,omitempty"`  // won with this amount
	Reason   string              `json:"reason,omitempty"` // why it was lost or stopped, in the rep's words
}

// Complete reports whether the step says everything that must be stored.
func (n NextStep) Complete() bool {
	switch n.Kind {
	case NextRecall, NextPark:
		return !n.On.IsZero()
	case NextKeep, NextWon, NextLost, NextStop:
		return true
	default:
		return false
	}
}

// LongestSnooze is how many days a lead that is due may be hidden. What is to rest for longer is parked.
const LongestSnooze = 30

// ErrNoNextStep says that a log came without a next step and none follows by itself.
var ErrNoNextStep = errors.New("a next step is needed")

// Situation is what the rule for a next step looks at.
type Situation struct {
	Today    calendar.Date // in the owner's zone
	Time     calendar.TimeOfDay
	Owner    Rep      // whose working days count
	Prospect Prospect // whom it is about
	Channel  Channel  // of the touch
	Lead     Lead     // before the touch
	Silent   int      // touches of ours since they last answered, before this one; only where a rule asks for it (cadence.CountsSilence)
}

// rule answers the default next step for a situation and why.
type rule func(Situation) (NextStep, Reason)

// Suggest returns the default next step after outcome and why (the outcome table). It may be incomplete: then the person is
// asked for the date. A promise for later is kept, and by a reply any promise: only a person changes it (G6).
func Suggest(o Outcome, s Situation) (NextStep, Reason) {
	follow := o.spec().follow
	if follow == nil {
		return NextStep{}, Reason{}
	}
	next, why := follow(s)
	if next.Kind == NextRecall && o.Class() == Attempt && !o.Answers(s.Channel) && s.Lead.Recall != nil {
		next.Owed = s.Lead.Recall.ReplyOwed // who was not reached still waits for our answer
	}
	if next.Kind == NextRecall && next.Complete() && s.promiseStands(o) {
		return NextStep{Kind: NextKeep, Owed: next.Owed}, Reason{Code: PromiseStands, Params: map[string]string{"on": s.Lead.Recall.Due.String()}}
	}
	return next, why
}

// promiseStands reports whether the lead's open recall is a promise that a touch with outcome o is not yet about.
func (s Situation) promiseStands(o Outcome) bool {
	r := s.Lead.Recall
	if o == Replied {
		return r != nil && r.Kind == Promised
	}
	return r.PromiseAhead(s.Today, s.Time, s.Channel)
}

func retryIn(workingDays int, why ReasonCode) rule {
	return func(s Situation) (NextStep, Reason) {
		on := s.Owner.Workdays().Add(s.Today, workingDays)
		params := map[string]string{"days": fmt.Sprint(workingDays)}
		if window := s.otherWindow(on); why == OtherWindow && window != "" {
			params["window"] = window
		}
		return NextStep{Kind: NextRecall, On: on, Channel: s.Channel}, Reason{Code: why, Params: params}
	}
}

// onAnotherChannel is tomorrow's work by e-mail where the number was wrong, by phone where the mail came back.
func onAnotherChannel(s Situation) (NextStep, Reason) {
	next, why := retryIn(1, SwitchChannel)(s)
	if next.Channel = Email; s.Channel == Email {
		next.Channel = Call
	}
	return next, why
}

func askPromise(s Situation) (NextStep, Reason) {
	return NextStep{Kind: NextRecall, Channel: s.Channel, Promised: true}, Reason{Code: AgreedWithThem}
}

func askMeeting(Situation) (NextStep, Reason) {
	return NextStep{Kind: NextRecall, Channel: Meeting, Promised: true}, Reason{Code: MeetingBooked}
}

func sameDayNote(s Situation) (NextStep, Reason) {
	return NextStep{Kind: NextRecall, On: s.Today, Channel: Email}, Reason{Code: NoteAfterNoShow}
}

func answerToday(s Situation) (NextStep, Reason) {
	why := Reason{Code: TheyReplied}
	if s.Lead.Recall.AwaitsEcho() {
		why.Code = AnsweredGoodbye
	}
	return NextStep{Kind: NextRecall, On: s.Today, Channel: s.Channel, Owed: true}, why
}

// waitForEcho gives them seven working days to answer a break-up.
func waitForEcho(s Situation) (NextStep, Reason) {
	next, why := retryIn(7, AwaitEcho)(s)
	next.Channel, next.Echo = "", true
	return next, why
}

// askReturn asks when they are back. Who was away when a break-up came is waited for until then.
func askReturn(s Situation) (NextStep, Reason) {
	next := NextStep{Kind: NextRecall, Channel: s.Channel}
	if s.Lead.Recall.AwaitsEcho() {
		next.Channel, next.Echo = "", true
	}
	return next, Reason{Code: BackFromLeave}
}

func askPark(Situation) (NextStep, Reason) {
	return NextStep{Kind: NextPark, Park: &Park{}}, Reason{Code: NotNowParked}
}

func closeLost(Situation) (NextStep, Reason) {
	return NextStep{Kind: NextLost}, Reason{Code: TheySaidNo}
}

func stopForGood(Situation) (NextStep, Reason) {
	return NextStep{Kind: NextStop}, Reason{Code: AskedToBeRemoved}
}

func closeWon(s Situation) (NextStep, Reason) {
	return NextStep{Kind: NextWon, Value: s.Lead.Value}, Reason{Code: DealWon}
}

// Settle turns the step a person or rule chose into the one that is stored; nothing is stored that did not pass it. A planned date moves
// to the first good day (Timed); one that a person insists on leaves no more than the owner's own days off. A promise keeps its day, with
// a warning on a day off. What the prospect waits for, and what a signal asks for, isn't put off until a good hour. A time of day stays, with a reason where it is
// outside the prospect's hours. The reasons say all of it (G9). A recall before today is refused.
func (n NextStep) Settle(today calendar.Date, owner Rep, p Prospect) (NextStep, []Reason, error) {
	if !n.Complete() {
		return n, nil, ErrNoNextStep
	}
	if n.Kind != NextRecall && n.Kind != NextPark {
		return n, nil, nil
	}
	if n.On.Before(today) {
		return n, nil, PastDateError{Date: n.On, Today: today}
	}
	if n.Promised {
		if owner.Away.On(n.On) {
			return n, []Reason{owner.Away.promised(n.On)}, nil
		}
		if owner.Workdays().Next(n.On) == n.On {
			return n, nil, nil
		}
		return n, []Reason{{Code: PromiseOnDayOff, Params: map[string]string{"on": n.On.String()}}}, nil
	}
	call := n.Kind == NextRecall && n.Channel == Call && !n.Owed && !n.AtOnce
	if !call {
		on, why := Timed(n.On, "", today, owner, p)
		n.On = on
		return n, why, nil
	}
	on, why := Timed(n.On, Call, today, owner, p)
	if n.Kept {
		if kept, own := Timed(n.On, "", today, owner, p); kept != on {
			over := planOf(owner, p).against(kept).Code
			on, why = kept, append(own, Reason{Code: KeptByRep, Params: map[string]string{"on": kept.String(), "over": string(over)}})
		}
	}
	n.On = on
	if n.At != nil {
		if outside, ok := p.outside(on, *n.At, owner.Location()); ok {
			why = append(why, outside)
		}
	}
	return n, why, nil
}

// Taken is what a person chose of a form that showed n as it is settled: where they left its date alone, it is n's own, so that the reasons
// for the shift are found again.
func (n NextStep) Taken(chosen NextStep, s Situation) NextStep {
	if chosen.Kind != n.Kind || chosen.Promised || n.Promised || chosen.Channel != n.Channel || !n.Complete() {
		return chosen
	}
	if shown, _, err := n.Settle(s.Today, s.Owner, s.Prospect); err == nil && shown.On == chosen.On {
		chosen.On = n.On
	}
	return chosen
}

// PastDateError refuses a date that has gone by.
type PastDateError struct {
	Date, Today calendar.Date
}

func (e PastDateError) Error() string {
	return fmt.Sprintf("%s lies before today, %s", e.Date, e.Today)
}
