package view

import (
	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// The words_*.go files hold every word the bot says, for a catalogue to replace. Templates are filled in by fill.

// noun is a word that is counted.
type noun struct{ one, many string }

var (
	nounLead       = noun{"lead", "leads"}
	nounFollowUp   = noun{"follow-up", "follow-ups"}
	nounDay        = noun{"day", "days"}
	nounWorkingDay = noun{"working day", "working days"}
	nounMinute     = noun{"minute", "minutes"}
	nounTouch      = noun{"touch", "touches"}
	nounMeeting    = noun{"meeting set", "meetings set"}
	nounPromise    = noun{"overdue promise", "overdue promises"}
	nounRep        = noun{"more rep", "more reps"}
	nounMember     = noun{"person", "people"}
	nounSleeper    = noun{"parked wakes this week", "parked wake this week"}
)

var (
	weekdayWords = [...]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"}
	weekdayNames = [...]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}
	monthWords   = [...]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}
)

// Dates and zones.
const (
	wordDay        = "{weekday} {day} {month}"
	wordTodayIs    = "today, {day}"
	wordTomorrowIs = "tomorrow, {day}"
	wordNoDate     = "no date"
	wordTheirTime  = "{time} their time"
	wordAhead      = "{city}, {hours} h ahead"
	wordBehind     = "{city}, {hours} h behind"
	wordYourTime   = ", your time ({city})"
	wordSomeTime   = ", {name}'s time ({city})"
)

// channelWords name a channel within a line.
var channelWords = map[followup.Channel]string{
	followup.Call: "call", followup.Email: "email", followup.LinkedIn: "LinkedIn", followup.SMS: "SMS",
	followup.Video: "video call", followup.Meeting: "meeting", followup.Visit: "visit",
}

// byChannelWords say by which way something was agreed.
var byChannelWords = map[followup.Channel]string{
	followup.Call: "by phone", followup.Email: "by email", followup.LinkedIn: "on LinkedIn", followup.SMS: "by SMS",
	followup.Video: "on a video call", followup.Meeting: "in a meeting", followup.Visit: "on a visit",
}

// outcomeWords name an outcome within a line.
var outcomeWords = map[followup.Outcome]string{
	followup.NoAnswer: "no answer", followup.Busy: "busy", followup.Voicemail: "voicemail",
	followup.LeftMessage: "left a message", followup.TryAgain: "try again later", followup.Interested: "interested",
	followup.NeedsInfo: "needs info", followup.CallBackLater: "call back later", followup.MeetingSet: "meeting set",
	followup.Met: "met", followup.NoShow: "no-show", followup.Sent: "sent", followup.Replied: "they replied",
	followup.OutOfOffice: "out of office", followup.NotNow: "not now", followup.NotInterested: "said no",
	followup.RemoveMe: "asked to be removed", followup.WrongPerson: "wrong person",
	followup.LeftCompany: "left the company", followup.Bounced: "bounced", followup.WrongNumber: "wrong number",
	followup.BreakUpSent: "break-up sent", followup.Closed: "won",
}

// outcomeLabels name an outcome in a form, where the words alone would be too short.
var outcomeLabels = map[followup.Outcome]string{
	followup.LeftMessage: "Left a message with somebody",
	followup.TryAgain:    "Asked to try again later", followup.OutOfOffice: "Out-of-office reply",
	followup.NotNow: "Not now → park", followup.NotInterested: "Said no → lost",
	followup.RemoveMe: "Asked to be removed", followup.Closed: "Won the deal",
}

// stateWords say where a lead stands.
var stateWords = map[followup.State]string{
	followup.Active: "active", followup.Parked: "parked", followup.Won: "won", followup.Lost: "lost",
	followup.DoNotContact: "never to be contacted again",
}

// eventWords name what happened, as in "the park was taken back".
var eventWords = map[followup.EventKind]string{
	followup.Added: "adding it", followup.Logged: "the touch", followup.ParkedIt: "the park", followup.Snoozed: "the snooze",
	followup.Moved: "the move", followup.TheyAnswer: "their reply", followup.ClosedWon: "the win",
	followup.ClosedLost: "closing it as lost", followup.Stopped: "“never contact again”",
	followup.Reassigned: "the handover", followup.Undone: "the undo",
}

// sectionWords head the parts of a day.
var sectionWords = map[digest.Section]string{
	digest.PromisedToday: "PROMISED", digest.TheyAnswered: "THEY ANSWERED", digest.OverduePromise: "OVERDUE",
	digest.Overdue: "OVERDUE", digest.DueToday: "TODAY", digest.WakingUp: "WAKING UP",
}

// reasonWords say why a recall is due when it is.
var reasonWords = map[followup.ReasonCode]string{
	followup.OtherWindow:         "nobody reached: try the other half of the day",
	followup.AskBestTime:         "message left: ask for the best time",
	followup.TheyAskedLater:      "they asked to try later",
	followup.GiveTimeToAnswer:    "[{days}: ]time for them to answer",
	followup.AwaitEcho:           "[{days} ]to answer the break-up",
	followup.FindSomeoneElse:     "find somebody else there",
	followup.SwitchChannel:       "that way doesn't reach them: try another",
	followup.AgreedWithThem:      "promised[ {on}][ {channel}]",
	followup.MeetingBooked:       "the meeting is booked",
	followup.NoteAfterNoShow:     "a short note after the no-show",
	followup.TheyReplied:         "they replied[ {on}]",
	followup.BackFromLeave:       "they are back from leave",
	followup.NotNowParked:        "parked[ {on}][: {what}]",
	followup.TheySaidNo:          "they said no",
	followup.AskedToBeRemoved:    "they asked to be removed",
	followup.DealWon:             "the deal is won",
	followup.ChosenByRep:         "[{by} ]picked this date[ on {on}]",
	followup.MovedByRep:          "[{by} ]moved it[ from {from}][ to {to}]",
	followup.FirstContact:        "first contact",
	followup.ShiftedToWorkingDay: "[{from} → {to}: ]moved to a working day",
	followup.PromiseOnDayOff:     "promised on a day off[, {on}]: kept, because it is a promise",
	followup.HandedOver:          "handed over[ by {by}]",
	followup.PromiseStands:       "your promise[ of {on}] stands",
}

// Who did something.
const (
	wordYou      = "you"
	wordTeammate = "a teammate"
	wordNobody   = "nobody"
	wordNoName   = "(no name)"
)
