package view

import (
	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// cardActions is what the viewer may do: everything with their own leads, log on others'.
func (w View) cardActions(c digest.Card) []slack.Block {
	l, v := c.Lead, ValueOf(c.Lead).Encode()
	if l.State == followup.DoNotContact {
		var erase []slack.BlockElement
		if c.MayForget {
			erase = append(erase, w.forgetButton(l))
		}
		return w.cardUndo(c, erase)
	}
	buttons := []slack.BlockElement{w.onLead(l, primary(ActDone, w.Say("button.logATouch"), v))}
	if maySay(l) {
		buttons = append(buttons, w.sayButton(l))
	}
	if mayReply(l) {
		buttons = append(buttons, w.replyButton(l, c.Last))
	}
	buttons = append(buttons, w.prepButton(l)...)
	if !c.Mine && !c.MayDecide {
		return w.cardUndo(c, buttons)
	}
	if l.State == followup.Active && c.Stand.Echo {
		buttons = append(buttons, w.onLead(l, button(ActRest, w.Say("button.rest"), ValueOf(l).Encode())))
	}
	buttons = append(buttons, w.owedButtons(l, c.Owed, false)...)
	if toRebook(l, c.Last) {
		buttons = append(buttons, w.rebookButton(l))
	}
	if l.State.Open() {
		buttons = append(buttons, w.onLead(l, button(ActParkForm, w.Say("button.parkForm"), v)), w.onLead(l, button(ActMoveForm, w.Say("button.moveForm"), v)))
	}
	if l.State == followup.Active && !l.Recall.Due.After(w.cardEye(c).today()) {
		buttons = append(buttons, w.snoozeMenu(l, c.Owner, c.Now))
	}
	if l.State.Open() {
		buttons = append(buttons, w.closeMenu(l))
	}
	return w.cardUndo(c, append(buttons, w.addContactButton(l), w.cardMenu(l)))
}

// cardUndo adds the way back where there is one.
func (w View) cardUndo(c digest.Card, buttons []slack.BlockElement) []slack.Block {
	if c.UndoEvent != 0 {
		buttons = append(buttons, w.undoButton(c.Lead, c.UndoEvent))
		if c.Editable {
			buttons = append(buttons, w.editButton(c.Lead, c.UndoEvent))
		}
	}
	if len(buttons) == 0 {
		return nil
	}
	return []slack.Block{actions(rowID("card_do", c.Lead), buttons...)}
}

// closeMenu ends a lead, after asking once more.
func (w View) closeMenu(l followup.Lead) slack.BlockElement {
	v := ValueOf(l)
	return menu(ActClose, w.Say("button.closeAs"),
		option(CloseValue{v, followup.NextWon}.Encode(), w.Say("button.won")),
		option(CloseValue{v, followup.NextLost}.Encode(), w.Say("button.lost")),
		option(CloseValue{v, followup.NextStop}.Encode(), w.Say("button.never")),
	).WithConfirm(slack.NewConfirmationBlockObject(
		text(w.Say("card.confirmClose"), 100), text(w.Say("card.confirmCloseText", "lead", w.title(l)), maxConfirm),
		text(w.Say("button.closeIt"), 30), text(w.Say("button.no"), 30),
	))
}
