package view

import (
	"fmt"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// batchReceipt says what was done to several leads at once, with the way back for all of them. viewer is who asked.
func (w View) batchReceipt(r digest.Receipt, viewer followup.UserID) Message {
	e := w.receiptEye(r, viewer)
	words := e.batchLine(r)
	blocks := w.receiptRow(fmt.Sprintf("receipt.%d", r.Event.ID), r, words)
	notes := ""
	if r.Repeated {
		notes = w.Say("event.doneBefore")
	}
	if r.Event.Kind == followup.Reassigned {
		notes = join(dot, notes, w.Say("event.datesStay"))
	}
	if notes = join(dot, notes, e.leftWords(r.Batch.Left)); notes != "" {
		blocks = append(blocks, aside("notes", notes))
	}
	return message(words, blocks...)
}

// batchLine is "✅ 3 leads handed to Max Weber".
func (e eye) batchLine(r digest.Receipt) string { return eventSign(r.Event) + " " + e.batchWords(r) }

func (e eye) batchWords(r digest.Receipt) string {
	if words := e.loadBatch(r); words != "" {
		return words
	}
	words := e.Count("event.handedOver", r.Batch.Leads, "name", nameOr(r.Owner.Name, e.Say("who.teammate")))
	switch {
	case r.Event.Kind == followup.CadenceMigrated:
		words = e.Count("event.migrated", r.Batch.Leads)
	case r.Event.Kind == followup.Undone && r.Event.Detail.Undid == followup.CadenceMigrated:
		words = e.Count("event.migrationUndone", r.Batch.Leads)
	case r.Event.Kind == followup.CadencePaused:
		words = e.Count("event.pausedMany", r.Batch.Leads)
	case r.Event.Kind == followup.Undone && r.Event.Detail.Undid == followup.CadencePaused:
		words = e.Count("event.pauseUndone", r.Batch.Leads)
	case r.Event.Kind == followup.PutOff:
		words = e.Count("away.batch", r.Batch.Leads)
	case r.Event.Kind == followup.Undone && r.Event.Detail.Undid == followup.PutOff:
		words = e.Count("away.undone", r.Batch.Leads)
	case r.Event.Kind == followup.Undone:
		words = e.Count("event.batchUndone", r.Batch.Leads)
	}
	return words
}

// maxLeft is how many of the leads that an undo left alone are named.
const maxLeft = 10

// leftWords names the leads that an undo left alone, with who did what to them since.
func (e eye) leftWords(left []digest.Left) string {
	if len(left) == 0 {
		return ""
	}
	words := ""
	for _, l := range left[:min(len(left), maxLeft)] {
		words = join(", ", words, e.leftOne(l))
	}
	if len(left) > maxLeft {
		words += " …"
	}
	return e.Count("event.left", len(left), "leads", words)
}

func (e eye) leftOne(l digest.Left) string {
	lead := cut(e.title(l.Lead), maxShort)
	switch {
	case l.Back:
		return e.Say("event.leftBack", "lead", lead)
	case l.Event.Kind == "":
		return lead
	}
	e.names, e.zone = l.Names, ""
	return e.Say("event.leftOne", "lead", lead, "name", e.who(string(l.Event.By)), "time", e.moment(l.Event.At, e.now, true),
		"what", cut(e.eventWords(l.Event), maxQuote))
}

// undoOf takes back what a receipt tells.
func (w View) undoOf(r digest.Receipt) *slack.ButtonBlockElement {
	if r.Batch == nil {
		return w.undoButton(r.Lead, r.Event.ID)
	}
	return button(ActUndoBatch, w.Say("button.undo"), Value{Event: r.Event.ID}.Encode())
}

// undoIt is undoOf in answer to the question whether it is to be done.
func (w View) undoIt(r digest.Receipt) *slack.ButtonBlockElement {
	undo := button(ActUndo, w.Say("button.undoIt"), Value{Lead: r.Lead.ID, Event: r.Event.ID}.Encode())
	if r.Batch != nil {
		return button(ActUndoBatch, w.Say("button.undoIt"), Value{Event: r.Event.ID}.Encode())
	}
	return w.onLead(r.Lead, undo)
}
