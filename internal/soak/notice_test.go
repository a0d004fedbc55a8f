package soak

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/slacksim"
)

// A soak that finds nothing proves something only if it would have found it. Here each invariant is broken by hand.
func TestWhatIsBrokenIsNoticed(t *testing.T) {
	o := Defaults()
	o.Replicas, o.People = 1, 2
	s, err := newSoak(t.Context(), o)
	check(t, err)
	t.Cleanup(func() { check(t, s.close()) })
	check(t, s.begin(t.Context()))
	ana := s.crowd.people[0]
	for range 3 {
		ana.typeLog(t.Context())
	}
	all := s.ledger.wordsTold(saved)
	if len(all) != 3 {
		t.Fatalf("told to be saved: %v", all)
	}
	check(t, s.checks.run(t.Context()))
	s.wantBroken(t)

	t.Run("a_touch_is_lost", func(t *testing.T) {
		s.exec(t, `delete from touches where note = $1`, all[0])
		check(t, s.checks.saved(t.Context()))
		s.wantBroken(t, Kept)
	})
	t.Run("the_event_of_a_receipt_is_lost", func(t *testing.T) {
		s.ledger.seen[1<<40] = ana.name
		check(t, s.checks.receipts(t.Context()))
		s.wantBroken(t, Kept)
	})
	t.Run("a_touch_is_there_twice", func(t *testing.T) {
		s.exec(t, `
insert into touches (workspace_id, lead_id, event_id, by_id, at, channel, outcome, note)
select workspace_id, lead_id, event_id, by_id, at, channel, outcome, note from touches where note = $1`, all[1])
		check(t, s.checks.repeated(t.Context()))
		s.wantBroken(t, Once)
	})
	t.Run("a_tap_counts_twice", func(t *testing.T) {
		s.exec(t, `update touches set note = '' where note = $1`, all[2])
		check(t, s.checks.taps(t.Context()))
		s.wantBroken(t, Once)
	})
	t.Run("a_message_comes_twice", func(t *testing.T) {
		for range 2 {
			s.call(t, "chat.postMessage", url.Values{
				"channel": {ana.id}, "text": {"your list"}, "metadata": {`{"event_type":"followup_delivery","event_payload":{"delivery":"77"}}`},
			})
		}
		s.watch.readPosts()
		s.wantBroken(t, Once)
	})
	t.Run("a_rule_of_Slacks_is_broken", func(t *testing.T) {
		const method = "chat.getPermalink" // which no replica calls: the back-off would bind the one that starts below
		_, err := s.stage.ws.InjectFault(slacksim.Fault{Kind: slacksim.FaultRateLimited, Method: method, RetryAfter: 60})
		check(t, err)
		s.call(t, method, nil)
		s.call(t, method, nil)
		s.watch.readManners()
		s.wantBroken(t, Mannered)
	})
	for what, line := range map[string]string{
		"a_token":            `{"msg":"hello","error":"` + s.stage.ws.BotToken() + `"}`,
		"a_response_url":     `{"msg":"hello","error":"Post http://slack/response/T1/abc"}`,
		"a_persons_words":    `{"msg":"hello","note":"` + all[0] + `"}`,
		"a_panic":            `panic: runtime error`,
		"a_recovered_panic":  `{"msg":"handler panicked"}`,
		"a_replica_in_a_log": `fatal error: all goroutines are asleep`,
	} {
		t.Run("a_log_shows_"+what, func(t *testing.T) {
			s.listen.hear("replica 1", []byte(line))
			s.wantBroken(t, Sound)
		})
	}
	t.Run("health_hides_a_fault", func(t *testing.T) {
		well := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
		defer well.Close()
		blind := &fleet{slots: []*slot{{name: "blind", addr: strings.TrimPrefix(well.URL, "http://")}}}
		h := &health{stage: s.stage, book: s.book, fleet: blind}
		h.outage(t.Context(), "database", surely, func() {}, func() {})
		s.wantBroken(t, Honest)
	})
	t.Run("a_command_is_not_answered", func(t *testing.T) {
		frozen := s.fleet.slots[0].cmd.Process
		check(t, frozen.Signal(syscall.SIGSTOP))
		ana.list(t.Context())
		check(t, frozen.Signal(syscall.SIGCONT))
		<-s.stage.real.After(time.Second) // until the envelope is ripe
		s.watch.readEnvelopes()
		s.wantBroken(t, Prompt, Mannered)
	})
	t.Run("a_replica_dies", func(t *testing.T) {
		ended := s.fleet.slots[0].ended
		check(t, s.fleet.slots[0].cmd.Process.Kill())
		<-ended
		s.stage.waitFor(context.WithoutCancel(t.Context()), time.Second, s.book.isBroken)
		s.wantBroken(t, Sound)
	})
}

// wantBroken fails unless just these invariants were broken since it was last asked, and forgets them. A late answer may be counted
// as bad manners, too, or not yet.
func (s *soak) wantBroken(t *testing.T, want ...Invariant) {
	t.Helper()
	s.watch.readManners()
	s.book.mu.Lock()
	defer s.book.mu.Unlock()
	if got := slices.Sorted(maps.Keys(s.book.broken)); len(want) == 0 && len(got) > 0 || len(want) > 0 && !slices.Contains(got, want[0]) {
		t.Errorf("broken: %v, want %v", got, want)
	}
	for i := range s.book.broken {
		if !slices.Contains(want, i) {
			t.Errorf("%s is broken too: %v", i, s.book.breaches[i])
		}
	}
	clear(s.book.broken)
	clear(s.book.breaches)
}

func (s *soak) exec(t *testing.T, statement string, args ...any) {
	t.Helper()
	done, err := s.stage.db.ExecContext(t.Context(), statement, args...)
	check(t, err)
	if n, err := done.RowsAffected(); err != nil || n != 1 {
		t.Fatalf("%d rows, %v", n, err)
	}
}

// call calls Slack as the bot would.
func (s *soak) call(t *testing.T, method string, args url.Values) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.stage.ws.APIURL()+method, strings.NewReader(args.Encode()))
	check(t, err)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Authorization", fmt.Sprintf("Bearer %s", s.stage.ws.BotToken()))
	answer, err := http.DefaultClient.Do(request)
	check(t, err)
	check(t, answer.Body.Close())
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
