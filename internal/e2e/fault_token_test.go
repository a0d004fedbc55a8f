package e2e

import (
	"slices"
	"strings"
	"testing"

	"github.com/followup-bot/followup/internal/slacksim"
)

// The token is revoked in the middle of the morning: Slack is asked once, whatever there is to say and however many bots would say it.
// Every bot's health shows it, who types is served, and when the token is good again all that waited is sent.
func TestTheTokenDies(t *testing.T) {
	t.Parallel()
	for name, kill := range map[string]func(*slacksim.Workspace){
		"token_revoked": (*slacksim.Workspace).RevokeToken, "account_inactive": (*slacksim.Workspace).Uninstall,
	} {
		t.Run(name, func(t *testing.T) {
			byReplicas(t, func(t *testing.T, more func(*world)) {
				w := withDigests(t, options{})
				more(w)
				for _, bot := range w.bots {
					if wrong := bot.Wrong(t.Context()); len(wrong) > 0 {
						t.Fatalf("not well from the start: %v", wrong)
					}
				}
				w.until("each has read the list of people as it does at its start", func() bool {
					return len(w.callsOf("users.list")) == 2*len(w.bots)
				})
				kill(w.ws)
				w.berlin("2026-05-12 08:31")
				w.until("all wait", func() bool {
					return w.number(`select count(*) from deliveries where kind = 'digest' and (retry_at is not null or attempt = 0)`) == 3
				})
				for range 3 {
					w.turn()
				}
				if n := w.refusals(name); n != 1 {
					t.Errorf("%d calls with a dead token", n)
				}
				for i, bot := range w.bots {
					if wrong := strings.Join(bot.Wrong(t.Context()), "; "); !strings.Contains(wrong, "bot token") {
						t.Errorf("bot %d says only %q", i, wrong)
					}
				}
				w.ana.Command("/followup log Acme call noanswer").Expect("no answer") // those who type are served
				w.wantNumber(0, `select count(*) from deliveries where given_up_at is not null`)

				w.ws.Reinstall()
				_, err := w.db.ExecContext(t.Context(), `update lanes set blocked_until = clock_timestamp() - interval '1 second'`)
				check(t, err)
				healed := w.join(w.o)
				w.until("nothing waits", func() bool {
					// the others go by what they know themselves for the rest of a minute, and put back what they take
					_, err = w.db.ExecContext(t.Context(), `update deliveries set retry_at = null`)
					check(t, err)
					w.turn()
					return w.number(deliveriesLeft) == 0
				})
				w.max.ExpectDM("Beta")
				w.priya.ExpectDM("Gamma")
				w.wantDigests(w.max, 1)
				w.wantDigests(w.priya, 1)
				if wrong := healed.Wrong(t.Context()); len(wrong) > 0 {
					t.Errorf("not well again: %v", wrong)
				}
				w.wantManners()
			})
		})
	}
}

// refusals counts the calls with the bot token that Slack answered with an error. Connections are opened with the other token, at a pace
// of their own.
func (w *world) refusals(code string) int {
	return len(slices.DeleteFunc(w.ws.Log().Calls, func(c slacksim.Call) bool {
		return c.Error != code || c.Method == "apps.connections.open"
	}))
}

// Slack gives no connection for a while: whichever bot hears that, none asks before the while is over.
func TestBotsWaitForConnectionsTogether(t *testing.T) {
	t.Parallel()
	onReplicas(t, options{}, func(t *testing.T, w *world) {
		w.until("all are up", func() bool { return w.ws.Connections() == 2*len(w.bots) })
		first := w.calls("apps.connections.open")
		w.fault(slacksim.Fault{Kind: slacksim.FaultRateLimited, Method: "apps.connections.open", RetryAfter: 4})
		w.ws.Refresh()
		w.until("one bot is asked to wait", func() bool {
			return w.number(`select count(*) from lanes where method = 'apps.connections.open' and blocked_until is not null`) == 1
		})
		for range 2*len(w.bots) - 1 {
			w.ws.Refresh()
		}
		w.until("connections are opened again", func() bool { return w.calls("apps.connections.open") > first+1 })
		w.ana.Command("/followup help").Expect("/followup log")
		w.ExpectQuiet()
	})
}
