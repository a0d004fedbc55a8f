package view

import (
	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// SnoozeForm asks until when a lead is to be out of sight.
type SnoozeForm struct {
	Meta  Meta
	Lead  followup.Lead
	Rep   followup.Rep // in whose calendar the time is
	Until calendar.Date
	At    *calendar.TimeOfDay // nil: when that day begins
	Note  string
}

// SnoozeModal corrects a snooze. ReadMove reads it.
func (w View) SnoozeModal(f SnoozeForm) slack.ModalViewRequest {
	return w.correction(FormSnooze, f.Meta,
		rich("about", line(bold(w.title(f.Lead)))),
		hinted(input(BlockMoveDate, w.Say("edit.snoozeUntil"), dates(f.Until)), w.Say("hint.zone", "city", city(f.Rep.Location()))),
		hinted(optional(BlockNextTime, w.Say("field.at"), times(f.At)), w.Say("edit.dayBegins")),
		optional(BlockNote, w.Say("field.note"), paragraph(f.Note, w.Say("hint.moveNote"))),
	)
}

// CloseForm asks how a lead ended.
type CloseForm struct {
	Meta  Meta
	Lead  followup.Lead
	Input NextInput // its Kind, Value and Reason
}

// CloseModal corrects how a lead ended. Choosing how draws it again.
func (w View) CloseModal(f CloseForm) slack.ModalViewRequest {
	in := f.Input
	blocks := []slack.Block{
		rich("about", line(bold(w.title(f.Lead)))),
		input(BlockNextKind, w.Say("edit.ended"), choice(ActNextKind, w.Say("hint.nextKind"), string(in.Kind), []*slack.OptionBlockObject{
			option(string(followup.NextWon), w.Say("choice.won")),
			option(string(followup.NextLost), w.Say("choice.lost")),
			option(string(followup.NextStop), w.Say("button.never")),
		})).WithDispatchAction(true),
	}
	if in.Kind == followup.NextWon {
		blocks = append(blocks, optional(BlockAmount, w.Say("field.amount"), textInput(in.Value, w.Say("hint.money"))))
	}
	return w.correction(FormClose, f.Meta, append(blocks, optional(BlockReason, w.Say("field.reason"), textInput(in.Reason, w.Say("hint.reason"))))...)
}

// ReadClose reads a close form.
func ReadClose(state *slack.ViewState) NextInput {
	f := fields{state}
	return NextInput{Kind: followup.NextKind(f.chosen(BlockNextKind)), Value: f.text(BlockAmount), Reason: f.text(BlockReason)}
}

// HandOverForm asks whom a lead goes to.
type HandOverForm struct {
	Meta Meta
	Lead followup.Lead // as it was before it was given to anybody
	From string        // name of whose it was
	To   followup.UserID
}

// HandOverModal corrects a handover of one lead. ReadReassign reads it.
func (w View) HandOverModal(f HandOverForm) slack.ModalViewRequest {
	return w.correction(FormHandOver, f.Meta,
		rich("about", line(bold(w.title(f.Lead)), plain(around(dot, w.Say("card.owner", "name", nameOr(f.From, w.Say("who.teammate"))), "")))),
		input(BlockTo, w.Say("field.to"), w.person(f.To)),
	)
}

// correction is a form that only corrects.
func (w View) correction(id string, meta Meta, blocks ...slack.Block) slack.ModalViewRequest {
	return modal(id, w.Say("edit.title"), w.Say("button.save"), w.Say("button.cancel"), meta, blocks)
}
