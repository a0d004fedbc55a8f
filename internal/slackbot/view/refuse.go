package view

import (
	"slices"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Sentences for what can't be done. Each says what to do instead.

// NotYours refuses a change of somebody else's lead.
func (w View) NotYours(l followup.Lead, owner string) string {
	return w.Say("refuse.notYours", "lead", w.title(l), "name", nameOr(owner, w.Say("who.teammate")))
}

// NotYoursToSee refuses even to name a lead.
func (w View) NotYoursToSee(owner string) string {
	return w.Say("refuse.notYoursToSee", "name", nameOr(owner, w.Say("who.teammate")))
}

// ManagersOnly refuses what a manager decides; manager may be empty.
func (w View) ManagersOnly(manager string) string {
	return w.Say("refuse.managersOnly", "name", nameOr(manager, w.Say("refuse.theManager")))
}

// NotTheirManager refuses to add a lead for somebody else.
func (w View) NotTheirManager(name string) string {
	return w.Say("refuse.notTheirs", "name", nameOr(name, w.Say("who.teammate")))
}

// NotYourTeam refuses to show somebody's list.
func (w View) NotYourTeam(name string) string {
	return w.Say("refuse.notYourTeam", "name", nameOr(name, w.Say("who.teammate")))
}

// NameLead asks for a lead in a line; verb is what it begins with.
func (w View) NameLead(verb string) string { return w.Say("refuse.nameless", "verb", verb) }

// Closed refuses a change of a closed lead.
func (w View) Closed(l followup.Lead) string {
	return w.Say("refuse.closed", "lead", w.title(l), "state", w.state(l.State))
}

// DoNotContact refuses anything for a lead that asked not to be contacted.
func (w View) DoNotContact(l followup.Lead) string {
	return w.Say("refuse.doNotContact", "lead", w.title(l))
}

// Parked refuses to snooze a lead that is in no list. now is in the viewer's zone.
func (w View) Parked(l followup.Lead, now time.Time) string {
	if l.Recall == nil {
		return w.Say("refuse.gone")
	}
	return w.Say("refuse.parked", "lead", w.title(l), "day", w.day(l.Recall.Due, calendar.DateOf(now)))
}

// SnoozeEnds refuses a snooze beyond its last day. now is in the viewer's zone.
func (w View) SnoozeEnds(l followup.Lead, last calendar.Date, now time.Time) string {
	return w.Say("refuse.snooze", "lead", w.title(l), "last", w.day(last, calendar.DateOf(now)))
}

// NotDue refuses a snooze of a lead that is in no list before it ends. now is in the viewer's zone.
func (w View) NotDue(l followup.Lead, now time.Time) string {
	return w.Say("refuse.notDue", "lead", w.title(l), "day", w.dayAt(l.Recall.Due, l.Recall.At, calendar.DateOf(now)))
}

// SameDate refuses a move to the date that a lead has already. asked is another one where that is a day off. now is in the viewer's zone.
func (w View) SameDate(l followup.Lead, asked calendar.Date, now time.Time) string {
	today, off := calendar.DateOf(now), ""
	if asked != l.Recall.Due {
		off = w.day(asked, today)
	}
	return w.Say("refuse.sameDate", "lead", w.title(l), "day", w.dayAt(l.Recall.Due, l.Recall.At, today), "off", off)
}

// NothingToUndo says that there is nothing to take back.
func (w View) NothingToUndo() string { return w.Say("refuse.undo") }

// NotAllowedHere refuses guests.
func (w View) NotAllowedHere() string { return w.Say("refuse.guests") }

// NotFound says that nothing has that name.
func (w View) NotFound(typed string) string {
	return w.Say("refuse.notFound", "typed", w.quoted(typed, maxTitle))
}

// Gone says that what a button was about is no longer there.
func (w View) Gone() string { return w.Say("refuse.gone") }

// Invite asks to be invited to a channel; its name may be empty.
func (w View) Invite(channel string) string {
	name := around("#", oneLine(channel, maxTitle), "")
	if name == "" {
		name = w.Say("refuse.thisChannel")
	}
	return w.Say("refuse.notInside", "channel", name)
}

// InactiveOwner refuses to hand leads to somebody who can't work on them.
func (w View) InactiveOwner(name string) string {
	return w.Say("refuse.inactive", "name", nameOr(name, w.Say("refuse.thisPerson")))
}

// FutureTouch refuses a touch that has not happened.
func (w View) FutureTouch() string { return w.Say("refuse.future") }

// NoNextStep asks for what follows.
func (w View) NoNextStep() string { return w.Say("refuse.noNext") }

// PastDate refuses a date that has gone by.
func (w View) PastDate(on, today calendar.Date) string {
	return w.Say("refuse.past", "day", w.day(on, today), "today", w.day(today, today))
}

// BadMoney refuses an amount.
func (w View) BadMoney(typed string) string {
	return w.Say("refuse.money", "typed", w.quoted(typed, maxShort))
}

// BadZone refuses a time zone.
func (w View) BadZone(typed string) string {
	return w.Say("refuse.zone", "typed", w.quoted(typed, maxShort))
}

// BadEmail refuses an e-mail address.
func (w View) BadEmail() string { return w.Say("refuse.email") }

// BadWindow refuses hours that end before they begin.
func (w View) BadWindow() string { return w.Say("refuse.window") }

// TeamNeedsChannel says where a team is set up.
func (w View) TeamNeedsChannel() string { return w.Say("refuse.teamHere") }

// ChooseLead asks for a lead in a form.
func (w View) ChooseLead() string { return w.Say("refuse.noLead") }

// Missing asks for a field of a form that has no default.
func (w View) Missing() string { return w.Say("refuse.missing") }

// Busy asks to try again: the database is away.
func (w View) Busy() string { return w.Say("ask.notSaved") }

// Unsure asks to look before trying again: the database went away at the very moment.
func (w View) Unsure() string { return w.Say("ask.maybeSaved") }

// BadText says that a text holds a character that can't be kept.
func (w View) BadText() string { return w.Say("refuse.text") }

// KnownAlready says that a contact is somebody's already.
func (w View) KnownAlready() string { return w.Say("ask.knownAlready") }

// Failure tells a manager that a message could not be delivered: to whom, why, and what to do. name is the recipient's or the
// channel's, kind the delivery's, code Slack's error.
func (w View) Failure(name, kind, code string) Message {
	what := "failure.aMessage"
	if slices.Contains(deliveryKinds, kind) {
		what = "delivery." + kind
	}
	why, todo := w.Say("failure.otherFailure", "code", oneLine(code, maxShort)), "failure.tellOperator"
	if known, ok := todoKeys[code]; ok {
		why, todo = w.Say("failureWhy."+code), known
	}
	sentence := w.Say("failure.failed", "what", w.Say(what), "name", nameOr(name, w.Say("failure.theChannel")), "why", why)
	return message(sentence, section("failed", sentence, nil), aside("todo", w.Say(todo)))
}

// deliveryKinds are the kinds of delivery that have a word.
var deliveryKinds = []string{"digest", "summary", "exceptions", "ping", "nudge", "failure", "cover", "welcome", "left", "uncovered", "offer", "team_offer"}

// todoKeys say what to do about those of Slack's errors that somebody can mend.
var todoKeys = map[string]string{
	"user_disabled":         "failure.todoHandOver",
	"account_inactive":      "failure.todoHandOver",
	"user_not_found":        "failure.todoHandOver",
	"cannot_dm_bot":         "failure.todoHandOver",
	"channel_not_found":     "failure.todoInvite",
	"is_archived":           "failure.todoChannel",
	"not_in_channel":        "failure.todoInvite",
	"restricted_action":     "failure.todoAdmin",
	"messages_tab_disabled": "failure.todoDM",
	"invalid_blocks":        "failure.tellOperator",
	"no_answer":             "failure.tellOperator",
	"msg_blocks_too_long":   "failure.tellOperator",
}
