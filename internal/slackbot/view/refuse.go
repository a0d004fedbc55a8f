package view

import (
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Sentences for what can't be done. Each says what to do instead.

// NotYours refuses a change of somebody else's lead.
func NotYours(l followup.Lead, owner string) string {
	return fill(refuseNotYours, "lead", title(l), "name", nameOr(owner, wordTeammate))
}

// ManagersOnly refuses what a manager decides; manager may be empty.
func ManagersOnly(manager string) string {
	return fill(refuseManagersOnly, "name", nameOr(manager, wordTheManager))
}

// Closed refuses a change of a closed lead.
func Closed(l followup.Lead) string {
	return fill(refuseClosed, "lead", title(l), "state", stateWords[l.State])
}

// DoNotContact refuses anything for a lead that asked not to be contacted.
func DoNotContact(l followup.Lead) string { return fill(refuseDoNotContact, "lead", title(l)) }

// NothingToUndo says that there is nothing to take back.
func NothingToUndo() string { return refuseUndo }

// NotAllowedHere refuses guests.
func NotAllowedHere() string { return refuseGuests }

// NotFound says that nothing has that name.
func NotFound(typed string) string { return fill(refuseNotFound, "typed", quoted(typed, maxTitle)) }

// Gone says that what a button was about is no longer there.
func Gone() string { return refuseGone }

// Invite asks to be invited to a channel; its name may be empty.
func Invite(channel string) string {
	name := around("#", oneLine(channel, maxTitle), "")
	if name == "" {
		name = wordThisChannel
	}
	return fill(refuseNotInside, "channel", name)
}

// InactiveOwner refuses to hand leads to somebody who can't work on them.
func InactiveOwner(name string) string {
	return fill(refuseInactive, "name", nameOr(name, wordThisPerson))
}

// FutureTouch refuses a touch that has not happened.
func FutureTouch() string { return refuseFuture }

// NoNextStep asks for what follows.
func NoNextStep() string { return refuseNoNext }

// PastDate refuses a date that has gone by.
func PastDate(on, today calendar.Date) string {
	return fill(refusePast, "day", day(on, today), "today", day(today, today))
}

// BadMoney refuses an amount.
func BadMoney(typed string) string { return fill(refuseMoney, "typed", quoted(typed, maxShort)) }

// BadZone refuses a time zone.
func BadZone(typed string) string { return fill(refuseZone, "typed", quoted(typed, maxShort)) }

// BadEmail refuses an e-mail address.
func BadEmail() string { return refuseEmail }

// BadWindow refuses hours that end before they begin.
func BadWindow() string { return refuseWindow }

// TeamNeedsChannel says where a team is set up.
func TeamNeedsChannel() string { return refuseTeamHere }

// ChooseLead asks for a lead.
func ChooseLead() string { return refuseNoLead }

// Missing asks for a field of a form that has no default.
func Missing() string { return refuseMissing }

// Busy asks to try again: the database is away.
func Busy() string { return wordNotSaved }

// BadText says that a text holds a character that can't be kept.
func BadText() string { return refuseText }

// KnownAlready says that a contact is somebody's already.
func KnownAlready() string { return wordKnownAlready }

// Failure tells a manager that a message could not be delivered: to whom, why, and what to do. name is the recipient's or the
// channel's, kind the delivery's, code Slack's error.
func Failure(name, kind, code string) Message {
	what, ok := deliveryWords[kind]
	if !ok {
		what = wordAMessage
	}
	why, ok := failureWords[code]
	if !ok {
		why = failure{fill(wordOtherFailure, "code", oneLine(code, maxShort)), wordTellOperator}
	}
	sentence := fill(wordFailed, "what", what, "name", nameOr(name, wordTheChannel), "why", why.why)
	return message(sentence, section("failed", sentence, nil), aside("todo", why.todo))
}
