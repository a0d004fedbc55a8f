package transport_test

import (
	"context"
	"net/http"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/followup-bot/followup/internal/slackbot/transport"
	"github.com/followup-bot/followup/internal/slacksim"
)

// At 20 commands a second the simulated workspace refreshes, duplicates and rate-limits: nobody sees an error, and nothing
// is done that Slack forbids. Then every connection is cut, and the next command works.
func TestAgainstSimulatedWorkspace(t *testing.T) {
	t.Parallel()
	clock := clockwork.NewRealClock()
	manifest, err := os.ReadFile("../../../manifest.yml")
	if err != nil {
		t.Fatal(err)
	}
	w, err := slacksim.New(slacksim.Options{Manifest: manifest, RefreshNotice: 2 * time.Second, AckWithin: 20 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Close)
	if _, err := w.AddPerson(slacksim.Person{ID: "U1", Name: "ana"}); err != nil {
		t.Fatal(err)
	}

	c, err := transport.New(transport.SlackOpener(http.DefaultClient, w.APIURL(), w.AppToken()), func(ctx context.Context, _ transport.Envelope, ack transport.Ack) {
		if err := ack(ctx, map[string]string{"text": "noted"}); err != nil {
			t.Error(err)
		}
	}, transport.Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() {
		if err := c.Run(ctx); err != nil {
			t.Error(err)
		}
	})
	for c.Status().Up < 2 {
		<-clock.After(5 * time.Millisecond)
	}

	var people sync.WaitGroup
	for n := range 9 * 20 {
		switch n {
		case 20, 60, 100:
			w.Refresh()
		case 120:
			arm(t, w, slacksim.Fault{Kind: slacksim.FaultDuplicate})
		case 140:
			arm(t, w, slacksim.Fault{Kind: slacksim.FaultRateLimited, Method: "apps.connections.open", RetryAfter: 1})
			w.Refresh()
		}
		people.Go(func() {
			if err := w.Command(ctx, "U1", "", "/followup due"); err != nil {
				t.Errorf("command %d: %v", n, err)
			}
		})
		<-clock.After(50 * time.Millisecond)
	}
	people.Wait()
	if st := c.Status(); st.Refreshes != 4 || st.Losses != 0 || st.Envelopes != 9*20+1 {
		t.Errorf("%+v", st)
	}

	w.DropSockets()
	cut := clock.Now()
	for c.Status().Losses < 2 || c.Status().Up == 0 {
		<-clock.After(time.Millisecond)
	}
	if d := clock.Since(cut); d > time.Second {
		t.Errorf("all cut: healed in %s", d)
	}
	if err := w.Command(ctx, "U1", "", "/followup due"); err != nil {
		t.Error(err)
	}
	cancel()
	running.Wait()
	if v := w.Violations(); len(v) > 0 {
		t.Errorf("violations: %+v", v)
	}
}

func arm(t *testing.T, w *slacksim.Workspace, f slacksim.Fault) {
	t.Helper()
	if _, err := w.InjectFault(f); err != nil {
		t.Fatal(err)
	}
}
