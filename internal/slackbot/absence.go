package slackbot

import (
	"context"
	"errors"

	"github.com/followup-bot/followup/internal/delivery"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/quicklog"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// awayTyped serves `/followup away …`: without a last day it asks for it.
func (b *Bot) awayTyped(ctx context.Context, r *request, rep followup.Rep, c quicklog.Command) (answer, error) {
	if c.When.IsZero() {
		return b.awayForm(ctx, r, rep, view.AwayInput{From: c.From.Date, Cover: c.Mention})
	}
	told, err := b.Tracker.SayAway(ctx, r.Actor, tracker.AbsenceWish{From: c.From.Date, Until: c.When.Date, Cover: c.Mention})
	if err != nil {
		return answer{}, err
	}
	m := r.view.Away(told)
	return answer{tell: &m, changed: true}, nil
}

// backTyped serves `/followup back`.
func (b *Bot) backTyped(ctx context.Context, r *request, _ followup.Rep, _ quicklog.Command) (answer, error) {
	return b.pressBack(ctx, r)
}

// pressBack ends the person's absence.
func (b *Bot) pressBack(ctx context.Context, r *request) (answer, error) {
	told, err := b.Tracker.ComeBack(ctx, r.Actor)
	if err != nil {
		return answer{}, err
	}
	m := r.view.Away(told)
	if isModal(r.form) {
		notice := r.view.Notice(m)
		return answer{update: &notice, changed: true}, nil
	}
	return answer{tell: &m, changed: true}, nil
}

// pressAway opens the form of the person's absence.
func (b *Bot) pressAway(ctx context.Context, r *request) (answer, error) {
	rep, err := b.Tracker.Settings(ctx, r.Actor)
	if err != nil {
		return answer{}, err
	}
	return b.awayForm(ctx, r, rep, view.AwayInput{})
}

// awayForm opens the form with what was said, else with the absence that is noted.
func (b *Bot) awayForm(ctx context.Context, r *request, rep followup.Rep, in view.AwayInput) (answer, error) {
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	today := b.todayOf(rep)
	if a := rep.Away; a.Ahead(today) {
		if in.From.IsZero() && a.From.After(today) {
			in.From = a.From
		}
		if in.Cover == "" {
			in.Cover = a.Cover
		}
		in.Until = a.Until
	}
	if in.From.IsZero() {
		in.From = today
	}
	form := view.AwayForm{Meta: view.Meta{Value: view.Value{Draft: int64(draft)}}, Rep: rep, AwayInput: in}
	modal := r.view.AwayModal(form)
	return answer{open: &modal}, nil
}

func (b *Bot) submitAway(ctx context.Context, r *request) (answer, error) {
	in := view.ReadAway(r.form.State)
	if in.Until.IsZero() {
		return refuse(r, map[string]string{view.BlockAwayUntil: r.view.Missing()}), nil
	}
	told, err := b.Tracker.SayAway(ctx, r.Actor, tracker.AbsenceWish{From: in.From, Until: in.Until, Cover: in.Cover})
	if err != nil {
		return answer{}, err
	}
	return b.tellBack(ctx, r, r.view.Away(told)), nil
}

// renderCover hands over to who covers; nothing first to who no longer does.
func (b *Bot) renderCover(ctx context.Context, i delivery.Item) (view.Message, bool, error) {
	h, err := b.Tracker.HandOver(ctx, i.Workspace, i.Subject, followup.UserID(i.Recipient))
	switch {
	case errors.Is(err, tracker.ErrNotFound):
		return view.Message{}, false, nil
	case err != nil:
		return view.Message{}, false, err
	case h.Ended && !i.Posted(), !h.To.FullMember():
		return view.Message{}, false, nil
	default:
		return b.viewOf(ctx, h.To.ID).HandOver(h), true, nil
	}
}

// renderWelcome greets who is back, once: it isn't drawn again.
func (b *Bot) renderWelcome(ctx context.Context, i delivery.Item) (view.Message, bool, error) {
	w, err := b.Tracker.Welcome(ctx, i.Workspace, i.Subject)
	switch {
	case errors.Is(err, tracker.ErrNotFound):
		return view.Message{}, false, nil
	case err != nil:
		return view.Message{}, false, err
	case !w.Rep.FullMember(), i.Posted():
		return view.Message{}, false, nil
	default:
		return b.viewOf(ctx, w.Rep.ID).WelcomeBack(w), true, nil
	}
}

// renderLeft tells who decides of somebody who left; nothing first where all was handed over meanwhile.
func (b *Bot) renderLeft(ctx context.Context, i delivery.Item) (view.Message, bool, error) {
	l, err := b.Tracker.Leaver(ctx, i.Workspace, followup.UserID(i.Subject), followup.UserID(i.Recipient))
	switch {
	case errors.Is(err, tracker.ErrNotFound):
		return view.Message{}, false, nil
	case err != nil:
		return view.Message{}, false, err
	case !l.To.FullMember(), !i.Posted() && (l.All == 0 || l.Person.FullMember()):
		return view.Message{}, false, nil
	default:
		return b.viewOf(ctx, l.To.ID).Leaver(l), true, nil
	}
}

// renderUncovered tells of a cover who left; nothing first where somebody else covers meanwhile.
func (b *Bot) renderUncovered(ctx context.Context, i delivery.Item) (view.Message, bool, error) {
	u, err := b.Tracker.Uncovered(ctx, i.Workspace, i.Subject)
	switch {
	case errors.Is(err, tracker.ErrNotFound):
		return view.Message{}, false, nil
	case err != nil:
		return view.Message{}, false, err
	case u.Settled && !i.Posted():
		return view.Message{}, false, nil
	default:
		to := followup.UserID(i.Recipient)
		return b.viewOf(ctx, to).Uncovered(u, to), true, nil
	}
}

// absenceSentence finds the words for an absence that can't be; ok is false for any other error.
func (b *Bot) absenceSentence(ctx context.Context, r *request, err error) (sentence string, ok bool) {
	var cover tracker.CoverError
	switch {
	case errors.As(err, &cover) && cover.Self:
		return r.view.Say("away.coverSelf"), true
	case errors.As(err, &cover) && cover.Away != nil:
		return r.view.CoverAway(cover.Name, *cover.Away, b.nowOf(ctx, r)), true
	case errors.As(err, &cover):
		return r.view.Say("away.coverNo", "name", cover.Name), true
	case errors.Is(err, tracker.ErrNotAway):
		return r.view.Say("away.notAway"), true
	case errors.Is(err, tracker.ErrEndsBeforeItBegins):
		return r.view.Say("away.order"), true
	case errors.Is(err, tracker.ErrTooLongAway):
		return r.view.Say("away.tooLong"), true
	default:
		return "", false
	}
}
