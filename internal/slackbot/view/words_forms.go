package view

import "github.com/followup-bot/followup/internal/followup"

// Titles and buttons of forms: at most 24 characters.
const (
	titleLog      = "Log a touch"
	titlePark     = "Park a lead"
	titleMove     = "Another date"
	titleAdd      = "Add a lead"
	titleSettings = "Your settings"
	titleTeam     = "Team"
	titleReassign = "Hand leads over"
	labelLogIt    = "Log it"
	labelParkIt   = "Park it"
	labelMoveIt   = "Move it"
	labelAddIt    = "Add it"
	labelSave     = "Save"
	labelHandOver = "Hand over"
	labelCancel   = "Cancel"
)

// Labels of fields.
const (
	labelLead       = "Lead"
	labelChannel    = "How"
	labelOutcome    = "What came of it"
	labelNote       = "Note"
	labelPromised   = "You promised them"
	labelGave       = "You gave them"
	labelMinutes    = "Minutes"
	labelWhen       = "When it was"
	labelNextKind   = "What's next"
	labelOn         = "On"
	labelAt         = "At"
	labelAgreed     = "Agreed with them?"
	labelHow        = "By"
	labelAmount     = "Amount"
	labelReason     = "Why"
	labelWake       = "Wake it"
	labelParkReason = "Why"
	labelParkNote   = "Note for that day"
	labelFirstLine  = "First line to say"
	labelName       = "Name"
	labelCompany    = "Company"
	labelContact    = "Contact's name"
	labelEmail      = "E-mail"
	labelPhone      = "Phone"
	labelValue      = "Deal value"
	labelZone       = "Time zone"
	labelRole       = "Role"
	labelLinkedIn   = "LinkedIn"
	labelPreferred  = "Prefers"
	labelHoursFrom  = "Best reached from"
	labelHoursTo    = "Best reached until"
	labelSource     = "Where from"
	labelTags       = "Tags"
	labelFirstTouch = "First touch on"
	labelDigestAt   = "Morning list at"
	labelDays       = "Working days"
	labelDigest     = "Morning list"
	labelMembers    = "Members"
	labelManager    = "Manager"
	labelSummaryOn  = "Weekly summary on"
	labelSummaryAt  = "Summary at"
	labelTeamName   = "Team's name"
	labelFrom       = "From"
	labelLeads      = "Leads"
	labelTo         = "To"
)

// Placeholders and hints.
const (
	hintLead         = "Type a name"
	hintChannel      = "Call, email …"
	hintOutcome      = "Choose"
	hintNote         = "What they said, what matters to them"
	hintPromised     = "Pricing by Friday"
	hintMoveNote     = "Why, or what to know that day"
	hintGave         = "Case study, an idea, an introduction"
	hintNextKind     = "Choose"
	hintZone         = "{city} time"
	hintAnyWay       = "Any way"
	hintMoney        = "€12k"
	hintReason       = "In a few words"
	hintWake         = "When"
	hintParkReason   = "Budget frozen until Q4"
	hintParkNote     = "What to know before you call"
	hintFirstLine    = "New budget year: shall we pick it up?"
	hintName         = "A person, or the company"
	hintContact      = "If the lead is a company"
	hintPhone        = "+49 30 1234567"
	hintZoneName     = "Europe/Berlin"
	hintTheirZone    = "Theirs. Empty: the same as yours."
	hintSource       = "Fair, referral, website"
	hintTags         = "With commas between"
	hintDays         = "The morning list comes on these, and nothing is planned on other days."
	hintMembers      = "Whose leads the summary covers"
	hintDay          = "Day"
	hintChoosePerson = "Choose a person"
	hintFrom         = "Whose leads"
	hintLeads        = "Which leads"
)

// Options.
const (
	optionNewLead   = "➕ New lead “{name}”"
	optionNoLead    = "No lead called “{name}”"
	optionTypeAName = "Type a name to find a lead"
	optionLast      = "last"
	optionPlanned   = "Planned: I'll get back to them"
	optionPromised  = "Promised to them"
	optionKeep      = "Keep the promise of {day}"
	optionPark      = "Park it"
	optionWon       = "Won"
	optionLost      = "Lost"
	optionOnDate    = "On a date…"
	optionTalked    = "Talked: {what}"
	optionDigestOn  = "Send me what is due in the morning"
	optionNobody    = "Without an active owner · {leads}"
)

// Sentences in forms.
const (
	wordSuggested         = "Suggested: {next}[ — {why}]"
	wordAskDate           = "When is the next step? Choose the day you agreed on."
	wordSuggestPark       = "Suggested: park it, and wake it when the time is right."
	wordSuggestNone       = "Choose what's next."
	wordNoteCut           = "Your note is longer than this field holds: the start is shown, and all of it is kept."
	wordKnownInForm       = "This e-mail or phone is known already. Send the form again to add it anyway:"
	wordNothingToReassign = "There is nothing to hand over here."
	wordTeamManager       = "Manager: {name}"
	wordTeamMembers       = "Members: {names}"
	wordTeamSummary       = "Weekly summary: {day} at {time}, {city} time"
)

// askDateWords ask for a date by why it is needed.
var askDateWords = map[followup.ReasonCode]string{
	followup.MeetingBooked: "When is the meeting?",
	followup.BackFromLeave: "When are they back? Choose that day.",
}

// closeWords name the ways a lead ends.
var closeWords = map[followup.NextKind]string{
	followup.NextWon: "close it as won", followup.NextLost: "close it as lost", followup.NextStop: "never contact them again",
}

// wakeWords name the wake presets.
var wakeWords = map[followup.WakeAfter]string{
	followup.WakeInFiveWeeks: "In 4–6 weeks · {day}", followup.WakeInThreeMonths: "In 3 months · {day}",
	followup.WakeInSixMonths: "In 6 months · {day}", followup.WakeInAYear: "In a year · {day}",
}
