package view

import (
	"cmp"
	"strconv"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/followup"
)

// LogModal asks what happened and what follows. What is used most stands on top; the next step appears with the outcome, filled
// in as suggested. Drawing it again with what was read from it loses nothing.
func LogModal(f LogForm) slack.ModalViewRequest {
	in := f.Input
	if !in.Outcome.Fits(in.Channel) {
		in.Outcome = ""
	}
	f.Input = in
	blocks := append(notice(f.Notice), known(f.Duplicates, f.Now.In(f.Rep.Location()))...)
	if units(in.Note) > MaxInput {
		blocks = append(blocks, aside("cut", wordNoteCut))
	}
	blocks = append(blocks, leadField(f.Lead, &f.Meta, in.New.Name, f.Now.In(f.Rep.Location())))
	if f.newLead() {
		blocks = append(blocks, nameFields(in.New)...)
		blocks = append(blocks, zoneField(in.New.Zone))
	}
	blocks = append(blocks, touchFields(in)...)
	if in.Outcome != "" {
		blocks = append(blocks, nextFields(f)...)
	}
	blocks = append(blocks, detailFields(f)...)
	return modal(FormLog, titleLog, labelLogIt, labelCancel, f.Meta, blocks)
}

// newLead reports whether the form is about a lead to be added.
func (f LogForm) newLead() bool { return f.Lead == nil && f.Meta.New }

// asksAmount reports whether the next step is a win, which asks for its amount itself.
func (f LogForm) asksAmount() bool {
	return f.Input.Outcome != "" && cmp.Or(f.Input.Next.Kind, f.Suggested.Kind) == followup.NextWon
}

// touchFields ask how it was tried, what came of it, and what was said.
func touchFields(in LogInput) []slack.Block {
	return []slack.Block{
		input(BlockChannel, labelChannel, choice(ActChannel, hintChannel, string(in.Channel), channelOptions())).WithDispatchAction(true),
		input(versioned(BlockOutcome, string(in.Channel)), labelOutcome,
			choice(ActOutcome, hintOutcome, string(in.Outcome), outcomeOptions(in.Channel))).WithDispatchAction(true),
		optional(BlockNote, labelNote, paragraph(in.Note, hintNote)),
	}
}

// detailFields ask what is needed less often.
func detailFields(f LogForm) []slack.Block {
	in := f.Input
	blocks := []slack.Block{
		optional(BlockPromised, labelPromised, words(in.Promised, hintPromised)),
		optional(BlockGave, labelGave, words(in.Gave, hintGave)),
	}
	if in.Value != "" && !f.asksAmount() && !f.newLead() { // else the amount, or the new lead's own field, has it
		blocks = append(blocks, optional(BlockValue, labelValue, words(in.Value, hintMoney)))
	}
	if in.Channel == followup.Call || in.Channel == followup.Video || in.Minutes > 0 {
		minutes := slack.NewNumberInputBlockElement(nil, actInput, false).WithMinValue("0").WithMaxValue("1440")
		if in.Minutes > 0 {
			minutes.InitialValue = strconv.Itoa(in.Minutes)
		}
		blocks = append(blocks, optional(BlockMinutes, labelMinutes, minutes))
	}
	at := in.At
	if at.IsZero() {
		at = f.Now
	}
	return append(blocks, optional(BlockWhen, labelWhen, instant(at)))
}
