package view

import (
	"strconv"
	"time"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// decision are the ways out for a lead that was put off again and again: to do it now, to say goodbye, to park it, to hand it over.
func (w View) decision(l followup.Lead, more ...slack.BlockElement) slack.Block {
	v := ValueOf(l).Encode()
	return actions("decide", append([]slack.BlockElement{
		w.onLead(l, primary(ActDone, w.Say("decide.now"), v)),
		w.onLead(l, button(ActGoodbye, w.Say("decide.goodbye"), v)),
		w.onLead(l, button(ActParkForm, w.Say("button.parkForm"), v)),
		w.onLead(l, button(ActHandOne, w.Say("decide.give"), v)),
	}, more...)...)
}

// decideWords ask for the decision.
func (w View) decideWords(l followup.Lead) string {
	return w.Say("decide.ask", "lead", w.title(l), "n", strconv.Itoa(l.Recall.Moves))
}

// AskDecision answers the line that would put a lead off once more: what was typed comes back, and moves it all the same where the person
// says so. now is in the viewer's zone.
func (w View) AskDecision(l followup.Lead, next followup.NextStep, typed string, draft int64, now time.Time) Message {
	sentence := w.decideWords(l)
	blocks := append([]slack.Block{section("problem", sentence, nil)}, typedBack(typed)...)
	v := ValueOf(l)
	v.Draft = draft
	anyway := w.onLead(l, button(ActMoveAnyway, w.Say("decide.anyway", "day", w.dayAt(next.On, next.At, calendar.DateOf(now))), v.Encode()))
	return message(sentence, append(blocks, w.decision(l, anyway))...)
}

// decides reports whether a form for another date asks for a decision first: not one that corrects a move.
func (f MoveForm) decides() bool {
	return f.Meta.Edit == 0 && f.Lead.Recall != nil && f.Lead.Recall.Moves >= followup.DecideAfter
}

// GiveModal asks whom a lead goes to. ReadReassign reads it.
func (w View) GiveModal(meta Meta, l followup.Lead) slack.ModalViewRequest {
	return modal(FormHandOne, w.Say("decide.giveTitle"), w.Say("button.handOver"), w.Say("button.cancel"), meta, []slack.Block{
		rich("about", line(bold(w.title(l)))),
		input(BlockTo, w.Say("field.to"), w.person("")),
	})
}

// NotATeammate refuses to hand a lead to somebody of no team of the person's; name may be empty.
func (w View) NotATeammate(name string) string {
	return w.Say("decide.notATeammate", "name", nameOr(name, w.Say("refuse.thisPerson")))
}
