package view

import (
	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// cardActions is what the viewer may do: everything with their own leads, log on others'.
func cardActions(c digest.Card) []slack.Block {
	l, v := c.Lead, ValueOf(c.Lead).Encode()
	if l.State == followup.DoNotContact {
		return cardUndo(c, nil)
	}
	buttons := []slack.BlockElement{primary(ActDone, labelLogATouch, v)}
	if !c.Mine && !c.MayDecide {
		return cardUndo(c, buttons)
	}
	if l.State.Open() {
		buttons = append(buttons, button(ActParkForm, labelParkForm, v), button(ActMoveForm, labelMoveForm, v))
	}
	if l.State == followup.Active && !l.Recall.Due.After(cardEye(c).today()) {
		buttons = append(buttons, snoozeMenu(l, followup.Rep{Person: c.Owner, Week: calendar.MondayToFriday}, c.Now))
	}
	if l.State.Open() {
		buttons = append(buttons, closeMenu(l))
	}
	return cardUndo(c, buttons)
}

// cardUndo adds the way back where there is one.
func cardUndo(c digest.Card, buttons []slack.BlockElement) []slack.Block {
	if c.UndoEvent != 0 {
		buttons = append(buttons, undoButton(c.Lead.ID, c.UndoEvent))
	}
	if len(buttons) == 0 {
		return nil
	}
	return []slack.Block{actions(rowID("card_do", c.Lead), buttons...)}
}

// closeMenu ends a lead, after asking once more.
func closeMenu(l followup.Lead) slack.BlockElement {
	v := ValueOf(l)
	return menu(ActClose, labelCloseAs,
		option(CloseValue{v, followup.NextWon}.Encode(), labelWon),
		option(CloseValue{v, followup.NextLost}.Encode(), labelLost),
		option(CloseValue{v, followup.NextStop}.Encode(), labelNever),
	).WithConfirm(slack.NewConfirmationBlockObject(
		text(confirmClose, 100), text(fill(confirmCloseText, "lead", title(l)), maxConfirm),
		text(labelCloseIt, 30), text(labelNo, 30),
	))
}
