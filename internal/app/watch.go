package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"

	"github.com/followup-bot/followup/internal/postgres"
)

// Look makes sure that what should have happened has, on whichever replica. Where it has, and this replica is at work, it says so
// outside; who listens there notices a silence, also that of a program which can tell nobody any more. What came due while no bot ran
// is not overlooked: before the first sweep it sweeps, which never hurts.
func (a *App) Look(ctx context.Context) error {
	if a.metrics.lastSweep.Load() == 0 {
		if err := a.Sweep(ctx); err != nil {
			return err
		}
	}
	slips, err := a.db.Slips(ctx, a.deps.Clock.Now())
	if err != nil {
		return err
	}
	// What is found unswept for the first time may be in another sweep's hands right now; it counts when the next look finds it, too.
	before := a.unswept
	if a.unswept = slips.Unswept; before == 0 {
		slips.Unswept = 0
	}
	a.metrics.slipped(slips)
	if slips != a.slips {
		level := slog.LevelInfo
		if slips.Any() {
			level = slog.LevelError
		}
		a.deps.Log.Log(ctx, level, "what should have happened", "unswept", slips.Unswept, "lost", slips.Lost,
			"unsent", slips.Unsent, "untold", slips.Untold, "deserted", slips.Deserted)
		a.slips = slips
	}
	refused, err := a.tokenRefused(ctx)
	if err != nil {
		return err
	}
	if a.cfg.Heartbeat == "" || refused || slips.Any() || a.stuck() || !a.socket.Status().Healthy() {
		return nil
	}
	return a.tellOutside(ctx)
}

// tokenRefused reports whether Slack refuses the bot token, having asked again where that is known from before.
func (a *App) tokenRefused(ctx context.Context) (bool, error) {
	refused, err := a.bot.Refused(ctx)
	if err != nil || !refused {
		return false, err
	}
	if err := a.bot.TryToken(ctx); err != nil {
		return false, fmt.Errorf("try the token: %w", err)
	}
	return a.bot.Refused(ctx)
}

// tellOutside tells whoever listens outside that all is well. Telling it twice is telling it once.
func (a *App) tellOutside(ctx context.Context) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, a.cfg.Heartbeat, http.NoBody)
	if err != nil {
		return errors.New("the heartbeat's address is none")
	}
	response, err := a.http.Do(request)
	if broken, ok := errors.AsType[*url.Error](err); ok {
		err = broken.Err // without the address, which is a secret
	}
	if err != nil {
		return fmt.Errorf("heartbeat: %w", err)
	}
	defer response.Body.Close() //nolint:errcheck // only the status matters
	if response.StatusCode >= http.StatusBadRequest {
		return fmt.Errorf("heartbeat: answered with %s", response.Status)
	}
	return nil
}

// slipped notes how much of what should have happened has not.
func (m *metrics) slipped(s postgres.Slips) {
	for what, n := range map[string]int{
		"unswept": s.Unswept, "lost": s.Lost, "unsent": s.Unsent, "untold": s.Untold, "deserted": s.Deserted,
	} {
		m.slips.WithLabelValues(what).Set(float64(n))
	}
}
