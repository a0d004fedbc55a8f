// Package e2e holds stories: what salespeople do, from the slash command to the database and back, in a simulated workspace.
package e2e

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"log/slog"
	"net"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/followup-bot/followup/internal/app"
	"github.com/followup-bot/followup/internal/delivery"
	"github.com/followup-bot/followup/internal/pgtest"
	"github.com/followup-bot/followup/internal/slacksim"
	"github.com/followup-bot/followup/internal/slacksim/simtest"
)

// world is a workspace with people, a database, and the bot on as many replicas as a story wants.
type world struct {
	*simtest.World
	t     testing.TB
	o     options
	ws    *slacksim.Workspace
	clock *clockwork.FakeClock
	real  clockwork.Clock
	url   string     // of the database
	db    *pgtest.DB // the same, to look behind the scenes; nil where a story brought its own
	bots  []*replica
	said  said // the bots' warnings and errors

	programs int // bots that run as programs of their own

	ana, max, priya, sam, gus *simtest.Person // Berlin, Berlin, Kolkata; the manager, an admin; a guest
}

// replica is one running bot.
type replica struct {
	*app.App
	health string // where it says whether it is well
	stop   context.CancelFunc
	done   chan struct{}
}

// options vary a story's world.
type options struct {
	database string        // its address; empty: a fresh one
	at       string        // when the story begins, UTC; empty: a Tuesday at 07:00 in Berlin
	lease    time.Duration // of deliveries, other waits in proportion; 0: the usual
	outside  string        // where the bot says that all is well; empty: nowhere
	health   bool          // the bots say on a port of their own whether they are well
	sockets  int           // of each bot; 0: two
	between  app.Between   // what is put between the bot and what it works with
	talks    bool          // the bots log all they can
	keeps    int           // months for which closed leads are kept; 0: for good
	patient  bool          // the story is about size: Slack and the bot wait longer for a slow computer
}

// tuesday is when most stories begin: Tuesday 12 May 2026, 07:00 in Berlin, before anybody's digest there.
const tuesday = "2026-05-12T05:00:00Z"

// nine is the same day at 09:00 in Berlin, when people work.
const nine = "2026-05-12T07:00:00Z"

// begin makes a world with one running bot. It ends with the test.
func begin(t *testing.T, o options) *world {
	t.Helper()
	t.Parallel()
	w := found(t, o)
	w.join(o)
	return w
}

// found makes a world in which no bot runs yet.
func found(t testing.TB, o options) *world {
	t.Helper()
	if o.at == "" {
		o.at = tuesday
	}
	at, err := time.Parse(time.RFC3339, o.at)
	check(t, err)
	w := &world{t: t, o: o, clock: clockwork.NewFakeClockAt(at), real: clockwork.NewRealClock(), url: o.database}
	if o.patient {
		w.real = newPatientClock()
	}
	if w.url == "" {
		w.db = pgtest.New(t)
		w.url = w.db.URL
	}
	manifest, err := os.ReadFile("../../manifest.yml")
	check(t, err)
	w.ws, err = slacksim.New(slacksim.Options{Manifest: manifest, Clock: w.real, ClockBar: bar{w.clock}})
	check(t, err)
	w.addPeople()
	check(t, w.ws.Start(t.Context()))
	t.Cleanup(w.ws.Close)
	w.World = simtest.New(t, w.ws)
	w.ana, w.max, w.priya = w.Person("ana"), w.Person("max"), w.Person("priya")
	w.sam, w.gus = w.Person("sam"), w.Person("gus")
	return w
}

func (w *world) addPeople() {
	var members []string
	for _, p := range []slacksim.Person{
		{Name: "ana", RealName: "Ana Ruiz", TZ: "Europe/Berlin"},
		{Name: "max", RealName: "Max Weber", TZ: "Europe/Berlin"},
		{Name: "priya", RealName: "Priya Nair", TZ: "Asia/Kolkata"},
		{Name: "sam", RealName: "Sam Okafor", TZ: "Europe/Berlin", Admin: true},
		{Name: "gus", RealName: "Gus Berg", TZ: "Europe/Berlin", Guest: true},
	} {
		id, err := w.ws.AddPerson(p)
		check(w.t, err)
		members = append(members, id)
	}
	_, err := w.ws.AddChannel(slacksim.Channel{Name: "sales", Members: members, BotMember: true})
	check(w.t, err)
}

// join starts one more bot on the same tokens and the same database.
func (w *world) join(o options) *replica {
	w.t.Helper()
	limits := delivery.Defaults()
	if o.lease > 0 {
		limits.Lease, limits.SendTimeout, limits.UnsureWait, limits.Backoff = o.lease, o.lease/2, o.lease, o.lease/4
		limits.LongestWait = 2 * o.lease
	}
	level := slog.LevelWarn
	if o.talks {
		level = slog.LevelDebug
	}
	log := slog.New(slog.NewTextHandler(io.MultiWriter(testLog{w.t}, &w.said), &slog.HandlerOptions{Level: level}))
	health := ""
	if o.health {
		health = freeAddr(w.t)
	}
	bot, err := app.New(w.t.Context(), app.Config{
		BotToken: w.ws.BotToken(), AppToken: w.ws.AppToken(), APIURL: w.ws.APIURL(), DatabaseURL: w.url,
		Connections: cmp.Or(o.sockets, 2), Delivery: limits, Heartbeat: o.outside, Retention: o.keeps, HTTPAddr: health, Version: "test",
	}, app.Deps{Clock: w.clock, Real: w.real, Log: log, Between: o.between})
	check(w.t, err)
	check(w.t, bot.SyncPeople(w.t.Context()))
	ctx, stop := context.WithCancel(w.t.Context())
	r := &replica{App: bot, health: health, stop: stop, done: make(chan struct{})}
	go func() {
		defer close(r.done)
		if err := bot.Run(ctx); err != nil && ctx.Err() == nil {
			w.t.Errorf("the bot ended: %v", err)
		}
	}()
	w.bots = append(w.bots, r)
	w.t.Cleanup(r.leave)
	select {
	case <-bot.Ready():
	case <-r.done:
		w.t.Fatal("the bot did not start")
	}
	return r
}

// leave shuts a bot down in good order.
func (r *replica) leave() {
	r.stop()
	<-r.done
	_ = r.Close() // the story is over
}

// turn does what has fallen due, on every replica at once.
func (w *world) turn() {
	w.t.Helper()
	var wg sync.WaitGroup
	for _, bot := range w.bots {
		wg.Go(func() {
			if err := bot.Turn(w.t.Context()); err != nil && w.t.Context().Err() == nil {
				w.t.Errorf("turn: %v", err)
			}
		})
	}
	wg.Wait()
}

// to moves the clock to an instant and does what has fallen due by then. Times are written as they are said: "2026-05-12 08:31".
func (w *world) to(local, zone string) {
	w.t.Helper()
	loc, err := time.LoadLocation(zone)
	check(w.t, err)
	at, err := time.ParseInLocation("2006-01-02 15:04", local, loc)
	check(w.t, err)
	w.clock.Advance(at.Sub(w.clock.Now()))
	w.turn()
}

// berlin moves the clock to a wall-clock time in Berlin.
func (w *world) berlin(local string) {
	w.t.Helper()
	w.to(local, "Europe/Berlin")
}

// bar shows the story's clock in the workspace.
type bar struct{ *clockwork.FakeClock }

func (b bar) MoveTo(_ context.Context, to time.Time) error {
	b.Advance(to.Sub(b.Now()))
	return nil
}

// testLog writes the bot's log into the test's.
type testLog struct{ t testing.TB }

func (l testLog) Write(line []byte) (int, error) {
	if l.t.Context().Err() == nil {
		l.t.Log(string(line))
	}
	return len(line), nil
}

// said is what was logged, for counting while it is written.
type said struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *said) Write(line []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(line)
}

// times counts the lines that hold all of these words.
func (s *said) times(words ...string) (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for line := range strings.Lines(s.text.String()) {
		all := true
		for _, word := range words {
			all = all && strings.Contains(line, word)
		}
		if all {
			n++
		}
	}
	return n
}

// freeAddr is an address nobody listens on.
func freeAddr(t testing.TB) string {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	check(t, err)
	check(t, l.Close())
	return l.Addr().String()
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
