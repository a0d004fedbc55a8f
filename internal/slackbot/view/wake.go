package view

import (
	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/followup"
)

// wakeBoxes ask which signals wake a parked lead before its day.
func (w View) wakeBoxes(chosen []followup.SignalKind) *slack.CheckboxGroupsBlockElement {
	boxes := slack.NewCheckboxGroupsBlockElement(actInput)
	for _, k := range followup.Signals() {
		o := option(string(k), w.wakesOn(k))
		boxes.Options = append(boxes.Options, o)
		for _, c := range chosen {
			if c == k {
				boxes.InitialOptions = append(boxes.InitialOptions, o)
			}
		}
	}
	return boxes
}

func (w View) wakesOn(k followup.SignalKind) string { return w.member("wakeOn.", string(k)) }

// wakeSignals are the signals that were ticked.
func (f fields) wakeSignals() []followup.SignalKind {
	var kinds []followup.SignalKind
	for _, o := range f.get(BlockWakeSignals).SelectedOptions {
		if k := followup.SignalKind(o.Value); k.Valid() {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// wakesEarly says what wakes a parked lead before its day: "wakes early when they raise money".
func (w View) wakesEarly(p *followup.Park) string {
	if p == nil {
		return ""
	}
	words := ""
	for _, k := range p.Signals {
		words = join(", ", words, w.wakesOn(k))
	}
	return w.Say("line.wakesEarly", "signals", words)
}

// contract is all that was agreed with oneself when a lead was parked, beside its day and the reason: what to say first, and what wakes it
// early.
func (w View) contract(p *followup.Park) string {
	if p == nil {
		return ""
	}
	return join(dot, w.Say("line.parkNote", "note", oneLine(p.Note, maxQuote)), w.Say("line.sayFirst", "text", w.quoted(p.FirstLine, maxQuote)), w.wakesEarly(p))
}
