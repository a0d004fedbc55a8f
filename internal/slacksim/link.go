package slacksim

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

// link is the app's side door: all Socket Mode connections and what is on its way over them.
type link struct {
	tickets  map[string]time.Time
	conns    []*conn // oldest first
	lastConn int
	turn     int // round robin
	disabled bool
	pending  map[string]*pending // by envelope id
	seen     map[string]bool     // acked envelopes of which a copy may be acked as well
	events   []event             // the last ones, to redeliver
	lifetime time.Duration       // after which a connection is refreshed; 0 is never
}

const eventsKept = 20

func (l *link) remember(e event) {
	if len(l.events) >= eventsKept {
		l.events = slices.Delete(l.events, 0, 1)
	}
	l.events = append(l.events, e)
}

func (l *link) init() {
	l.tickets, l.pending, l.seen = map[string]time.Time{}, map[string]*pending{}, map[string]bool{}
}

func (l *link) all() []*conn { return slices.Clone(l.conns) }

// connectionsOpen hands out a one-time address. Ten seconds must be enough to use it. With Socket Mode off Slack does so too, and only
// warns: whoever connects is greeted and hears nothing more.
func (c *call) connectionsOpen() (object, *apiError) {
	ticket := secret(16)
	for t, born := range c.w.link.tickets {
		if c.w.clock.Now().Sub(born) > time.Minute {
			delete(c.w.link.tickets, t)
		}
	}
	c.w.link.tickets[ticket] = c.w.clock.Now()
	address := strings.Replace(c.w.ids.base, "http://", "ws://", 1) + "/link/?ticket=" + ticket + "&app_id=" + url.QueryEscape(c.w.ids.app)
	answer := object{"url": address}
	if c.w.link.disabled {
		answer["response_metadata"] = object{"messages": []string{"[WARN] Socket Mode is not turned on."}}
	}
	return answer, nil
}

var upgrader = websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}

func (w *Workspace) serveLink(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	ticket := r.URL.Query().Get("ticket")
	_, valid := w.link.tickets[ticket]
	delete(w.link.tickets, ticket)
	refused := w.takeFault(func(f *Fault) bool { return f.Kind == FaultRefuseSocket }) != nil
	if !valid && !refused {
		w.violate("bad_ticket", "a socket address was used twice or was never handed out")
	}
	w.mu.Unlock()
	if !valid || refused {
		http.Error(rw, "Forbidden", http.StatusForbidden)
		return
	}
	ws, err := upgrader.Upgrade(rw, r, nil)
	if err != nil {
		return
	}
	w.welcome(ws, r.URL.Query().Get("debug_reconnects") == "true")
}

// welcome registers a connection, says hello and reads from it until it ends.
func (w *Workspace) welcome(ws *websocket.Conn, short bool) {
	w.mu.Lock()
	w.link.lastConn++
	c := &conn{w: w, ws: ws, number: w.link.lastConn, out: make(chan []byte, 4096), gone: make(chan struct{})}
	crowded := len(w.link.conns) >= maxConnections
	if !crowded {
		w.link.conns = append(w.link.conns, c)
	}
	silent := w.takeFault(func(f *Fault) bool { return f.Kind == FaultNoHello }) != nil
	count := len(w.link.conns)
	if crowded {
		w.violate("too_many_websockets", "an eleventh connection was opened")
	}
	w.touch()
	w.mu.Unlock()

	w.spawn(c.writeLoop)
	w.spawn(func() { w.age(c) })
	switch {
	case crowded:
		c.sendJSON(object{"type": "disconnect", "reason": "too_many_websockets", "debug_info": debugInfo()})
		c.closeSoon()
	case !silent:
		lasts := 18060
		if short {
			lasts = 360
		}
		info := debugInfo()
		info["build_number"], info["approximate_connection_time"] = 10, lasts
		c.sendJSON(object{"type": "hello", "num_connections": count, "connection_info": object{"app_id": w.ids.app}, "debug_info": info})
	}
	c.readLoop()
	w.forget(c)
}

func (w *Workspace) forget(c *conn) {
	c.drop()
	w.mu.Lock()
	defer w.mu.Unlock()
	w.link.conns = slices.DeleteFunc(w.link.conns, func(o *conn) bool { return o == c })
	for _, p := range w.link.pending {
		if p.record.Conn == c.number {
			p.record.Lost = lostConnection
		}
	}
	w.touch()
}

func debugInfo() object { return object{"host": "applink-simulated"} }

// next picks the connection for an envelope, each in turn; nil when there is none. A connection that was told to refresh
// gets nothing new, nor does one that was cut and whose reader hasn't noticed yet, nor any while Socket Mode is off.
func (l *link) next() *conn {
	if l.disabled {
		return nil
	}
	ready := slices.DeleteFunc(l.all(), func(c *conn) bool { return c.leaving || c.ended() })
	if len(ready) == 0 {
		return nil
	}
	l.turn++
	return ready[l.turn%len(ready)]
}

// alive reports whether a connection is open and not frozen.
func (l *link) alive(number int) bool {
	return slices.ContainsFunc(l.conns, func(c *conn) bool { return c.number == number && !c.frozen.Load() && !c.ended() })
}

// Connections is the number of open sockets.
func (w *Workspace) Connections() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.link.conns)
}

// Refresh renews the oldest connection the way Slack does every few hours: a warning, after RefreshNotice refresh_requested,
// and then the end. It returns at once.
func (w *Workspace) Refresh() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.link.conns {
		if !c.refreshing {
			w.refresh(c)
			return
		}
	}
}

// RefreshAll is Refresh for every connection at once, which Slack does not do but a restart of its edge may.
func (w *Workspace) RefreshAll() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.link.conns {
		if !c.refreshing {
			w.refresh(c)
		}
	}
}

func (w *Workspace) refresh(c *conn) {
	c.refreshing = true
	c.sendJSON(object{"type": "disconnect", "reason": "warning", "debug_info": debugInfo()})
	w.spawnLocked(func() {
		if !w.pause(w.opts.RefreshNotice, c.gone) {
			return
		}
		w.mu.Lock()
		c.leaving = true
		w.mu.Unlock()
		c.sendJSON(object{"type": "disconnect", "reason": "refresh_requested", "debug_info": debugInfo()})
		w.pause(w.opts.RefreshNotice/2, c.gone)
		c.closeSoon()
	})
}

// SetLifetime refreshes every connection, also those that are open, once it is that old. Slack takes hours; tests have none. Zero stops it.
func (w *Workspace) SetLifetime(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.link.lifetime = d
	for _, c := range w.link.conns {
		w.spawnLocked(func() { w.age(c) })
	}
	w.touch()
}

// age refreshes a connection when its time has come.
func (w *Workspace) age(c *conn) {
	w.mu.Lock()
	lifetime := w.link.lifetime
	w.mu.Unlock()
	if lifetime == 0 || !w.pause(lifetime, c.gone) {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.link.lifetime == lifetime && !c.refreshing {
		w.refresh(c)
	}
}

// LinkDisabled switches Socket Mode off, as in the app's settings: every connection ends, and a new one gets nothing.
func (w *Workspace) LinkDisabled() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.link.disabled = true
	for _, c := range w.link.conns {
		c.leaving = true
		c.sendJSON(object{"type": "disconnect", "reason": "link_disabled", "debug_info": debugInfo()})
		c.closeSoon()
	}
	w.touch()
}

// LinkEnabled switches Socket Mode on again.
func (w *Workspace) LinkEnabled() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.link.disabled = false
	w.touch()
}

// DropSockets cuts every connection without a goodbye.
func (w *Workspace) DropSockets() {
	w.mu.Lock()
	conns := w.link.all()
	w.mu.Unlock()
	for _, c := range conns {
		c.drop()
	}
}

// EndSockets ends the TCP connections in order, but without a closing frame.
func (w *Workspace) EndSockets() {
	w.mu.Lock()
	conns := w.link.all()
	w.mu.Unlock()
	for _, c := range conns {
		c.end()
	}
}

// CloseSockets closes every connection with a frame of that code, such as 1011 when Slack's own server fails; 0 is 1011.
func (w *Workspace) CloseSockets(code int, reason string) {
	if code == 0 {
		code = websocket.CloseInternalServerErr
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.link.conns {
		c.leaving = true
		c.closeWith(websocket.FormatCloseMessage(code, reason))
	}
}

// FreezeSockets leaves the connections open but dead, as when a NAT box forgets them: nothing is sent any more, pings
// neither, and nothing that arrives is read.
func (w *Workspace) FreezeSockets() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.link.conns {
		c.frozen.Store(true)
	}
}

// SendRaw writes a frame to one connection as it is, for apps that must survive nonsense. It reports whether there was one.
func (w *Workspace) SendRaw(frame []byte) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	c := w.link.next()
	if c == nil {
		return false
	}
	return c.send(frame)
}

// pause waits on the technical clock. It reports false when stop or the workspace ended first.
func (w *Workspace) pause(d time.Duration, stop <-chan struct{}) bool {
	t := w.clock.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.Chan():
		return true
	case <-stop:
	case <-w.ctx.Done():
	}
	return false
}

func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic("slacksim: a payload of our own can't be JSON: " + err.Error())
	}
	return b
}
