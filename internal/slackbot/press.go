package slackbot

import (
	"context"
	"fmt"
	"strconv"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/quicklog"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// pressRoutes says who serves which button, menu or input that sends something.
func (b *Bot) pressRoutes() map[string]handler {
	return map[string]handler{
		view.ActDone:      b.pressDone,
		view.ActQuick:     b.pressQuick,
		view.ActSnooze:    b.pressSnooze,
		view.ActUndo:      b.pressUndo,
		view.ActCard:      b.pressCard,
		view.ActCardPick:  b.pressCard,
		view.ActCardPage:  b.pressCard,
		view.ActList:      b.pressList,
		view.ActListPage:  b.pressList,
		view.ActListBack:  b.pressList,
		view.ActCardBack:  b.pressCard,
		view.ActMore:      b.pressMore,
		view.ActOldPage:   b.openOverdue,
		view.ActOldBack:   b.openOverdue,
		view.ActLogForm:   b.pressLogForm,
		view.ActAddForm:   b.pressAddForm,
		view.ActParkForm:  b.pressPark,
		view.ActMoveForm:  b.pressMove,
		view.ActSettings:  b.openSettings,
		view.ActTeamForm:  b.openTeam,
		view.ActHelp:      b.pressHelp,
		view.ActRerun:     b.rerun,
		view.ActPickLead:  b.pickLead,
		view.ActAddAnyway: b.addAnyway,
		view.ActOverdue:   b.openOverdue,
		view.ActReassign:  b.openReassign,
		view.ActClose:     b.pressClose,
		view.ActLead:      b.refreshForm,
		view.ActOutcome:   b.refreshLog,
		view.ActChannel:   b.refreshLog,
		view.ActNextKind:  b.refreshLog,
		view.ActWake:      b.refreshForm,
		view.ActRepFrom:   b.refreshReassign,
	}
}

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
	return b.settled(ctx, r, receipt, err)
}

// settled answers a press that changed a lead: a lasting message is redrawn, one that only its reader sees becomes the receipt.
func (b *Bot) settled(ctx context.Context, r *request, receipt digest.Receipt, err error) (answer, error) {
	if err != nil {
		return b.settledBadly(ctx, r, err)
	}
	done := answer{changed: true}
	if r.form != nil { // pressed in a card or list: its form is drawn again
		return b.redrawForm(ctx, r, receipt)
	}
	if r.lasting() != nil {
		b.redraw(ctx, r)
		return done, nil
	}
	if b.told(receipt) {
		return done, nil
	}
	m, err := b.afterPress(ctx, r, receipt)
	done.replace = &m
	return done, err
}

// settledBadly has the message redrawn whose button was out of date; the error is explained by the caller.
func (b *Bot) settledBadly(ctx context.Context, r *request, err error) (answer, error) {
	b.redraw(ctx, r)
	return answer{}, err
}

// afterPress is what replaces a message that only its reader sees: today's list stays a list below the receipt, everything else becomes
// the receipt.
func (b *Bot) afterPress(ctx context.Context, r *request, receipt digest.Receipt) (view.Message, error) {
	if !view.OnList(r.block) {
		return view.Receipt(receipt, r.User), nil
	}
	rep, err := b.Tracker.Settings(ctx, r.Actor)
	if err != nil {
		return view.Message{}, err
	}
	m, err := b.todayMessage(ctx, r, rep)
	m.Blocks = view.OnTop(receipt, r.User, m.Blocks)
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
		return b.openMove(ctx, r, s.Lead)
	}
	receipt, err := b.Tracker.Snooze(ctx, r.Actor, target(s.Value), s.Until)
	return b.settled(ctx, r, receipt, err)
}

func (b *Bot) pressUndo(ctx context.Context, r *request) (answer, error) {
	receipt, err := b.Tracker.Undo(ctx, r.Actor, r.pressed.Event)
	return b.settled(ctx, r, receipt, err)
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

// pressCard shows a lead's card: as a form on top of a message, in place of a page that is turned.
func (b *Bot) pressCard(ctx context.Context, r *request) (answer, error) {
	if id, err := strconv.ParseInt(r.value, 10, 64); err == nil {
		r.pressed.Lead = followup.LeadID(id)
	}
	card, err := b.Tracker.Card(ctx, r.Actor, r.pressed.Lead, r.pressed.Page)
	if err != nil {
		return answer{}, err
	}
	modal := view.CardModal(card)
	if isModal(r.form) && (r.name == view.ActCardPage || r.name == view.ActCardBack) {
		return answer{update: &modal}, nil
	}
	return answer{open: &modal}, nil
}

// redrawForm draws the form again in which a button changed a lead.
func (b *Bot) redrawForm(ctx context.Context, r *request, receipt digest.Receipt) (answer, error) {
	done := answer{changed: true}
	if r.form.Type == slack.VTHomeTab {
		home, err := b.homeAnswer(ctx, r)
		home.changed = true
		return home, err
	}
	switch r.form.CallbackID {
	case view.FormCard:
		card, err := b.Tracker.Card(ctx, r.Actor, receipt.Lead.ID, 0)
		if err != nil {
			return done, err
		}
		modal := view.CardModal(card)
		done.update = &modal
	case view.FormList:
		modal, err := b.listModal(ctx, r, r.meta.Page)
		if err != nil {
			return done, err
		}
		modal.Blocks.BlockSet = view.OnTop(receipt, r.User, modal.Blocks.BlockSet)
		done.update = &modal
	}
	return done, nil
}

// pressList opens today's whole list, or turns its page.
func (b *Bot) pressList(ctx context.Context, r *request) (answer, error) {
	modal, err := b.listModal(ctx, r, r.pressed.Page)
	if err != nil {
		return answer{}, err
	}
	if isModal(r.form) {
		return answer{update: &modal}, nil
	}
	return answer{open: &modal}, nil
}

// listModal is a page of today's whole list.
func (b *Bot) listModal(ctx context.Context, r *request, page int) (slack.ModalViewRequest, error) {
	day, err := b.Tracker.Today(ctx, r.Actor)
	if err != nil {
		return slack.ModalViewRequest{}, err
	}
	return view.ListModal(day, page), nil
}

func (b *Bot) pressLogForm(ctx context.Context, r *request) (answer, error) {
	return b.openLog(ctx, r, view.LeadChoice{ID: r.pressed.Lead}, view.LogInput{})
}

// pressAddForm opens the form for a new lead, prefilled with what was typed where a question led here.
func (b *Bot) pressAddForm(ctx context.Context, r *request) (answer, error) {
	rep, err := b.Tracker.Settings(ctx, r.Actor)
	if err != nil {
		return answer{}, err
	}
	in := view.NewLeadInput{}
	if r.pressed.Draft != 0 {
		draft, err := b.Tracker.Draft(ctx, r.Actor, tracker.DraftID(r.pressed.Draft))
		if err != nil {
			return answer{}, err
		}
		r.typed = draft.Typed
		if c, err := quicklog.Parse(r.typed, b.typing(rep)); err == nil {
			in = addInput(c)
		}
	}
	return b.openAdd(ctx, r, rep, in)
}

// pressMore serves the menu of what is needed rarely.
func (b *Bot) pressMore(ctx context.Context, r *request) (answer, error) {
	if r.value == view.ActSettings {
		return b.openSettings(ctx, r)
	}
	return b.pressHelp(ctx, r)
}

func (b *Bot) pressPark(ctx context.Context, r *request) (answer, error) {
	if r.pressed.Lead == 0 {
		return b.openPark(ctx, r, nil, view.ParkInput{})
	}
	lead, err := b.match(ctx, r, r.pressed.Lead)
	if err != nil {
		return answer{}, err
	}
	return b.openPark(ctx, r, &lead, view.ParkInput{})
}

func (b *Bot) pressMove(ctx context.Context, r *request) (answer, error) {
	return b.openMove(ctx, r, r.pressed.Lead)
}

func (b *Bot) pressHelp(ctx context.Context, r *request) (answer, error) {
	return b.help(ctx, r, followup.Rep{}, quicklog.Command{})
}

// refreshForm redraws the form in which a lead or a wake date was chosen.
func (b *Bot) refreshForm(ctx context.Context, r *request) (answer, error) {
	if r.form.CallbackID == view.FormPark {
		return b.refreshPark(ctx, r)
	}
	return b.refreshLog(ctx, r)
}

// typeaheadLimit is how many leads a typeahead offers.
const typeaheadLimit = 20

// suggest serves the typeahead of leads.
func (b *Bot) suggest(ctx context.Context, r *request) (answer, error) {
	found, err := b.Tracker.Find(ctx, r.Actor, r.value, typeaheadLimit)
	if err != nil {
		return answer{}, err
	}
	loc, err := b.location(ctx, r)
	if err != nil {
		return answer{}, err
	}
	mayAdd := r.form != nil && r.form.CallbackID == view.FormLog
	options := view.LeadOptions(found, r.value, mayAdd, b.Clock.Now().In(loc))
	return answer{options: &options}, nil
}
