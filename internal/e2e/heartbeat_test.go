package e2e

import (
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
)

// Whoever listens outside hears the bot while all is well, and notices its silence when something that should have happened has not,
// or when the bot has lost Slack or its database.
func TestTheHeartbeatFallsSilentWhenSomethingIsWrong(t *testing.T) {
	var beats atomic.Int64
	outside := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { beats.Add(1) }))
	t.Cleanup(outside.Close)
	w := begin(t, options{outside: outside.URL + "/secret-of-the-heartbeat"})
	w.ana.Command("/followup add Acme").Expect("Acme")
	bot := w.bots[0]
	w.until("the bot is heard", func() bool { return beats.Load() > 0 })

	beats.Store(0)
	check(t, bot.Look(t.Context()))
	if beats.Load() != 1 {
		t.Errorf("all is well, and it is heard %d times", beats.Load())
	}
	forget := func(sign string) {
		_, err := w.db.ExecContext(t.Context(), `update reps set next_digest_at = next_digest_at `+sign+` interval '3 days'`)
		check(t, err)
	}
	forget("+")
	check(t, bot.Look(t.Context()))
	if beats.Load() != 1 {
		t.Error("a rep is forgotten, and it sounds as if all were well")
	}
	forget("-")
	check(t, bot.Look(t.Context()))
	if beats.Load() != 2 {
		t.Error("all is well again, and it isn't heard")
	}
	outside.Close()
	if err := bot.Look(t.Context()); err == nil {
		t.Error("nobody can be told, and it isn't said")
	} else {
		says(t, err.Error(), "!secret", "heartbeat")
	}
	w.ExpectQuiet()
}
