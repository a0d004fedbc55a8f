package slackbot

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/delivery"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/pgtest"
	"github.com/followup-bot/followup/internal/postgres"
)

// One or two bots have something to say by several methods, some of it for somebody who waits: a dead token is tried by one call a
// minute, until it is good again; then all are made.
func TestADeadTokenIsTriedOnceAMinute(t *testing.T) {
	for name, replicas := range map[string]int{"one bot": 1, "two bots": 2} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			raw := pgtest.New(t)
			clock := &ahead{Clock: clockwork.NewRealClock()}
			var bots []*Bot
			for range replicas {
				db, err := postgres.Open(t.Context(), raw.URL, postgres.Options{})
				must(t, err)
				t.Cleanup(func() { _ = db.Close() })
				b := New(Deps{Limits: db.Outbox(), Real: clock, Log: slog.New(slog.DiscardHandler)})
				b.workspace = followup.WorkspaceID("T1")
				bots = append(bots, b)
			}
			var calls atomic.Int64
			var good atomic.Bool
			answer := func() error {
				calls.Add(1)
				if good.Load() {
					return nil
				}
				return slack.SlackErrorResponse{Err: "token_revoked"}
			}
			minute := func() (made int64) {
				before := calls.Load()
				for range 3 { // what was told to wait comes again
					everything(t, bots, answer)
				}
				clock.by.Add(int64(deadTokenWait + time.Second))
				_, err := raw.ExecContext(t.Context(), `update lanes set blocked_until = clock_timestamp() - interval '1 second' where blocked_until is not null`)
				must(t, err)
				return calls.Load() - before
			}
			minute() // when it died, calls of several methods may have been under way
			for range 5 {
				if n := minute(); n != 1 {
					t.Errorf("%d calls in a minute", n)
				}
			}
			good.Store(true)
			minute()
			if n, all := minute(), int64(3*4*replicas); n != all {
				t.Errorf("%d calls of %d are made with a good token", n, all)
			}
			refused, err := bots[0].Refused(t.Context())
			must(t, err)
			if refused {
				t.Error("a good token is in doubt")
			}
		})
	}
}

// ahead is real time that a test can put forward. Its timers run in real time.
type ahead struct {
	clockwork.Clock

	by atomic.Int64
}

func (c *ahead) Now() time.Time                  { return c.Clock.Now().Add(time.Duration(c.by.Load())) }
func (c *ahead) Until(t time.Time) time.Duration { return t.Sub(c.Now()) }

// everything is a call of each kind by every bot, at once.
func everything(t *testing.T, bots []*Bot, answer func() error) {
	var all sync.WaitGroup
	for _, b := range bots {
		for method, call := range map[string]func(context.Context, string, func() error) error{
			"chat.postMessage": b.lanes.call, "chat.update": b.lanes.call, "views.publish": b.lanes.call, "views.open": b.lanes.atOnce,
		} {
			all.Go(func() {
				err := call(t.Context(), method, answer)
				if _, wait := errors.AsType[delivery.WaitError](classified(err)); err != nil && !wait {
					t.Errorf("%s: %v", method, err)
				}
			})
		}
	}
	all.Wait()
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
