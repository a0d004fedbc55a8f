package view

import (
	"cmp"
	"strconv"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/followup"
)

// LogModal asks what happened and what follows. What is used most stands on top; the next step appears with the outcome, filled
// in as suggested. Drawing it again with what was read from it loses nothing.
func (w View) LogModal(f LogForm) slack.ModalViewRequest {
	in := f.Input
	if !in.Outcome.Fits(in.Channel) {
		in.Outcome = ""
	}
	f.Input = in
	blocks := append(notice(f.Notice), w.known(f.Duplicates, ActThisOne, f.Now.In(f.Rep.Location()))...)
	if units(in.Note) > MaxInput {
		blocks = append(blocks, aside("cut", w.Say("form.noteCut")))
	}
	blocks = append(blocks, w.leadField(f.Lead, &f.Meta, in.New.Name, f.Now.In(f.Rep.Location())))
	if f.newLead() {
		blocks = append(blocks, w.nameFields(in.New)...)
		blocks = append(blocks, w.zoneField(in.New.Zone))
	}
	blocks = append(blocks, w.whoField(f)...)
	blocks = append(blocks, w.touchFields(in)...)
	if in.Outcome != "" {
		blocks = append(blocks, w.nextFields(f)...)
	}
	blocks = append(blocks, w.detailFields(f)...)
	title, submit := w.titles(f.Meta, "title.log", "button.logIt")
	return modal(FormLog, title, submit, w.Say("button.cancel"), f.Meta, blocks)
}

// newLead reports whether the form is about a lead to be added.
func (f LogForm) newLead() bool { return f.Lead == nil && f.Meta.New }

// asksAmount reports whether the next step is a win, which asks for its amount itself.
func (f LogForm) asksAmount() bool {
	return f.Input.Outcome != "" && cmp.Or(f.Input.Next.Kind, f.Suggested.Kind) == followup.NextWon
}

// touchFields ask how it was tried, what came of it, and what was said.
func (w View) touchFields(in LogInput) []slack.Block {
	return []slack.Block{
		input(BlockChannel, w.Say("field.channel"), choice(ActChannel, w.Say("hint.channel"), string(in.Channel), w.channelOptions())).WithDispatchAction(true),
		input(versioned(BlockOutcome, string(in.Channel)), w.Say("field.outcome"),
			choice(ActOutcome, w.Say("hint.outcome"), string(in.Outcome), w.outcomeOptions(in.Channel))).WithDispatchAction(true),
		optional(BlockNote, w.Say("field.note"), heard(paragraph(in.Note, w.Say("hint.note")))).WithDispatchAction(true),
	}
}

// detailFields ask what is needed less often.
func (w View) detailFields(f LogForm) []slack.Block {
	in := f.Input
	blocks := append(w.cadenceField(f), optional(BlockPromised, w.Say("field.promised"), textInput(in.Promised, w.Say("hint.promised"))))
	words := w.Say("field.gave")
	if pieces := w.pieceField(f); pieces != nil {
		blocks, words = append(blocks, pieces...), w.Say("value.inWords")
	}
	blocks = append(blocks, optional(BlockGave, words, textInput(in.Gave, w.Say("hint.gave"))))
	if in.Value != "" && !f.asksAmount() && !f.newLead() { // else the amount, or the new lead's own field, has it
		blocks = append(blocks, optional(BlockValue, w.Say("field.value"), textInput(in.Value, w.Say("hint.money"))))
	}
	if in.Channel == followup.Call || in.Channel == followup.Video || in.Minutes > 0 {
		minutes := slack.NewNumberInputBlockElement(nil, actInput, false).WithMinValue("0").WithMaxValue("1440")
		if in.Minutes > 0 {
			minutes.InitialValue = strconv.Itoa(in.Minutes)
		}
		blocks = append(blocks, optional(BlockMinutes, w.Say("field.minutes"), minutes))
	}
	at := in.At
	if at.IsZero() {
		at = f.Now
	}
	return append(blocks, optional(BlockWhen, w.Say("field.when"), instant(at)))
}

// cadenceField offers to start a cadence with the touch, to a lead that runs on none.
func (w View) cadenceField(f LogForm) []slack.Block {
	if len(f.Cadences) == 0 || f.Meta.Edit != 0 || (f.Lead != nil && f.Lead.Lead.Enrolment != nil) {
		return nil
	}
	chosen := ""
	if f.Input.Cadence.Key != "" {
		chosen = f.Input.Cadence.Encode()
	}
	return []slack.Block{optional(BlockForm, w.Say("field.cadence"), choice(ActForm, w.Say("hint.cadence"), chosen, w.formOptions(f.Cadences))).
		WithDispatchAction(true)}
}
