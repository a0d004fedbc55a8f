package followup

import "slices"

// Outcome is the result of a touch, from a fixed list.
type Outcome string

// The outcomes.
const (
	NoAnswer      Outcome = "no_answer"
	Busy          Outcome = "busy"
	Voicemail     Outcome = "voicemail"
	LeftMessage   Outcome = "left_message" // with a person
	Interested    Outcome = "interested"
	NeedsInfo     Outcome = "needs_info"
	CallBackLater Outcome = "call_back" // the prospect named a time
	TryAgain      Outcome = "try_again" // later, no time named
	Sent          Outcome = "sent"
	MeetingSet    Outcome = "meeting_set"
	Met           Outcome = "met"
	NoShow        Outcome = "no_show"
	Replied       Outcome = "replied"
	OutOfOffice   Outcome = "out_of_office"
	NotNow        Outcome = "not_now"
	NotInterested Outcome = "not_interested"
	RemoveMe      Outcome = "remove_me"
	WrongPerson   Outcome = "wrong_person"
	LeftCompany   Outcome = "left_company"
	Bounced       Outcome = "bounced"
	WrongNumber   Outcome = "wrong_number"
	BreakUpSent   Outcome = "breakup_sent"
	Closed        Outcome = "won"
)

// Class says what an outcome counts as.
type Class string

// The classes of outcome.
const (
	Attempt      Class = "attempt"      // reached nobody
	Reached      Class = "touch"        // went out; nobody to reach at that moment
	Conversation Class = "conversation" // two-way contact
	Response     Class = "response"     // inbound from the prospect
	Conversion   Class = "conversion"   // a meeting or a deal
	Data         Class = "data"         // says something about the contact, not the deal
	Nothing      Class = "nothing"      // an auto-reply
)

// spec is one line of the outcome table.
type spec struct {
	outcome  Outcome
	class    Class
	channels []Channel // in which it can happen; nil: all
	follow   rule      // the default next step
}

var (
	spoken  = []Channel{Call, Video, Visit}
	written = []Channel{Email, LinkedIn, SMS, Video}
	metUp   = []Channel{Meeting, Visit, Video}
)

// table is the outcome table: what each outcome counts as and what follows by default.
// Lines stand in the order in which forms offer them.
var table = []spec{
	{Sent, Reached, written, retryIn(3, GiveTimeToAnswer)},
	{NoAnswer, Attempt, spoken, retryIn(2, OtherWindow)},
	{Busy, Attempt, spoken, retryIn(2, OtherWindow)},
	{Voicemail, Attempt, []Channel{Call}, retryIn(2, OtherWindow)},
	{LeftMessage, Attempt, spoken, retryIn(2, AskBestTime)},
	{Interested, Conversation, nil, askPromise},
	{NeedsInfo, Conversation, nil, askPromise},
	{CallBackLater, Conversation, nil, askPromise},
	{TryAgain, Conversation, nil, retryIn(2, TheyAskedLater)},
	{Replied, Response, nil, answerToday},
	{MeetingSet, Conversion, nil, askMeeting},
	{Met, Conversation, metUp, askPromise},
	{NoShow, Attempt, metUp, sameDayNote},
	{OutOfOffice, Nothing, written, askReturn},
	{NotNow, Response, nil, askPark},
	{NotInterested, Response, nil, closeLost},
	{RemoveMe, Response, nil, stopForGood},
	{WrongPerson, Data, nil, retryIn(1, FindSomeoneElse)},
	{LeftCompany, Data, nil, retryIn(1, FindSomeoneElse)},
	{Bounced, Data, []Channel{Email}, onAnotherChannel},
	{WrongNumber, Data, []Channel{Call, SMS}, onAnotherChannel},
	{BreakUpSent, Reached, written, waitForEcho},
	{Closed, Conversion, nil, closeWon},
}

// Outcomes lists the outcomes that can happen in channel, in the order in which forms show them; all for an empty channel.
func Outcomes(channel Channel) []Outcome {
	var out []Outcome
	for _, s := range table {
		if channel == "" || s.channels == nil || slices.Contains(s.channels, channel) {
			out = append(out, s.outcome)
		}
	}
	return out
}

// Valid reports whether o is an outcome.
func (o Outcome) Valid() bool { return o.spec().outcome != "" }

// Fits reports whether o can happen in channel.
func (o Outcome) Fits(channel Channel) bool { return slices.Contains(Outcomes(channel), o) }

// Class returns what o counts as.
func (o Outcome) Class() Class { return o.spec().class }

// Outbound reports whether a touch in channel with this outcome was made by us. The prospect's own answers don't raise the touch
// number: an auto-reply, a reply, and a yes or no that came in writing. The same words heard on our call are our touch.
func (o Outcome) Outbound(channel Channel) bool {
	switch o {
	case Replied, OutOfOffice:
		return false
	case NotNow, NotInterested, RemoveMe, Closed:
		return channel != Email && channel != LinkedIn && channel != SMS
	default:
		return o.Valid()
	}
}

// Answers reports whether a touch in channel with this outcome got a word of ours to the prospect: who waits for a reply has one.
func (o Outcome) Answers(channel Channel) bool {
	switch {
	case !o.Outbound(channel) || o.Class() == Data:
		return false
	case o.Class() == Attempt:
		return o == Voicemail || o == LeftMessage
	default:
		return true
	}
}

// Heard reports whether the prospect spoke with us or wrote to us.
func (o Outcome) Heard() bool {
	return slices.Contains([]Class{Conversation, Response, Conversion}, o.Class())
}

// Silent reports whether an outcome is a touch of ours that nobody answered, or not yet.
func (o Outcome) Silent() bool { return o.Class() == Reached || o.Class() == Attempt }

func (o Outcome) spec() spec {
	for _, s := range table {
		if s.outcome == o {
			return s
		}
	}
	return spec{}
}
