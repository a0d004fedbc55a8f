package followup

// Reason says why a recall is due when it is: a code with parameters that the surfaces turn into words (G9).
type Reason struct {
	Code   ReasonCode        `json:"code"`
	Params map[string]string `json:"params,omitempty"`
}

// ReasonCode names a rule.
type ReasonCode string

// The reasons. Params: dates as 2026-05-14, numbers in digits, "by" a user id, "channel" a channel, "country" an ISO 3166 code or a part
// of one (DE-BY).
const (
	OtherWindow         ReasonCode = "retry_other_window"     // days, window: the one for the next try, by their clock
	AskBestTime         ReasonCode = "ask_best_time"          // days
	TheyAskedLater      ReasonCode = "they_asked_later"       // days
	GiveTimeToAnswer    ReasonCode = "give_time_to_answer"    // days
	AwaitEcho           ReasonCode = "await_echo"             // days, after a break-up
	FindSomeoneElse     ReasonCode = "find_someone_else"      // days
	SwitchChannel       ReasonCode = "switch_channel"         // days
	AgreedWithThem      ReasonCode = "agreed_with_them"       // on, channel: when and how it was promised
	MeetingBooked       ReasonCode = "meeting_booked"         //
	NoteAfterNoShow     ReasonCode = "note_after_no_show"     //
	TheyReplied         ReasonCode = "they_replied"           // on
	BackFromLeave       ReasonCode = "back_from_leave"        //
	NotNowParked        ReasonCode = "not_now"                // on, what
	TheySaidNo          ReasonCode = "they_said_no"           //
	AskedToBeRemoved    ReasonCode = "asked_to_be_removed"    //
	DealWon             ReasonCode = "deal_won"               //
	ChosenByRep         ReasonCode = "chosen_by_rep"          // on, by
	MovedByRep          ReasonCode = "moved_by_rep"           // from, to, by
	FirstContact        ReasonCode = "first_contact"          //
	ShiftedToWorkingDay ReasonCode = "shifted_to_working_day" // from, to
	PromiseOnDayOff     ReasonCode = "promise_on_day_off"     // on
	HandedOver          ReasonCode = "handed_over"            // from, by
	PromiseStands       ReasonCode = "promise_stands"         // on
	AskedInNote         ReasonCode = "asked_in_note"          // on, words: what the note says
	CameWithMerge       ReasonCode = "came_with_merge"        // lead: the title of the one it was of
	AvoidsMonday        ReasonCode = "avoids_monday"          // from, to
	AvoidsLateFriday    ReasonCode = "avoids_late_friday"     // from, to
	PublicHoliday       ReasonCode = "public_holiday"         // from, to, name, whose: rep or prospect, country: empty for the workspace's own
	WaitsForSharedHours ReasonCode = "waits_for_shared_hours" // from, to
	NoSharedHours       ReasonCode = "no_shared_hours"        // on, hours: theirs by the owner's clock; empty: none on a working day of the owner
	OutsideWindow       ReasonCode = "outside_window"         // at: by their clock, hours: when they are called usually
	DateGoneBy          ReasonCode = "date_gone_by"           // from, to
	KeptByRep           ReasonCode = "kept_by_rep"            // on, over: the code of the reason for which a rule would move it
)

// The reasons of absences.
const (
	AwayUntil        ReasonCode = "away_until"         // from, to, until: the last day of the owner's absence
	BackSooner       ReasonCode = "back_sooner"        // from, to, on: when the owner was back before the absence was over
	PromiseWhileAway ReasonCode = "promise_while_away" // on, until, by: who covers; empty: nobody
)

// The reasons of cadences. Params: "n" the number of a touch, "of" how many there are, "cadence" a label; "words" what somebody said.
const (
	CadenceStep   ReasonCode = "cadence_step"   // cadence, n, of
	CountedFrom   ReasonCode = "counted_from"   // on: when the last touch was made, which was not the day planned for it
	NoWayThere    ReasonCode = "no_way_there"   // n, channel: a touch passed over, because the contact can't be reached so
	SkippedByRep  ReasonCode = "skipped_by_rep" // n, by, words
	PausedByRep   ReasonCode = "paused_by_rep"  // on, by, words
	ResumedFrom   ReasonCode = "resumed_from"   // on
	StoppedByRep  ReasonCode = "stopped_by_rep" // cadence, on, by: the date is what was planned while it ran
	CadenceTrack  ReasonCode = "cadence_track"  // cadence: where its track leads
	NurtureBegins ReasonCode = "nurture_begins" //
	BackWithNews  ReasonCode = "back_with_news" // after a pause note
	DarkChannel   ReasonCode = "dark_channel"   // touches, weeks
	DarkMessage   ReasonCode = "dark_message"   // touches, weeks
	DarkPerson    ReasonCode = "dark_person"    // touches, weeks
	DarkGoodbye   ReasonCode = "dark_goodbye"   // touches, weeks
)

// The reasons of signals. A signal stands on its recall until a touch of ours.
const (
	SignalCame ReasonCode = "signal_came" // kind: a signal, on, at: the instant, by, words: what was seen
	WokenEarly ReasonCode = "woken_early" // on: when it was to wake, what: for what it was parked, note, say: the first line, awaited: the signal, if it was to wake it
)

// The reasons of exits and returns. Params as above.
const (
	AnsweredGoodbye ReasonCode = "answered_goodbye" // on: a reply while an answer to the break-up was waited for
	NoEcho          ReasonCode = "no_echo"          // on: until when nobody answered the break-up
	NurtureGoesOn   ReasonCode = "nurture_goes_on"  // months
	LimitReached    ReasonCode = "limit_reached"    // touches
	AnswerSent      ReasonCode = "answer_sent"      // days: time for them to come back to our answer
	CompanyAnswered ReasonCode = "company_answered" // on, by
	AfterReturn     ReasonCode = "after_return"     // from: the day on which they are back
)

// The reasons of load. Params: from and to dates, n how many stood on from.
const (
	DayIsFull    ReasonCode = "day_is_full"    // recalls
	WakesAreFull ReasonCode = "wakes_are_full" // leads that wake up
)

// ReasonCodes lists every code: a test holds the words against it.
func ReasonCodes() []ReasonCode {
	return []ReasonCode{
		OtherWindow, AskBestTime, TheyAskedLater, GiveTimeToAnswer, AwaitEcho, FindSomeoneElse, SwitchChannel,
		AgreedWithThem, MeetingBooked, NoteAfterNoShow, TheyReplied, BackFromLeave, NotNowParked, TheySaidNo, AskedToBeRemoved,
		DealWon, ChosenByRep, MovedByRep, FirstContact, ShiftedToWorkingDay, PromiseOnDayOff, HandedOver, PromiseStands, AskedInNote,
		CameWithMerge, AvoidsMonday, AvoidsLateFriday, PublicHoliday, WaitsForSharedHours, NoSharedHours, OutsideWindow, DateGoneBy, KeptByRep,
		CadenceStep, CountedFrom, NoWayThere, SkippedByRep, PausedByRep, ResumedFrom, StoppedByRep, CadenceTrack, NurtureBegins, BackWithNews,
		DarkChannel, DarkMessage, DarkPerson, DarkGoodbye,
		SignalCame, WokenEarly,
		AnsweredGoodbye, NoEcho, NurtureGoesOn, LimitReached, AnswerSent, CompanyAnswered, AfterReturn,
		DayIsFull, WakesAreFull,
		AwayUntil, BackSooner, PromiseWhileAway,
	}
}

// Shift reports whether a reason says that a date is not the one that was meant, or that it is an exception: what a person is told also
// where there is no room for all reasons.
func (c ReasonCode) Shift() bool {
	switch c {
	case ShiftedToWorkingDay, PromiseOnDayOff, AvoidsMonday, AvoidsLateFriday, PublicHoliday, WaitsForSharedHours, NoSharedHours,
		OutsideWindow, DateGoneBy, KeptByRep, DayIsFull, WakesAreFull, AwayUntil, BackSooner, PromiseWhileAway:
		return true
	default:
		return false
	}
}

// Mentioned are the people whom reasons mention.
func Mentioned(reasons []Reason) []UserID {
	var ids []UserID
	for _, r := range reasons {
		if by := r.Params["by"]; by != "" {
			ids = append(ids, UserID(by))
		}
		if from := r.Params["from"]; r.Code == HandedOver && from != "" {
			ids = append(ids, UserID(from))
		}
	}
	return ids
}
