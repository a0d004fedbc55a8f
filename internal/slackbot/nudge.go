package slackbot

import (
	"context"
	"errors"
	"strconv"

	"github.com/followup-bot/followup/internal/delivery"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// openNudge opens the form with which a manager tells a rep something in private.
func (b *Bot) openNudge(ctx context.Context, r *request) (answer, error) {
	form, err := b.nudgeForm(ctx, r, r.pressed.Team, "")
	if err != nil {
		return answer{}, err
	}
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	form.Meta.Draft = int64(draft)
	modal := r.view.NudgeModal(form)
	return answer{open: &modal}, nil
}

// refreshNudge lists another rep's leads in the form.
func (b *Bot) refreshNudge(ctx context.Context, r *request) (answer, error) {
	form, err := b.nudgeForm(ctx, r, r.meta.Team, view.ReadNudge(r.form.State).To)
	if err != nil {
		return answer{}, err
	}
	form.Meta = r.meta
	modal := r.view.NudgeModal(form)
	return answer{update: &modal}, nil
}

// nudgeForm lists a rep's overdue leads, or those of who is worst off beside the manager.
func (b *Bot) nudgeForm(ctx context.Context, r *request, team followup.TeamID, to followup.UserID) (view.NudgeForm, error) {
	s, err := b.Tracker.OverdueFor(ctx, r.Actor, team)
	if err != nil {
		return view.NudgeForm{}, err
	}
	form := view.NudgeForm{Meta: view.Meta{Value: view.Value{Team: team}}, Summary: s, Viewer: r.User, To: to}
	for _, rep := range s.Reps {
		if form.To == "" && rep.Overdue > 0 && rep.Rep.ID != r.User {
			form.To = rep.Rep.ID
		}
	}
	if form.To != "" {
		form.Leads = leadsOf(s, form.To)
	}
	return form, nil
}

// submitNudge sends the nudge through the outbox; only the manager is told so.
func (b *Bot) submitNudge(ctx context.Context, r *request) (answer, error) {
	in := view.ReadNudge(r.form.State)
	if len(in.Leads) == 0 {
		return refuse(r, map[string]string{view.BlockLeads: r.view.ChooseLead()}), nil
	}
	receipt, err := b.Tracker.Nudge(ctx, r.Actor, tracker.NudgeWish{Team: r.meta.Team, To: in.To, Leads: in.Leads, Line: in.Line})
	if before, ok := errors.AsType[tracker.NudgedError](err); ok {
		loc := before.To.Location()
		sentence := r.view.NudgedBefore(before.To, calendar.Today(before.At, loc), calendar.Today(b.Clock.Now(), loc))
		return refuse(r, map[string]string{view.BlockTo: sentence}), nil
	}
	if errors.Is(err, tracker.ErrNothingLeft) {
		return refuse(r, map[string]string{view.BlockLeads: r.view.NothingLeft()}), nil
	}
	if err != nil {
		return answer{}, err
	}
	done := answer{clear: true, changed: true}
	if !receipt.Repeated {
		m := r.view.NudgeSent(receipt)
		done.tell, done.url = &m, b.responseURLOf(ctx, r)
	}
	return done, nil
}

// renderNudge says nothing first where all was dealt with meanwhile, and nothing to somebody who left.
func (b *Bot) renderNudge(ctx context.Context, i delivery.Item) (view.Message, bool, error) {
	id, err := strconv.ParseInt(i.Subject, 10, 64)
	if err != nil {
		return view.Message{}, false, delivery.RefusedError{Code: "bad_subject"}
	}
	n, err := b.Tracker.Nudged(ctx, i.Workspace, tracker.NudgeID(id))
	switch {
	case errors.Is(err, tracker.ErrNotFound):
		return view.Message{}, false, nil
	case err != nil:
		return view.Message{}, false, err
	case !n.To.FullMember(), len(n.Open) == 0 && !i.Posted():
		return view.Message{}, false, nil
	default:
		return b.viewOf(ctx, n.To.ID).Nudge(n), true, nil
	}
}
