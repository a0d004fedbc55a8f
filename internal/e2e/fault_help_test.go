package e2e

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/followup-bot/followup/internal/slacksim"
	"github.com/followup-bot/followup/internal/slacksim/simtest"
)

// soon bounds the waits for what a workspace doesn't show.
const soon = 15 * time.Second

// real measures what takes real time: waits, leases, answers.
var real = clockwork.NewRealClock()

// onReplicas tells a story on one bot and on two.
func onReplicas(t *testing.T, o options, story func(t *testing.T, w *world)) {
	t.Helper()
	byReplicas(t, func(t *testing.T, more func(*world)) {
		w := begin(t, o)
		more(w)
		story(t, w)
	})
}

// byReplicas is onReplicas for stories that make their world themselves: more has the other bots join.
func byReplicas(t *testing.T, story func(t *testing.T, more func(*world))) {
	t.Helper()
	t.Run("one bot", func(t *testing.T) { story(t, func(*world) {}) })
	t.Run("two bots", func(t *testing.T) { story(t, func(w *world) { w.join(w.o) }) })
}

// fault arms a fault of the workspace; it can be disarmed again.
func (w *world) fault(f slacksim.Fault) (disarm func()) {
	w.t.Helper()
	disarm, err := w.ws.InjectFault(f)
	check(w.t, err)
	return disarm
}

// until waits for what the workspace itself doesn't tell: a row, a number, a process.
func (w *world) until(what string, found func() bool) {
	w.t.Helper()
	w.within(soon, what, found)
}

// within is until with more patience.
func (w *world) within(patience time.Duration, what string, found func() bool) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	for !found() {
		select {
		case <-real.After(10 * time.Millisecond):
		case <-ctx.Done():
			w.t.Fatalf("still not: %s\n%s", what, w.Transcript())
		}
	}
}

// number is the answer of a query that counts.
func (w *world) number(query string, args ...any) int {
	w.t.Helper()
	var n int
	check(w.t, w.db.GetContext(w.t.Context(), &n, query, args...))
	return n
}

// wantNumber fails unless a query counts n.
func (w *world) wantNumber(n int, query string, args ...any) {
	w.t.Helper()
	if got := w.number(query, args...); got != n {
		w.t.Errorf("%s %v: %d, want %d\n%s", query, args, got, n, w.Transcript())
	}
}

// Queries for number.
const (
	touchesMade    = `select count(*) from touches where not is_undone`
	touchesOf      = `select count(*) from touches where not is_undone and note = $1`
	openRecalls    = `select count(*) from recalls where is_open`
	leadsOf        = `select count(*) from leads where owner_id = $1`
	eventsOf       = `select count(*) from events where kind = $1`
	digestsPosted  = `select count(*) from deliveries where kind = 'digest' and ts <> ''`
	deliveriesLeft = `select count(*) from deliveries where shown < wanted and given_up_at is null`
)

// holdLeads keeps everybody from changing a lead until it is released.
func (w *world) holdLeads() (release func()) {
	w.t.Helper()
	held, err := w.db.BeginTxx(w.t.Context(), nil)
	check(w.t, err)
	_, err = held.ExecContext(w.t.Context(), `select from leads for update`)
	check(w.t, err)
	return func() { check(w.t, held.Rollback()) }
}

// somebodyWaits reports whether a change waits for what another one holds.
func (w *world) somebodyWaits() bool {
	return w.number(`select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`) > 0
}

// digests are the app's messages to a person, as they stand, that a morning list could be.
func (w *world) digests(p *simtest.Person) []slacksim.Post {
	handle := w.handle(p)
	return w.ws.Posts(func(post slacksim.Post) bool {
		return post.Bot && post.Reader == "" && post.Name == handle && strings.HasPrefix(post.Channel, "D")
	})
}

// wantDigests fails unless a person has n direct messages, and counts none of them as unexpected.
func (w *world) wantDigests(p *simtest.Person, n int) {
	w.t.Helper()
	if got := len(w.digests(p)); got != n {
		w.t.Errorf("%s has %d direct messages, want %d\n%s", w.handle(p), got, n, w.Transcript())
	}
}

func (w *world) handle(p *simtest.Person) string {
	all := w.ws.People()
	return all[slices.IndexFunc(all, func(s slacksim.StatePerson) bool { return s.ID == p.ID() })].Name
}

// quit has a bot leave for good.
func (w *world) quit(bot *replica) {
	bot.leave()
	w.bots = slices.DeleteFunc(w.bots, func(b *replica) bool { return b == bot })
}

// calls counts the calls of a method that the app has made.
func (w *world) calls(method string) int { return w.ws.Log().Totals[method] }

// slowest is the longest that a person waited for an answer to anything.
func (w *world) slowest() time.Duration {
	var longest time.Duration
	for _, e := range w.ws.Log().Envelopes {
		longest = max(longest, e.After)
	}
	return longest
}

// wantManners fails where the bot broke Slack's protocol, or would have pinged somebody: for stories that leave messages unread.
func (w *world) wantManners() {
	w.t.Helper()
	for _, v := range w.ws.Violations() {
		w.t.Errorf("violation: %s: %s", v.What, v.Detail)
	}
	for _, p := range w.ws.Pings() {
		w.t.Errorf("ping: %s in %q", p.What, p.In)
	}
}

// wantQuickAcks fails where Slack would have shown an error: an envelope unanswered, or answered after three seconds.
func (w *world) wantQuickAcks() {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), soon)
	defer cancel()
	check(w.t, w.ws.Settle(ctx))
	for _, e := range w.ws.Log().Envelopes {
		if !e.Acked || e.After > 3*time.Second {
			w.t.Errorf("%s %s: acked %v after %s", e.Type, e.Kind, e.Acked, e.After)
		}
	}
}
