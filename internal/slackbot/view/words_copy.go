package view

// Pieces of lines.
const (
	wordAndPromised   = ", promised"
	wordAnyChannel    = "follow up"
	wordDueSince      = "due {day}, {age} overdue"
	wordPromisedFor   = "promised for {day}, {age} overdue"
	wordAttempt       = "attempt {n}"
	wordTouch         = "touch {n}"
	wordTouchDecisive = "touch {n}, where deals are won"
	wordYouOwe        = "you owe: {what}"
	wordOweReply      = "you owe a reply"
	wordLast          = "last: {touch}"
	wordLastBy        = ", by {name}"
	wordWhy           = "why: {reasons}"
	wordWasSnoozed    = "back from a snooze"
	wordParkedFor     = "parked: {what}"
	wordParkNote      = "note: {note}"
	wordSayFirst      = "say first: {text}"
)

// Buttons and menus.
const (
	labelDone           = "Done…"
	labelSnooze         = "Snooze"
	labelLaterToday     = "Later today {time}"
	labelTomorrow       = "Tomorrow {day}"
	labelNextWorkingDay = "Next working day {day}"
	labelAnotherDate    = "Another date…"
	labelPark           = "Not now → park…"
)

// More buttons.
const (
	labelLogTouch   = "Log touch"
	labelOpenList   = "Open list"
	labelSettings   = "Settings"
	labelHelp       = "Help"
	labelAddLead    = "Add lead"
	labelUndo       = "Undo"
	labelLogATouch  = "Log a touch"
	labelAddALead   = "Add a lead"
	labelWhatCanIDo = "What can I do?"
	labelOpenLead   = "Open lead"
)

// The day.
const (
	wordAllDone      = "all done"
	wordToDo         = "{n} to do"
	wordPromised     = "{n} promised"
	wordOverdue      = "{n} overdue"
	wordOldest       = "(oldest {age})"
	wordFolded       = "✅ {n} done, the last one:"
	wordOnlySnoozed  = "Nothing waits right now. {n} snoozed, back later."
	wordClearDone    = "That was the last one: {n} done today. Well done, {name}!"
	wordClearDay     = "Nothing is due today. Enjoy the quiet."
	wordFriend       = "friend"
	wordMoreToday    = "+{n} more due today"
	wordThisWeek     = "{n} this week"
	wordSnoozedNow   = "{n} snoozed"
	wordDigestText   = "{count} today, first: {lead}[, {hint}]"
	wordHintPromised = "promised"
	wordWelcome      = "Hi {name}, I'm Followup. I make sure no lead of yours is forgotten."
	wordWelcomeHow   = "Tell me about a call or an email, and I remember when the next one is due. " +
		"On working days at {time} ({city} time) you get one message with what is due; nothing due, no message."
)

// What happened.
const (
	wordAdded          = "added[ for {name}]"
	wordGave           = "gave: {what}"
	wordWorth          = "deal value {value}"
	wordSnoozedUntil   = "snoozed until {until}"
	wordMoved          = "moved to {next}"
	wordClosedWon      = "won"
	wordClosedLost     = "closed as lost"
	wordStopped        = "never to be contacted again"
	wordHandedTo       = "handed to {to}"
	wordUndone         = "taken back: {what}"
	wordParkedUntil    = "parked until {day}"
	wordNext           = "next: {next}"
	wordPromiseKept    = "the promise stands"
	wordBackTo         = "as before: {next}"
	wordLeadGone       = "↩️ {lead} is gone again: adding it was taken back."
	wordSecondOne      = "this is a second one: you logged the same a few minutes ago"
	wordDoneBefore     = "stored before, and only once"
	wordTheirLead      = "{name}'s lead"
	wordOwnerIsTold    = "{name}'s lead, and they are told"
	wordSettingsSaved  = "✅ Saved. Your list comes at {time}, {city} time[, on {days}], when something is due."
	wordDigestOff      = "✅ Saved. No morning list any more; /followup shows what is due."
	wordTeamSaved      = "✅ {name}: {people}. The summary comes every {day} at {time}, {city} time. Next: {next}."
	wordTeamHello      = "I'm in. The summary of {name} will come to this channel."
	wordHandedOver     = "✅ {leads} handed to {name}. Their dates and promises stay as they are."
	labelEdit          = "Edit"
	wordTeammateLogged = "{name} logged a touch on your lead.\n{line}"
)

// The card.
const (
	titleLead         = "Lead"
	wordLastTouches   = "LAST TOUCHES"
	wordHistory       = "HISTORY"
	wordPage          = "page {n} of {of}"
	wordOwner         = "owner: {name}"
	wordSource        = "from {source}"
	wordTouchesSoFar  = "{touches} so far"
	wordDaysOver      = "{age} overdue"
	wordBestHours     = "best {from}–{to}"
	wordPrefers       = "prefers {channel}"
	wordWePromised    = "we promised: {what}"
	wordTakenBack     = " (taken back)"
	wordNoTouch       = "no touch yet"
	labelWholeHistory = "Whole history"
	labelNewer        = "← Newer"
	labelOlder        = "Older →"
	labelClose        = "Close"
	labelParkForm     = "Park…"
	labelMoveForm     = "Move…"
	labelCloseAs      = "Close as…"
	labelWon          = "Won"
	labelLost         = "Lost"
	labelNever        = "Never contact again"
	labelCloseIt      = "Close it"
	labelNo           = "No"
	confirmClose      = "Close this lead?"
	confirmCloseText  = "{lead} leaves every list and its next follow-up is cancelled. You can undo it."
)

// Questions.
const (
	wordWhichLead    = "Which lead did you mean with {typed}?"
	wordTheirs       = "{lead} is {name}'s lead. Is that the one you mean?"
	wordMoreMatches  = "+{n} more — type more of the name"
	wordManyMatches  = "more than {n} more — type more of the name"
	wordKnownAlready = "This e-mail or phone is known already. Nothing was added yet."
	wordYours        = "yours"
	wordSomeones     = "{name}'s"
	wordNotSaved     = "I couldn't save this: my memory is out of reach for a moment. Nothing was stored; please try again in a minute."
	wordCopyBack     = "Here is what you typed:"
	wordAlreadyDone  = "{lead}: already done by {name}, {time}[ ({what})]."
	wordChanged      = "{lead} changed since this was shown. Here it is as it stands now."
	wordAskUndo      = "Your last change was {when}: {what}. Undo it?"
	wordUndoRemoves  = "{lead} would be gone, with its whole history."
	wordOnDay        = "on {day}"
	wordTodayAt      = "today at {time}"
	labelUndoIt      = "Undo it"
	labelThisOne     = "This one"
	labelAddAsNew    = "Add as a new lead"
	labelAddAnyway   = "Add it anyway"
	labelOpenForm    = "Open the form"
)

// The team's summary.
const (
	wordFollowUps       = "Follow-ups"
	wordWeek            = "week {n}"
	wordNeedsDecision   = "Needs a decision: {counts}"
	wordNothingToDecide = "Nothing needs a decision[: {counts}]"
	wordOverdueByAge    = "{leads} overdue"
	wordWins            = "Wins: {wins}"
	wordWin             = "{lead} closed on touch {n} ({name}[, {value}])[: {note}]"
	wordMoreWins        = " and {n} more"
	wordNoWins          = "none this week"
	wordLogged          = "{touches} logged"
	wordNoneOverdue     = "Nothing is overdue. Well done, all of you."
	wordNoOwner         = "no active owner"
	labelOpenALead      = "Open a lead…"
	labelOpenOverdue    = "Open overdue"
	labelReassign       = "Reassign…"
	labelBack           = "← Back"
	labelNext           = "Next →"
	titleOverdue        = "Overdue leads"
	titleList           = "Your follow-ups"
)

// columnWords head the table of reps.
var columnWords = [...]string{"Rep", "Due today", "Overdue (oldest)", "Value at risk", "Promises missed"}

// bucketWords name the ages of overdue leads.
var bucketWords = [...]string{"1–2 days: {n}", "3–5 days: {n}", "6–10 days: {n}", "longer: {n}"}

var (
	nounOldLead = noun{"lead more than 5 days overdue", "leads more than 5 days overdue"}
	nounOrphan  = noun{"lead without an active owner", "leads without an active owner"}
)
