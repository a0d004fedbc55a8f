package slackbot

import (
	"context"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// submitRoutes says who takes which form.
func (b *Bot) submitRoutes() map[string]handler {
	return map[string]handler{
		view.FormLog:      b.submitLog,
		view.FormPark:     b.submitPark,
		view.FormAdd:      b.submitAdd,
		view.FormMove:     b.submitMove,
		view.FormSettings: b.submitSettings,
		view.FormTeam:     b.submitTeam,
		view.FormReassign: b.submitReassign,
		view.FormContact:  b.submitContact,
		view.FormNudge:    b.submitNudge,
		view.FormMerge:    b.submitMerge,
		view.FormDetails:  b.submitDetails,
		view.FormSnooze:   b.submitSnooze,
		view.FormClose:    b.submitClose,
		view.FormHandOver: b.submitHandOver,
		view.FormCadence:  b.submitCadence,
		view.FormImport:   b.submitImport,
		view.FormCopy:     b.submitCopy,
		view.FormMigrate:  b.submitMigrate,
		view.FormCourse:   b.submitCourse,
		view.FormForget:   b.submitForget,
		view.FormSignal:   b.submitSignal,

		view.FormSpread:    b.submitSpread,
		view.FormSnoozeAll: b.submitSnoozeAll,
		view.FormHandOne:   b.submitHandOne,
		view.FormAway:      b.submitAway,
		view.FormSay:       b.submitSay,
		view.FormPageEdit:  b.submitPage,
		view.FormPiece:     b.submitPiece,
	}
}

// responseURLLives is how long Slack takes answers through a response URL, a little less.
const responseURLLives = 29 * time.Minute

// submitted answers a form whose use case went through: all forms close and the receipt goes where the flow began. Where that was a
// message of ours, its row is the receipt; without any place left the receipt is a direct message.
func (b *Bot) submitted(ctx context.Context, r *request, receipt digest.Receipt, err error) (answer, error) {
	if err != nil {
		return answer{}, err
	}
	done := answer{clear: true, changed: true}
	if b.redraw(ctx, r) {
		return done, nil
	}
	if b.told(receipt) {
		return done, nil
	}
	m := r.view.Receipt(receipt, r.User)
	return b.tellBack(ctx, r, m), nil
}

// tellBack closes all forms and says something where the flow of the submitted one began: in place of the question that a message was
// answered with, below another answer that stays, else only to the person.
func (b *Bot) tellBack(ctx context.Context, r *request, m view.Message) answer {
	a := answer{clear: true, changed: true, tell: &m, over: r.meta.Over || r.meta.From == followup.FromMessage}
	if a.over || r.meta.Message == nil {
		a.url = b.responseURLOf(ctx, r)
	}
	return a
}

// told reports whether the same request was carried out a moment ago: then that one tells. Later it is somebody who heard nothing
// and asks again.
func (b *Bot) told(receipt digest.Receipt) bool {
	return receipt.Repeated && b.Clock.Since(receipt.Event.At) < slackWaits
}

// responseURLOf returns where the flow of a form began, if it can still be answered there.
func (b *Bot) responseURLOf(ctx context.Context, r *request) string {
	if r.meta.Draft == 0 {
		return ""
	}
	draft, err := b.Tracker.Draft(ctx, r.Actor, tracker.DraftID(r.meta.Draft))
	if err != nil || b.Clock.Since(draft.MadeAt) > responseURLLives {
		return ""
	}
	return draft.ResponseURL
}

// refuse keeps a form open with what is wrong, by field.
func refuse(r *request, wrong map[string]string) answer {
	byBlock := make(map[string]string, len(wrong))
	for field, sentence := range wrong {
		byBlock[view.BlockIn(r.form.State, field)] = sentence
	}
	return answer{errors: byBlock}
}

// seen is the recall a form or button was shown with; nil where it was shown with none.
func seen(v view.Value) *tracker.Seen {
	if v.Recall == 0 {
		return nil
	}
	return &tracker.Seen{Recall: v.Recall, Version: v.Version}
}

// target is the lead a button or form is about.
func target(v view.Value) tracker.Target { return tracker.Target{Lead: v.Lead, Seen: seen(v)} }

// lasting is the pressed message where it is one that stays, so that it can be drawn again.
func (r *request) lasting() *view.MessageRef {
	if r.form != nil {
		return r.meta.Message
	}
	if r.ephemeral {
		return nil
	}
	return r.message
}

// isZone reports whether there is a time zone of that name.
func isZone(name string) bool {
	loc, err := time.LoadLocation(name)
	return err == nil && name != "" && loc.String() != "Local"
}
