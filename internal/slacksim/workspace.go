package slacksim

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/jonboulle/clockwork"
)

// object is a decoded JSON object. Once stored or sent it is never changed again, so it may be shared without a copy.
type object = map[string]any

// Workspace is one simulated workspace with one app installed. Its methods are safe for concurrent use.
type Workspace struct {
	opts     Options
	clock    clockwork.Clock
	bar      ClockBar
	manifest manifest
	ids      identity

	ctx    context.Context
	cancel context.CancelFunc
	wg     sync.WaitGroup
	ln     net.Listener
	srv    *http.Server

	mu       sync.Mutex // guards all below
	closed   bool
	seq      int64
	changed  chan struct{} // closed and replaced at every change
	lastID   int64
	lastTS   int64
	lastCall int64
	random   *rand.Rand

	people    map[string]*person
	order     []string // ids of people as they came
	channels  map[string]*channel
	chanOrder []string
	dms       map[string]string // "U1 U2", sorted → channel id
	read      map[string]string // "C1 U1" → ts of the last message read

	triggers                      map[string]*trigger
	responses                     map[string]*responseURL
	stacks                        map[string][]*view // modals by person, topmost last
	sweptTriggers, sweptResponses int                // sizes after the last sweep
	homes                         map[string]*view
	files                         map[string]*file // uploaded in modals, by id

	link   link
	faults []*Fault
	limits []*limiter
	waits  map[string]time.Time // method → Retry-After runs out
	calls  int                  // API calls under way
	dead   string               // the error every bot token call gets: token_revoked or account_inactive
	log    logbook
}

// identity holds the names and secrets of one installation.
type identity struct {
	team, domain, app, bot, botUser  string
	botToken, appToken, verification string
	base                             string // http://127.0.0.1:PORT
}

// barlessClock shows technical time to people.
type barlessClock struct{ clockwork.Clock }

func (barlessClock) MoveTo(context.Context, time.Time) error {
	return errors.New("this workspace's clock can't be moved")
}

// New makes a workspace with the app installed and nobody in it. It refuses a manifest that Slack would refuse.
func New(opts Options) (*Workspace, error) {
	opts, err := opts.withDefaults()
	if err != nil {
		return nil, err
	}
	m, err := parseManifest(opts.Manifest)
	if err != nil {
		return nil, err
	}
	w := &Workspace{
		opts: opts, clock: opts.Clock, bar: opts.ClockBar, manifest: m,
		changed: make(chan struct{}), random: rand.New(rand.NewPCG(opts.Seed, 1)), //nolint:gosec // faults want repeatable chance, not secrecy
		people: map[string]*person{}, channels: map[string]*channel{}, dms: map[string]string{}, read: map[string]string{},
		triggers: map[string]*trigger{}, responses: map[string]*responseURL{},
		stacks: map[string][]*view{}, homes: map[string]*view{}, files: map[string]*file{}, waits: map[string]time.Time{},
	}
	if w.bar == nil {
		w.bar = barlessClock{opts.Clock}
	}
	w.link.init()
	w.ids = identity{
		team: "T1", domain: domainOf(opts.WorkspaceName), app: "A1", bot: "B1", botUser: "UBOT",
		botToken: "xoxb-1-" + secret(12), appToken: "xapp-1-A1-" + secret(16), verification: secret(12),
	}
	w.installBots()
	if len(opts.Snapshot) > 0 {
		return w, w.restore(opts.Snapshot)
	}
	return w, nil
}

// Start listens and serves until Close or until ctx ends; then Close still has to be called.
func (w *Workspace) Start(ctx context.Context) error {
	ln, err := new(net.ListenConfig).Listen(ctx, "tcp", w.opts.Addr)
	if err != nil {
		return fmt.Errorf("slacksim: listen: %w", err)
	}
	if host, _, _ := net.SplitHostPort(ln.Addr().String()); !net.ParseIP(host).IsLoopback() {
		_ = ln.Close()
		return fmt.Errorf("slacksim: %s is not a loopback address", w.opts.Addr)
	}
	w.ctx, w.cancel = context.WithCancel(ctx)
	w.ln = ln
	w.ids.base = "http://" + ln.Addr().String()
	w.srv = &http.Server{
		Handler: w.routes(), ReadHeaderTimeout: 10 * time.Second,
		BaseContext: func(net.Listener) context.Context { return w.ctx },
	}
	w.spawn(func() { _ = w.srv.Serve(ln) })
	w.spawn(w.pingLoop)
	return nil
}

// URL is the address of the page.
func (w *Workspace) URL() string { return w.ids.base + "/" }

// APIURL is what an app takes for https://slack.com/api/.
func (w *Workspace) APIURL() string { return w.ids.base + "/api/" }

// BotToken is the xoxb- token of the installation.
func (w *Workspace) BotToken() string { return w.ids.botToken }

// AppToken is the xapp- token, with the scope connections:write.
func (w *Workspace) AppToken() string { return w.ids.appToken }

// TeamID is the id of this workspace.
func (w *Workspace) TeamID() string { return w.ids.team }

// BotUser is the id of the app's bot user.
func (w *Workspace) BotUser() string { return w.ids.botUser }

// Close ends every connection and waits for all goroutines. It may be called more than once.
func (w *Workspace) Close() {
	w.mu.Lock()
	already := w.closed
	w.closed = true
	conns := w.link.all()
	w.mu.Unlock()
	if already || w.srv == nil {
		return
	}
	w.cancel()
	for _, c := range conns {
		c.drop()
	}
	_ = w.srv.Close()
	w.wg.Wait()
}

// enter counts a piece of work that Close has to wait for. It reports false when the workspace is closing.
func (w *Workspace) enter() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return false
	}
	w.wg.Add(1)
	return true
}

// spawn runs f in a goroutine that Close waits for. After Close it does nothing.
func (w *Workspace) spawn(f func()) {
	if w.enter() {
		go func() {
			defer w.wg.Done()
			f()
		}()
	}
}

// spawnLocked is spawn for callers that hold the lock.
func (w *Workspace) spawnLocked(f func()) {
	if w.closed || w.ctx == nil {
		return
	}
	w.wg.Go(f)
}

// touch tells everybody who waits that something changed. The caller holds the lock.
func (w *Workspace) touch() {
	w.seq++
	close(w.changed)
	w.changed = make(chan struct{})
}

// Changed returns a channel that is closed at the next change. Take it before looking, then nothing is missed.
func (w *Workspace) Changed() <-chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.changed
}

// Wait looks again after every change until found reports true or ctx ends. found may call any method of the workspace.
func (w *Workspace) Wait(ctx context.Context, found func() bool) error {
	for {
		changed := w.Changed()
		if found() {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Settle waits until no API call is under way and no envelope waits for its ack. What the app does by itself later, Slack
// can't know.
func (w *Workspace) Settle(ctx context.Context) error {
	return w.Wait(ctx, func() bool {
		w.mu.Lock()
		defer w.mu.Unlock()
		return w.calls == 0 && len(w.link.pending) == 0
	})
}

func domainOf(name string) string {
	domain := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '-':
			return r
		case r == ' ':
			return '-'
		}
		return -1
	}, strings.ToLower(name))
	if domain == "" {
		return "workspace"
	}
	return domain
}
