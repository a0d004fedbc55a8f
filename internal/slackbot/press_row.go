package slackbot

import (
	"context"
	"fmt"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/delivery"
	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// pressDone opens the log form for a row's lead. Where the row is out of date it says so and has the row redrawn.
func (b *Bot) pressDone(ctx context.Context, r *request) (answer, error) {
	lead, _, err := b.Tracker.CheckFresh(ctx, r.Actor, target(r.pressed))
	if err != nil {
		return b.settledBadly(ctx, r, err)
	}
	in := view.LogInput{}
	if lead.Recall != nil {
		in.Channel = lead.Recall.Channel
	}
	return b.openLog(ctx, r, view.LeadChoice{ID: lead.ID}, in)
}

// pressQuick logs a one-tap outcome. One that asks for more (a date, a reason) opens its form.
func (b *Bot) pressQuick(ctx context.Context, r *request) (answer, error) {
	q, ok := view.ParseQuickValue(r.value)
	if !ok {
		return answer{}, fmt.Errorf("quick value %q not understood", r.value)
	}
	r.pressed = q.Value
	if q.Outcome == followup.NotNow {
		return b.pressPark(ctx, r)
	}
	receipt, err := b.Tracker.Log(ctx, r.Actor, tracker.Log{
		Lead: q.Lead, Seen: seen(q.Value), Channel: q.Channel, Outcome: q.Outcome,
	})
	done, err := b.settled(ctx, r, receipt, err)
	if err == nil && done.tell == nil && done.replace == nil {
		if m, ok := r.view.CompanyOffer(receipt); ok {
			done.tell = &m
		}
	}
	return done, err
}

// settled answers a press that changed a lead: a digest is redrawn, a message that answered somebody becomes the receipt.
func (b *Bot) settled(ctx context.Context, r *request, receipt digest.Receipt, err error) (answer, error) {
	if err != nil {
		return b.settledBadly(ctx, r, err)
	}
	done := answer{changed: true}
	if r.form != nil { // pressed in a card or list: its form is drawn again
		return b.redrawForm(ctx, r, receipt)
	}
	if b.redraw(ctx, r) {
		return done, nil
	}
	if b.told(receipt) {
		return done, nil
	}
	m, err := b.afterPress(ctx, r, receipt)
	done.replace = &m
	return done, err
}

// editPressed shows in the pressed message what the press changed, through its response URL: Slack limits edits by chat.update to fifty a
// minute in the whole workspace, and these not at all. Where it doesn't succeed the outbox edits. The number of the delivery, which
// travels with a message, may get lost in it; where the message stands is stored by then.
func (b *Bot) editPressed(ctx context.Context, r *request) {
	if b.Edit == nil || r.message == nil || r.form != nil || r.ephemeral || r.responseURL == "" {
		return
	}
	_, err := b.Edit(ctx, r.Workspace, string(r.message.Channel), r.message.TS, func(ctx context.Context, i delivery.Item) error {
		m, _, err := b.render(ctx, i)
		if err != nil {
			return err
		}
		return b.respond(ctx, r, r.responseURL, m, true)
	})
	if err != nil {
		b.Log.InfoContext(ctx, "pressed message not edited through its response url, the outbox will", "error", err)
	}
}

// settledBadly has the message redrawn whose button was out of date; the error is explained by the caller.
func (b *Bot) settledBadly(ctx context.Context, r *request, err error) (answer, error) {
	b.redraw(ctx, r)
	return answer{}, err
}

// afterPress is what replaces a message that answered somebody: today's list stays a list below the receipt, and so does a card whose
// contacts were changed; everything else becomes the receipt.
func (b *Bot) afterPress(ctx context.Context, r *request, receipt digest.Receipt) (view.Message, error) {
	if view.OnContact(r.block) {
		return b.cardBelow(ctx, r, receipt)
	}
	if !view.OnList(r.block) {
		return r.view.Receipt(receipt, r.User), nil
	}
	rep, err := b.Tracker.Settings(ctx, r.Actor)
	if err != nil {
		return view.Message{}, err
	}
	m, err := b.todayMessage(ctx, r, rep)
	m.Blocks = r.view.OnTop(receipt, r.User, m.Blocks)
	return m, err
}

// pressSnooze hides a row until the chosen time, or asks for another date.
func (b *Bot) pressSnooze(ctx context.Context, r *request) (answer, error) {
	s, ok := view.ParseSnoozeValue(r.value)
	if !ok {
		return answer{}, fmt.Errorf("snooze value %q not understood", r.value)
	}
	r.pressed = s.Value
	if s.Until.IsZero() {
		return b.openMove(ctx, r, s.Lead, view.MoveInput{})
	}
	receipt, err := b.Tracker.Snooze(ctx, r.Actor, target(s.Value), s.Until, "")
	return b.settled(ctx, r, receipt, err)
}

func (b *Bot) pressUndo(ctx context.Context, r *request) (answer, error) {
	receipt, err := b.Tracker.Undo(ctx, r.Actor, r.pressed.Event)
	return b.settled(ctx, r, receipt, err)
}

func (b *Bot) pressUndoBatch(ctx context.Context, r *request) (answer, error) {
	receipt, err := b.Tracker.UndoBatch(ctx, r.Actor, r.pressed.Event)
	done, err := b.settled(ctx, r, receipt, err)
	if err == nil && r.onHome() && receipt.Batch != nil && len(receipt.Batch.Left) > 0 { // Home shows nothing of those
		m := r.view.Receipt(receipt, r.User)
		done.tell = &m
	}
	return done, err
}

func (b *Bot) pressClose(ctx context.Context, r *request) (answer, error) {
	c, ok := view.ParseCloseValue(r.value)
	if !ok {
		return answer{}, fmt.Errorf("close value %q not understood", r.value)
	}
	r.pressed = c.Value
	receipt, err := b.Tracker.Close(ctx, r.Actor, target(c.Value), followup.NextStep{Kind: c.Kind})
	return b.settled(ctx, r, receipt, err)
}

// redrawForm draws the form again in which a button changed a lead.
func (b *Bot) redrawForm(ctx context.Context, r *request, receipt digest.Receipt) (answer, error) {
	done := answer{changed: true}
	if r.form.Type == slack.VTHomeTab {
		return done, nil
	}
	switch r.form.CallbackID {
	case view.FormCard:
		card, err := b.Tracker.Card(ctx, r.Actor, receipt.Lead.ID, 0)
		if err != nil {
			return done, err
		}
		modal := r.view.CardModal(card)
		done.update = &modal
	case view.FormList:
		modal, err := b.listModal(ctx, r, r.meta.Page)
		if err != nil {
			return done, err
		}
		modal.Blocks.BlockSet = r.view.OnTop(receipt, r.User, modal.Blocks.BlockSet)
		done.update = &modal
	case view.FormNotice:
		modal := r.view.Notice(r.view.Receipt(receipt, r.User))
		done.update = &modal
	}
	return done, nil
}
