package view

// What can't be done, and what to do instead.
const (
	refuseNotYours     = "{lead} belongs to {name}. You can log a touch on it; the rest is {name}'s to decide."
	refuseManagersOnly = "Only {name} or an admin can do this. Ask them."
	refuseClosed       = "{lead} is closed ({state}). Log a touch on it to open it again."
	refuseDoNotContact = "{lead} asked not to be contacted, so I won't touch it. If that was a mistake, undo it from the lead's card."
	refuseUndo         = "There is nothing to undo: it was taken back already, or something newer stands on it."
	refuseGuests       = "Followup is for full members of this workspace. Ask a teammate to log it for you."
	refuseNotFound     = "I know no lead called {typed}. Check the spelling, or add it with /followup add."
	refuseGone         = "That is no longer there. /followup shows what is."
	refuseNotInside    = "I'm not in {channel} yet. Type /invite @Followup there, then try again."
	refuseInactive     = "{name} can't work on leads here: only active full members can. Choose somebody else."
	refuseFuture       = "That time has not come yet. Choose now or earlier."
	refuseNoNext       = "When is the next step? Choose a date, or park or close the lead."
	refusePast         = "{day} has gone by. Choose {today} or later."
	refuseMoney        = "I can't read {typed} as an amount. Try €12k or CHF 1,250.50."
	refuseZone         = "I don't know the time zone {typed}. Try one such as Europe/Berlin."
	refuseEmail        = "That is no e-mail address. It looks like jane@acme.example."
	refuseWindow       = "These hours end before they begin."
	refuseTeamHere     = "A team belongs to a channel: type /followup team in the one its summary should go to."
	refuseNoLead       = "Choose a lead, or type a name to add a new one."
	refuseMissing      = "This is needed."
	refuseText         = "That text has a character I can't store. Please type it again."

	wordTheManager  = "the team's manager"
	wordThisChannel = "this channel"
	wordThisPerson  = "This person"
)

// Messages that could not be delivered.
const (
	wordFailed       = "I couldn't deliver {what} to {name}: {why}."
	wordAMessage     = "a message"
	wordTheChannel   = "the channel"
	wordOtherFailure = "Slack answered “{code}”"
	wordTellOperator = "Tell whoever runs Followup. Nothing of the leads is lost: /followup due shows what is waiting."
)

// deliveryWords name what was to be delivered.
var deliveryWords = map[string]string{
	"digest": "the morning list", "summary": "the weekly summary", "exceptions": "the team's warning", "failure": "a warning",
}

// failure says why something could not be delivered and what to do.
type failure struct{ why, todo string }

const (
	todoHandOver = "Their leads wait for a new owner: use Reassign… below the team's summary."
	todoInvite   = "Type /invite @Followup in the channel, or move the team with /followup team in another one."
	todoChannel  = "Set the team up again with /followup team in a channel that is in use."
	todoDM       = "Ask them to open Followup once and to allow its messages."
	todoAdmin    = "Ask a workspace admin to let Followup post."
)

// failureWords say Slack's errors in words.
var failureWords = map[string]failure{
	"user_disabled":         {"their Slack account is deactivated", todoHandOver},
	"account_inactive":      {"their Slack account is deactivated", todoHandOver},
	"user_not_found":        {"they are no longer in this workspace", todoHandOver},
	"cannot_dm_bot":         {"that is a bot, not a person", todoHandOver},
	"channel_not_found":     {"the channel is gone, or I can't see it", todoInvite},
	"is_archived":           {"the channel is archived", todoChannel},
	"not_in_channel":        {"I'm not in the channel", todoInvite},
	"restricted_action":     {"this workspace doesn't let me post there", todoAdmin},
	"messages_tab_disabled": {"messages to Followup are switched off", todoDM},
	"invalid_blocks":        {"Slack refused how I wrote it, which is my mistake", wordTellOperator},
	"no_answer":             {"Slack did not take it, however often I tried", wordTellOperator},
	"msg_blocks_too_long":   {"it was too long for Slack, which is my mistake", wordTellOperator},
}
