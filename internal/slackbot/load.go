package slackbot

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/quicklog"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// spreadTyped serves `/followup spread [days]`.
func (b *Bot) spreadTyped(ctx context.Context, r *request, _ followup.Rep, c quicklog.Command) (answer, error) {
	days := 0
	if c.Rest != "" {
		var ok bool
		if days, ok = spreadDays(c.Rest); !ok {
			m := view.Problem(r.view.SpreadHow(), r.said(), nil)
			return answer{tell: &m}, nil
		}
	}
	return b.openSpread(ctx, r, days)
}

// spreadDays reads a number of days: 3, 3d, 3 days, 3 Tage.
func spreadDays(typed string) (int, bool) {
	digits := strings.TrimRight(strings.ToLower(typed), "abcdefghijklmnopqrstuvwxyz ")
	n, err := strconv.Atoi(digits)
	return n, err == nil && n >= 1 && n <= followup.MostBacklogDays
}

func (b *Bot) pressSpread(ctx context.Context, r *request) (answer, error) {
	return b.openSpread(ctx, r, 0)
}

// openSpread shows where what is due would go. Its receipt is told apart from the day's message, for it alone takes all of it back.
func (b *Bot) openSpread(ctx context.Context, r *request, days int) (answer, error) {
	backlog, err := b.Tracker.BacklogPreview(ctx, r.Actor, days)
	if err != nil {
		return answer{}, err
	}
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	modal := r.view.SpreadModal(backlog, view.Meta{Value: view.Value{Draft: int64(draft)}})
	return answer{open: &modal}, nil
}

// refreshSpread shows it over another number of days.
func (b *Bot) refreshSpread(ctx context.Context, r *request) (answer, error) {
	days, _ := spreadDays(r.value)
	backlog, err := b.Tracker.BacklogPreview(ctx, r.Actor, days)
	if err != nil {
		return answer{}, err
	}
	modal := r.view.SpreadModal(backlog, r.meta)
	return answer{update: &modal}, nil
}

func (b *Bot) submitSpread(ctx context.Context, r *request) (answer, error) {
	shown := make([]tracker.Target, 0, len(r.meta.Leads))
	for _, v := range r.meta.Leads {
		shown = append(shown, target(v))
	}
	receipt, err := b.Tracker.SpreadBacklog(ctx, r.Actor, r.meta.Page, shown)
	return b.submitted(ctx, r, receipt, err)
}

// snoozeLine serves `/followup snooze acme tmr`, and `snooze all` as the button for it.
func (b *Bot) snoozeLine(ctx context.Context, r *request, rep followup.Rep, c quicklog.Command) (answer, error) {
	if slices.Contains([]string{"all", "all planned", "alle", "alle geplanten"}, strings.ToLower(c.Lead)) {
		return b.pressSnoozeAll(ctx, r)
	}
	return b.onLead(b.snoozeTyped)(ctx, r, rep, c)
}

// pressSnoozeAll asks until when all that is planned for today is to be out of sight.
func (b *Bot) pressSnoozeAll(ctx context.Context, r *request) (answer, error) {
	day, err := b.Tracker.Today(ctx, r.Actor)
	if err != nil {
		return answer{}, err
	}
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	modal := r.view.SnoozeAllModal(day, view.Meta{Value: view.Value{Draft: int64(draft)}})
	return answer{open: &modal}, nil
}

func (b *Bot) submitSnoozeAll(ctx context.Context, r *request) (answer, error) {
	until := view.ReadSnoozeAll(r.form.State)
	if until.IsZero() {
		return refuse(r, map[string]string{view.BlockUntil: r.view.NoNextStep()}), nil
	}
	receipt, err := b.Tracker.SnoozeAll(ctx, r.Actor, until)
	return b.submitted(ctx, r, receipt, err)
}

// loadSentence finds the words for what can't be done about a backlog.
func (b *Bot) loadSentence(r *request, err error) (string, bool) {
	switch {
	case errors.Is(err, tracker.ErrNothingToSpread):
		return r.view.NothingToSpread(), true
	case errors.Is(err, tracker.ErrNothingToSnooze):
		return r.view.NothingToSnooze(), true
	case errors.Is(err, tracker.ErrNotATeammate):
		refused, _ := errors.AsType[tracker.Refused](err)
		return r.view.NotATeammate(refused.Name), true
	default:
		return "", false
	}
}
