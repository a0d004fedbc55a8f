package slackbot

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/followup/quicklog"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// showCard serves `/followup lead acme`.
func (b *Bot) showCard(ctx context.Context, r *request, _ followup.Rep, _ quicklog.Command, lead digest.Match) (answer, error) {
	card, err := b.Tracker.Card(ctx, r.Actor, lead.Lead.ID, 0)
	if err != nil {
		return answer{}, err
	}
	m := r.view.Card(card)
	return answer{tell: &m}, nil
}

// snoozeTyped serves `/followup snooze acme tmr`: until that time, or until that day begins; without a date, the next working day.
func (b *Bot) snoozeTyped(ctx context.Context, r *request, rep followup.Rep, c quicklog.Command, lead digest.Match) (answer, error) {
	on := c.When.Date
	if on.IsZero() {
		on = rep.Workdays().Add(b.todayOf(rep), 1)
	}
	at := calendar.Clock(0, 0)
	if c.When.At != nil {
		at = *c.When.At
	}
	until := calendar.At(on, at, rep.Location())
	receipt, err := b.Tracker.Snooze(ctx, r.Actor, tracker.Target{Lead: lead.Lead.ID}, until, c.Note)
	if tooLong, ok := errors.AsType[tracker.SnoozeTooLongError](err); ok {
		return b.askPark(ctx, r, tooLong, rep.Workdays().Next(on))
	}
	return b.receipt(r, receipt, err)
}

// askPark offers to park what is too far away for a snooze, with all that was typed.
func (b *Bot) askPark(ctx context.Context, r *request, e tracker.SnoozeTooLongError, wake calendar.Date) (answer, error) {
	words := strings.Fields(r.typed)
	parked := *r
	parked.typed = string(quicklog.Park) + strings.TrimPrefix(strings.TrimSpace(r.typed), words[0])
	draft, err := b.draft(ctx, &parked)
	if err != nil {
		return answer{}, err
	}
	ask := r.view.SnoozeTooLong(e.Lead, e.Last, wake, r.said(), int64(draft), b.nowOf(ctx, r))
	return answer{tell: &ask}, nil
}

// moveTyped serves `/followup move acme fri`; without a date it asks for one, in a form that has the rest.
func (b *Bot) moveTyped(ctx context.Context, r *request, _ followup.Rep, c quicklog.Command, lead digest.Match) (answer, error) {
	if c.When.IsZero() {
		return b.openMove(ctx, r, lead.Lead.ID, view.MoveInput{Promised: c.Promised, Note: c.Note})
	}
	receipt, err := b.Tracker.Move(ctx, r.Actor, tracker.Target{Lead: lead.Lead.ID}, tracker.NewDate{
		On: c.When.Date, At: c.When.At, Promised: c.Promised, Note: c.Note, Anyway: r.anyway,
	})
	if often, ok := errors.AsType[tracker.MovedOftenError](err); ok {
		return b.askDecision(ctx, r, often)
	}
	return b.receipt(r, receipt, err)
}

// replyTyped serves `/followup reply acme`.
func (b *Bot) replyTyped(ctx context.Context, r *request, _ followup.Rep, c quicklog.Command, lead digest.Match) (answer, error) {
	if c.HasNext || c.Promised {
		return b.logOn(ctx, r, replied(c), lead)
	}
	receipt, err := b.Tracker.Reply(ctx, r.Actor, tracker.Target{Lead: lead.Lead.ID}, c.Channel, c.Note)
	return b.receipt(r, receipt, err)
}

// replied is a typed reply as the log of one; a log stays what it is.
func replied(c quicklog.Command) quicklog.Command {
	if c.Verb == quicklog.Reply {
		c.Outcome, c.Channel = followup.Replied, cmp.Or(c.Channel, followup.Email)
	}
	return c
}

// closeTyped serves won, lost and dnc.
func (b *Bot) closeTyped(ctx context.Context, r *request, _ followup.Rep, c quicklog.Command, lead digest.Match) (answer, error) {
	next := followup.NextStep{Kind: followup.NextLost, Reason: c.Note}
	switch c.Verb {
	case quicklog.Won:
		next.Kind, next.Value = followup.NextWon, c.Money
	case quicklog.DoNotContact:
		next.Kind = followup.NextStop
	default: // lost
	}
	receipt, err := b.Tracker.Close(ctx, r.Actor, tracker.Target{Lead: lead.Lead.ID}, next)
	return b.receipt(r, receipt, err)
}

// undoTyped serves `/followup undo`: the person's own newest change, or a named lead's.
func (b *Bot) undoTyped(ctx context.Context, r *request, _ followup.Rep, c quicklog.Command) (answer, error) {
	if c.Lead == "" && r.pressed.Lead == 0 {
		receipt, err := b.Tracker.Undo(ctx, r.Actor, 0)
		return b.undone(ctx, r, receipt, err)
	}
	lead, ask, err := b.find(ctx, r, c)
	if err != nil || ask != nil {
		return deref(ask), err
	}
	receipt, err := b.Tracker.UndoLead(ctx, r.Actor, lead.Lead.ID)
	return b.undone(ctx, r, receipt, err)
}

// undone tells what was taken back, or asks whether it should be.
func (b *Bot) undone(ctx context.Context, r *request, receipt digest.Receipt, err error) (answer, error) {
	if ask, ok := errors.AsType[tracker.UndoAskError](err); ok {
		m := r.view.AskUndo(ask.Of, ask.Removes, r.User, b.nowOf(ctx, r))
		return answer{tell: &m}, nil
	}
	return b.receipt(r, receipt, err)
}

// today serves `/followup`, `/followup due`, and `/followup due @ana` for a teammate's list.
func (b *Bot) today(ctx context.Context, r *request, rep followup.Rep, c quicklog.Command) (answer, error) {
	if c.Mention != "" && c.Mention != r.User {
		day, err := b.Tracker.TodayOf(ctx, r.Actor, c.Mention)
		if err != nil {
			return answer{}, err
		}
		m := r.view.TheirDay(day, r.User)
		return answer{tell: &m}, nil
	}
	m, err := b.todayMessage(ctx, r, rep)
	return answer{tell: &m}, err
}

func (b *Bot) todayMessage(ctx context.Context, r *request, rep followup.Rep) (view.Message, error) {
	day, err := b.Tracker.Today(ctx, r.Actor)
	if err != nil {
		return view.Message{}, err
	}
	if day.FirstTime {
		return r.view.Welcome(rep), nil
	}
	return r.view.Today(day), nil
}

// next serves `/followup next`: the card of the lead on top of today's list.
func (b *Bot) next(ctx context.Context, r *request, rep followup.Rep, c quicklog.Command) (answer, error) {
	day, err := b.Tracker.Today(ctx, r.Actor)
	if err != nil {
		return answer{}, err
	}
	if len(day.Open) == 0 {
		return b.today(ctx, r, rep, c)
	}
	return b.showCard(ctx, r, rep, c, digest.Match{Lead: day.Open[0].Lead})
}

// help serves `/followup help`.
func (b *Bot) help(_ context.Context, r *request, _ followup.Rep, c quicklog.Command) (answer, error) {
	m := r.view.Help(c.Rest)
	return answer{tell: &m}, nil
}

// settingsTyped serves `/followup settings`.
func (b *Bot) settingsTyped(ctx context.Context, r *request, _ followup.Rep, _ quicklog.Command) (answer, error) {
	return b.openSettings(ctx, r)
}

// teamTyped serves `/followup team`.
func (b *Bot) teamTyped(ctx context.Context, r *request, _ followup.Rep, _ quicklog.Command) (answer, error) {
	return b.openTeam(ctx, r)
}
