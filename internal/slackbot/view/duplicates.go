package view

import (
	"fmt"
	"time"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// Duplicates asks whether to add a lead although it may be known. A stranger's lead shows owner and date, never notes.
func (w View) Duplicates(known []digest.Duplicate, draft int64, now time.Time) Message {
	question := w.Say("known.maybe")
	if sure(known) {
		question = w.Say("ask.knownAlready")
	}
	blocks := append([]slack.Block{section("question", question, nil)}, w.duplicateRows(known, ActCard, now)...)
	blocks = append(blocks, actions("anyway", button(ActAddAnyway, w.Say("button.addAnyway"), Value{Draft: draft}.Encode())))
	var leads []followup.Lead
	for _, d := range known[:min(len(known), maxChoices)] {
		leads = append(leads, d.Lead)
	}
	return message(w.naming(question, leads...), blocks...)
}

// known warns in a form that a new lead may be known already. The button at a lead that the viewer may open does action.
func (w View) known(duplicates []digest.Duplicate, action string, now time.Time) []slack.Block {
	if len(duplicates) == 0 {
		return nil
	}
	warning := w.Say("known.maybeInForm")
	if sure(duplicates) {
		warning = w.Say("form.knownInForm")
	}
	return append([]slack.Block{rich("known", line(bold(warning)))}, w.duplicateRows(duplicates, action, now)...)
}

// sure reports whether somebody's e-mail or phone is known.
func sure(known []digest.Duplicate) bool {
	return len(known) > 0 && (known[0].Why == followup.SameContact || known[0].Why == "")
}

func (w View) duplicateRows(known []digest.Duplicate, action string, now time.Time) []slack.Block {
	blocks := make([]slack.Block, 0, len(known))
	for _, d := range known[:min(len(known), maxChoices)] {
		var this *slack.ButtonBlockElement
		if d.Visible {
			this = w.onLead(d.Lead, button(action, w.Say("button.thisOne"), ValueOf(d.Lead).Encode()))
		}
		blocks = append(blocks, section(fmt.Sprintf("lead.%d", d.Lead.ID), w.duplicateLine(d, now), this))
	}
	return blocks
}

// duplicateLine says whose a known lead is, when it was last touched, and why it may be the new one.
func (w View) duplicateLine(d digest.Duplicate, now time.Time) string {
	owner, last := w.Say("ask.yours"), w.Say("card.noTouch")
	if !d.Mine {
		owner = w.Say("ask.someones", "name", nameOr(d.OwnerName, w.Say("who.teammate")))
	}
	if !d.LastTouch.IsZero() {
		last = w.Say("line.last", "touch", w.moment(d.LastTouch, now, false))
	}
	return fmt.Sprintf("%s — %s", w.title(d.Lead), join(dot, owner, w.openWords(d.Lead), last, w.member("likeness.", string(d.Why))))
}

// Stopped refuses to add somebody who asked not to be contacted. now is in the viewer's zone.
func (w View) Stopped(d digest.Duplicate, on, now time.Time) string {
	asked := ""
	if !on.IsZero() {
		asked = w.moment(on, now, false)
	}
	mine, theirs := "refuse.stopped", "refuse.stoppedTheirs"
	if d.Why == followup.SameName {
		mine, theirs = "known.stoppedName", "known.stoppedNameTheirs"
	}
	if d.Mine {
		return w.Say(mine, "lead", w.title(d.Lead), "day", asked)
	}
	return w.Say(theirs, "lead", w.title(d.Lead), "day", asked, "name", nameOr(d.OwnerName, w.Say("who.teammate")))
}
