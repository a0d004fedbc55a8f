package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"sync/atomic"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/followup-bot/followup/internal/slacksim"
)

// waveOptions say whose morning it is.
type waveOptions struct {
	reps   int
	each   int
	limits bool
	clicks int
	fsync  bool
}

// wave measures the digests of one moment: how long until the last is posted, and what commands wait meanwhile.
func wave(ctx context.Context, h *house, args []string) error {
	var o waveOptions
	f := flag.NewFlagSet("wave", flag.ContinueOnError)
	f.IntVar(&o.reps, "reps", 10_000, "whose digests are due")
	f.IntVar(&o.each, "leads", 20, "how many leads each of them has; a sixth of them is in the digest")
	f.BoolVar(&o.limits, "limits", false, "have Slack take five messages a second, after twenty at once; without, it takes each at once")
	f.IntVar(&o.clicks, "clicks", 0, "commands a second, before and meanwhile")
	f.BoolVar(&o.fsync, "fsync", true, "have commits wait for the disk")
	if err := f.Parse(args); err != nil {
		return err
	}
	program, err := h.build(ctx)
	if err != nil {
		return err
	}
	m, err := h.morning(ctx, o)
	if err != nil {
		return err
	}
	if o.limits {
		m.ws.StrictRates()
	}
	bot, err := h.serveAt(ctx, program, m.api, m.url, m.ws, real.Until(m.at))
	if err != nil {
		return err
	}
	return h.watchWave(ctx, o, m, bot)
}

// morning is a workspace at an hour at which digests become due.
type morning struct {
	ws     *slacksim.Workspace
	db     *sqlx.DB
	url    string
	api    string // where the bot calls Slack
	posted *atomic.Int64
	at     time.Time
	lines  []line
}

func (h *house) morning(ctx context.Context, o waveOptions) (m morning, err error) {
	if err := h.open(ctx, o.fsync); err != nil {
		return m, err
	}
	if m.url, m.db, err = h.database(ctx, "followup"); err != nil {
		return m, err
	}
	ws, reps, err := h.workspace(ctx, o.reps)
	if err != nil {
		return m, err
	}
	m.ws, m.api, m.posted = ws, ws.APIURL(), new(atomic.Int64)
	if !o.limits {
		if m.api, err = h.quickSlack(ctx, ws, m.posted); err != nil {
			return m, err
		}
	}
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		return m, err
	}
	m.at = time.Date(2026, 5, 12, 8, 29, 0, 0, berlin)
	d := dataset{workspace: ws.TeamID(), reps: reps, leads: o.reps * o.each, at: m.at, digests: m.at.Add(time.Minute), seed: 7}
	if err := fill(ctx, m.db, d); err != nil {
		return m, err
	}
	// The past days' digests and Home tabs are not in this workspace.
	if _, err := m.db.ExecContext(ctx, `truncate deliveries`); err != nil {
		return m, err
	}
	m.lines, err = logLines(ctx, m.db, reps)
	return m, err
}

// quickSlack stands before a workspace and takes every message at once, unread; all else goes to the workspace.
func (h *house) quickSlack(ctx context.Context, ws *slacksim.Workspace, posted *atomic.Int64) (api string, err error) {
	behind, err := url.Parse(ws.URL())
	if err != nil {
		return "", err
	}
	proxy := httputil.NewSingleHostReverseProxy(behind)
	mux := http.NewServeMux()
	mux.Handle("/", proxy)
	mux.HandleFunc("/api/chat.postMessage", func(w http.ResponseWriter, r *http.Request) {
		n := posted.Add(1)
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{"ok": true, "channel": "D" + r.FormValue("channel"), "ts": fmt.Sprintf("1.%06d", n)})
	})
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	server := &http.Server{Handler: mux, ReadHeaderTimeout: closeWithin}
	go func() { _ = server.Serve(listener) }()
	h.later(server.Close)
	return "http://" + listener.Addr().String() + "/api/", nil
}

// watchWave waits for the wave and then for its end. The digests become due a minute after the bot is started.
func (h *house) watchWave(ctx context.Context, o waveOptions, m morning, bot *process) error {
	server, err := postmaster(ctx, m.db)
	if err != nil {
		return err
	}
	typing := &pacer{ws: m.ws, lines: m.lines}
	clicking := func(ctx context.Context, do func() error) (took times, err error) {
		if o.clicks == 0 {
			return nil, do()
		}
		ctx, stop := context.WithCancel(ctx)
		took = newAcks(m.ws).during(func() {
			typed := make(chan struct{})
			go func() { defer close(typed); typing.atRate(ctx, o.clicks, time.Hour) }()
			err = do()
			stop()
			<-typed
		})
		return took, err
	}
	idle, err := clicking(ctx, func() error { return pause(ctx, 40*time.Second) })
	if err != nil {
		return err
	}
	if err := m.until(ctx, `select count(*) > 0 from deliveries where kind = 'digest'`); err != nil {
		return err
	}
	begun, usedBot, usedServer := real.Now(), bot.cpu(), tree(server)
	var swept time.Duration
	busy, err := clicking(ctx, func() error {
		if err := m.until(ctx, `select min(next_digest_at) > (select max(due_at) from deliveries) from reps`); err != nil {
			return err
		}
		swept = real.Since(begun)
		return m.until(ctx, `select not exists (select from deliveries where kind = 'digest' and shown = 0)`)
	})
	if err != nil {
		return err
	}
	long := real.Since(begun)
	used, err := bot.memory()
	if err != nil {
		return err
	}
	var digests int
	if err := m.db.GetContext(ctx, &digests, `select count(*) from deliveries where kind = 'digest'`); err != nil {
		return err
	}
	h.say("%d reps, %d digests: swept in %s, all posted in %.1f s, %.0f a second", o.reps, digests, ms(swept), long.Seconds(), float64(digests)/long.Seconds())
	h.say("    processor: PostgreSQL %.1f s, bot %.1f s; bot %.1f MB (most %.1f)", (tree(server) - usedServer).Seconds(), (bot.cpu() - usedBot).Seconds(), used.now, used.most)
	if o.limits {
		least := time.Duration(max(digests-20, 1)) * 200 * time.Millisecond
		h.say("    the limits allow it in %.1f s: %.2f times as long; %d things that Slack forbids %v", least.Seconds(), long.Seconds()/least.Seconds(), len(m.ws.Violations()), m.ws.Violations())
	}
	if o.clicks > 0 {
		h.say("    commands at %d/s before: %s", o.clicks, idle)
		h.say("    commands at %d/s meanwhile: %s; p99 %.2f times as long", o.clicks, busy, float64(busy.at(0.99))/float64(idle.at(0.99)))
	}
	return nil
}

// until asks the database again and again.
func (m morning) until(ctx context.Context, query string) error {
	for {
		var so bool
		if err := m.db.GetContext(ctx, &so, query); err != nil || so {
			return err
		}
		if err := pause(ctx, 20*time.Millisecond); err != nil {
			return err
		}
	}
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-real.After(d):
		return nil
	case <-ctx.Done():
		return errors.New("interrupted")
	}
}
