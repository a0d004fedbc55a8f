package transport

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/jonboulle/clockwork"
)

// fakeSlack is the other end of the socket, as obedient or as broken as a test wants it. It runs on real TCP or, inside a
// synctest bubble, on pipes in memory, so that hours pass in milliseconds.
type fakeSlack struct {
	t     *testing.T
	clock clockwork.Clock
	addr  string
	dial  func(ctx context.Context, network, addr string) (net.Conn, error)

	// The script. Set before the client runs, or under mu.
	open      func(call int) error                       // apps.connections.open
	upgrade   func(w http.ResponseWriter, call int) bool // false: refused, answered
	greet     func(s *socket)                            // default: hello
	noPongs   bool
	pingEvery time.Duration

	mu      sync.Mutex
	opens   []time.Time
	sockets []*socket
	wires   []*wire // the client's ends
	acks    map[string][]string
	acked   chan string
	wait    sync.WaitGroup
	pings   atomic.Int64
}

// socket is Slack's end of one connection.
type socket struct {
	f      *fakeSlack
	ws     *websocket.Conn
	nr     int
	mu     sync.Mutex
	closed chan struct{}
	spent  atomic.Bool // Slack writes no more envelopes to it
}

func newFake(t *testing.T, listener net.Listener, dial func(context.Context, string, string) (net.Conn, error)) *fakeSlack {
	t.Helper()
	f := &fakeSlack{
		t: t, clock: clockwork.NewRealClock(), addr: listener.Addr().String(), dial: dial,
		acks: map[string][]string{}, acked: make(chan string, 100_000),
		greet: func(s *socket) { s.send(`{"type":"hello","num_connections":1}`) },
	}
	srv := &http.Server{Handler: http.HandlerFunc(f.serve), ReadHeaderTimeout: time.Minute}
	served := make(chan struct{})
	go func() {
		_ = srv.Serve(listener)
		close(served)
	}()
	t.Cleanup(func() {
		_ = srv.Close()
		<-served
		for _, s := range f.all() {
			_ = s.ws.Close()
		}
		f.wait.Wait()
	})
	return f
}

// onTCP listens on a loopback port.
func onTCP(t *testing.T) *fakeSlack {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return newFake(t, l, new(net.Dialer).DialContext)
}

// inBubble is for synctest.
func inBubble(t *testing.T) *fakeSlack {
	t.Helper()
	l := &pipes{accept: make(chan net.Conn), closed: newSignal()}
	return newFake(t, l, l.dial)
}

func (f *fakeSlack) OpenConnection(context.Context) (address string, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.opens = append(f.opens, f.clock.Now())
	if f.open != nil {
		err = f.open(len(f.opens))
	}
	if err != nil && !errors.Is(err, ErrWarnedOff) {
		return "", err
	}
	return fmt.Sprintf("ws://%s/link/?ticket=secret-%d&app_id=A1", f.addr, len(f.opens)), err
}

func (f *fakeSlack) serve(w http.ResponseWriter, r *http.Request) {
	f.wait.Add(1)
	defer f.wait.Done()
	if f.upgrade != nil && !f.upgrade(w, len(f.openedAt())) {
		return
	}
	upgrader := websocket.Upgrader{}
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	s := &socket{f: f, ws: ws, closed: make(chan struct{})}
	ws.SetPingHandler(func(data string) error {
		f.pings.Add(1)
		if f.noPongs {
			return nil
		}
		f.wait.Go(func() { // a pipe has no buffer: whoever reads must not write
			s.mu.Lock()
			defer s.mu.Unlock()
			_ = ws.WriteControl(websocket.PongMessage, []byte(data), time.Time{})
		})
		return nil
	})
	f.mu.Lock()
	f.sockets = append(f.sockets, s)
	s.nr = len(f.sockets)
	f.mu.Unlock()
	if f.pingEvery > 0 {
		f.wait.Go(s.pingForEver)
	}
	f.wait.Go(func() { f.greet(s) })
	s.read()
}

func (s *socket) read() {
	defer close(s.closed)
	defer func() { _ = s.ws.Close() }() // the other side may have been quicker
	for {
		_, data, err := s.ws.ReadMessage()
		if err != nil {
			return
		}
		var ack struct {
			ID      string          `json:"envelope_id"`
			Payload json.RawMessage `json:"payload"`
		}
		if err := json.Unmarshal(data, &ack); err != nil {
			s.f.t.Errorf("the client wrote %q", data)
		}
		s.f.mu.Lock()
		s.f.acks[ack.ID] = append(s.f.acks[ack.ID], string(ack.Payload))
		s.f.mu.Unlock()
		s.f.acked <- ack.ID
	}
}

func (s *socket) pingForEver() {
	for {
		t := s.f.clock.NewTimer(s.f.pingEvery)
		select {
		case <-t.Chan():
			s.mu.Lock()
			_ = s.ws.WriteControl(websocket.PingMessage, []byte("Ping from applink-1"), time.Time{})
			s.mu.Unlock()
		case <-s.closed:
			t.Stop()
			return
		}
	}
}

// send is false when the connection is closed.
func (s *socket) send(text string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-s.closed:
		return false
	default:
		return s.ws.WriteMessage(websocket.TextMessage, []byte(text)) == nil
	}
}

func (s *socket) command(id string) bool {
	return s.send(`{"envelope_id":"` + id + `","type":"slash_commands","accepts_response_payload":true,"payload":{"n":"` + id + `"}}`)
}

func (s *socket) disconnect(reason string) {
	s.send(`{"type":"disconnect","reason":"` + reason + `","debug_info":{"host":"applink-1"}}`)
}

func (s *socket) bye(code int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_ = s.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Time{})
	_ = s.ws.Close()
}

func (s *socket) open() bool {
	select {
	case <-s.closed:
		return false
	default:
		return true
	}
}

func (f *fakeSlack) all() []*socket {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]*socket(nil), f.sockets...)
}

// up lists the connections Slack may write envelopes to, the oldest first.
func (f *fakeSlack) up() []*socket {
	var open []*socket
	for _, s := range f.all() {
		if s.open() && !s.spent.Load() {
			open = append(open, s)
		}
	}
	return open
}

func (f *fakeSlack) newest() *socket {
	all := f.all()
	return all[len(all)-1]
}

func (f *fakeSlack) openedAt() []time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]time.Time(nil), f.opens...)
}

// cutWires lets all connections go dead without a sign.
func (f *fakeSlack) cutWires() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, w := range f.wires {
		w.dead.Store(true)
	}
}

func (f *fakeSlack) answers(id string) []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]string(nil), f.acks[id]...)
}

// awaitAck waits for the next ack, whichever it is for.
func (f *fakeSlack) awaitAck() string {
	f.t.Helper()
	select {
	case id := <-f.acked:
		return id
	case <-f.clock.After(20 * time.Second):
		f.t.Fatal("no ack")
		return ""
	}
}

// await polls cond; only real time passes in between.
func (f *fakeSlack) await(what string, cond func() bool) {
	f.t.Helper()
	for range 90_000 {
		if cond() {
			return
		}
		<-f.clock.After(time.Millisecond)
	}
	f.t.Fatalf("waited in vain: %s", what)
}

// running is a client and what became of its Run.
type running struct {
	*Client
	stop func()
	done chan struct{}
	err  error
	log  *lines
}

// run starts a client and, at the end of the test, stops it and looks for secrets in its log.
func (f *fakeSlack) run(h Handler, o Options) *running {
	f.t.Helper()
	log := &lines{}
	o.Clock = f.clock
	o.Logger = slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	o.Dialer = &websocket.Dialer{NetDialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
		c, err := f.dial(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		w := &wire{Conn: c}
		f.mu.Lock()
		f.wires = append(f.wires, w)
		f.mu.Unlock()
		return w, nil
	}}
	client, err := New(f, h, o)
	if err != nil {
		f.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(f.t.Context())
	r := &running{Client: client, stop: cancel, done: make(chan struct{}), log: log}
	go func() {
		defer close(r.done)
		r.err = client.Run(ctx)
	}()
	f.t.Cleanup(func() {
		cancel()
		<-r.done
		if s := log.String(); strings.Contains(s, "secret-") || strings.Contains(s, "ticket=") {
			f.t.Errorf("a ticket is in the log:\n%s", s)
		}
	})
	return r
}

// result waits for the end of Run.
func (r *running) result(t *testing.T) error {
	t.Helper()
	select {
	case <-r.done:
		return r.err
	case <-clockwork.NewRealClock().After(time.Minute):
		t.Fatal("Run goes on")
		return nil
	}
}

func ackAll(ctx context.Context, _ Envelope, ack Ack) { _ = ack(ctx, nil) }
