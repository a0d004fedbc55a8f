package view

// helpPage explains one topic.
type helpPage struct {
	intro string
	lines []helpLine
	more  string
}

// helpLine is something to type and what it does.
type helpLine struct{ typed, means string }

// helpPages are the topics of /followup help; the empty one is the overview.
var helpPages = map[string]helpPage{
	"": {
		intro: "I remember every lead's next follow-up. Tell me what happened, and I come back on the day it is due.",
		lines: []helpLine{
			{"/followup", "what is due today"},
			{"/followup log acme call noanswer", "log a touch; what is missing, a form asks"},
			{"/followup log acme call connected \"wants pricing\" next call fri 14:00 !", "with the next step; ! means promised"},
			{"/followup log acme: call back in two weeks", "in your own words"},
			{"/followup park acme 3m \"budget frozen\"", "sleep for three months, out of every list"},
			{"/followup add \"Beta GmbH\" jane@beta.example €12k", "a new lead"},
			{"/followup lead acme", "all I know about a lead"},
			{"/followup move acme fri", "another date"},
			{"/followup snooze acme tmr", "hide it until tomorrow; its date stays"},
			{"/followup reply acme", "they answered: it goes on top of your list"},
			{"/followup won acme €12k", "closed as won; also: lost, dnc (never contact again)"},
			{"/followup next", "the one lead to start with"},
			{"/followup undo", "take back what you did last"},
			{"/followup settings", "when your list comes"},
			{"/followup team", "in a channel: who is in the team, and its summary"},
		},
		more: "More: /followup help log, park, add, dates, team.",
	},
	"log": {
		intro: "Log a touch: the lead, how you tried, what came of it. In any order after the lead; what is missing, a form asks.",
		lines: []helpLine{
			{"/followup log acme call noanswer", "short: c, e, li, m for call, email, LinkedIn, meeting"},
			{"/followup log \"Acme / Jane\" vm 2m", "vm is a voicemail; 2m are its minutes"},
			{"/followup log acme email sent val:case-study next +3bd", "what you gave, and when you try again"},
			{"/followup log jane call connected \"board meets 14 May\" next call fri 14:00 !", "! means you promised it to them"},
		},
		more: "A promise is never moved by a rule, only by you.",
	},
	"park": {
		intro: "Park a lead that is not ready: it sleeps, in no list, and wakes on its day with your note.",
		lines: []helpLine{
			{"/followup park acme 3m", "for three months"},
			{"/followup park acme 1 sep \"budget frozen until Q4\"", "until a day, and why"},
			{"/followup park acme 3m say:\"new budget year\"", "with the first line to say"},
		},
	},
	"add": {
		intro: "Add a lead: a name is enough. It is due today unless you say otherwise.",
		lines: []helpLine{
			{"/followup add \"Beta GmbH\"", "a name"},
			{"/followup add \"Beta GmbH / Jane Doe\" jane@beta.example +49 30 1234567", "a company, a person, how to reach them"},
			{"/followup add \"Beta GmbH\" €12k tz:Europe/Berlin src:fair #q2", "value, time zone, where it came from, tags"},
		},
		more: "If the e-mail or phone is known already, I ask before I add it twice.",
	},
	"dates": {
		intro: "Dates as you say them. I answer with weekday, date and time zone, so you see what I understood.",
		lines: []helpLine{
			{"today  tmr  fri  fri 14:00", "the next such day; fri said on a Friday is next week's"},
			{"+3d  +3bd  2w  3m", "days, working days, weeks, months"},
			{"14 May  14.5.  2026-05-14", "a date; without a year the next one"},
		},
		more: "03/04 has two readings, so I ask. A planned date on a day off moves to the next working day; a promise stays.",
	},
	"team": {
		intro: "A team is a channel: its members' overdue leads are summed up there once a week, and on days that need a decision.",
		lines: []helpLine{
			{"/invite @Followup", "first, in the channel"},
			{"/followup team", "then: members, manager, day and time"},
		},
		more: "Members see one another's leads and may log touches on them. The manager and admins may hand leads over.",
	},
}
