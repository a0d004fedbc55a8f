package slacksim

import (
	"net"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// conn is one Socket Mode connection.
type conn struct {
	w      *Workspace
	ws     *websocket.Conn
	number int
	out    chan []byte // nil: say goodbye and end
	last   []byte      // the closing frame of a goodbye that has its own code; guarded by the workspace's lock
	gone   chan struct{}
	once   sync.Once
	frozen atomic.Bool

	refreshing, leaving bool // guarded by the workspace's lock
}

var pingFrame = []byte("ping")

// send queues a frame. A peer that stopped reading is dropped; it reports false then.
func (c *conn) send(frame []byte) bool {
	select {
	case c.out <- frame:
		return true
	case <-c.gone:
	default:
		c.drop()
	}
	return false
}

func (c *conn) sendJSON(v any) { c.send(encode(v)) }

// closeSoon ends the connection properly after what is queued.
func (c *conn) closeSoon() { c.send(nil) }

// closeWith is closeSoon with another closing frame. The caller holds the lock.
func (c *conn) closeWith(frame []byte) {
	c.last = frame
	c.closeSoon()
}

// end is drop without the reset: the app reads an orderly end of the stream.
func (c *conn) end() {
	c.once.Do(func() {
		close(c.gone)
		_ = c.ws.Close()
	})
}

// drop ends the connection at once. It may be called often and from anywhere.
func (c *conn) drop() {
	c.once.Do(func() {
		close(c.gone)
		if tcp, ok := c.ws.NetConn().(*net.TCPConn); ok {
			_ = tcp.SetLinger(0) // the app sees a reset, not an orderly end
		}
		_ = c.ws.Close()
	})
}

func (c *conn) ended() bool {
	select {
	case <-c.gone:
		return true
	default:
		return false
	}
}

// writeLoop is the only writer of the socket.
func (c *conn) writeLoop() {
	for {
		select {
		case <-c.gone:
			return
		case frame := <-c.out:
			if frame == nil {
				c.goodbye()
				return
			}
			if !c.frozen.Load() && c.write(frame) != nil {
				c.drop()
				return
			}
		}
	}
}

func (c *conn) write(frame []byte) error {
	if len(frame) == len(pingFrame) && &frame[0] == &pingFrame[0] {
		return c.ws.WriteControl(websocket.PingMessage, []byte("Ping from simulated Slack"), time.Time{})
	}
	return c.ws.WriteMessage(websocket.TextMessage, frame)
}

// goodbye sends the closing frame. The app's answer ends readLoop; without one, a second later the connection is cut.
func (c *conn) goodbye() {
	c.w.mu.Lock()
	closing := c.last
	c.w.mu.Unlock()
	if closing == nil {
		closing = websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
	}
	if c.ws.WriteControl(websocket.CloseMessage, closing, time.Time{}) == nil {
		c.w.pause(time.Second, c.gone)
	}
	c.drop()
}

// readLoop hands everything the app sends to the workspace until the connection ends.
func (c *conn) readLoop() {
	for {
		_, frame, err := c.ws.ReadMessage()
		if err != nil {
			return
		}
		if !c.frozen.Load() {
			c.w.receive(c, frame)
		}
	}
}

// pingLoop pings every connection every ten seconds.
func (w *Workspace) pingLoop() {
	ticker := w.clock.NewTicker(pingEvery)
	defer ticker.Stop()
	for {
		select {
		case <-w.ctx.Done():
			return
		case <-ticker.Chan():
		}
		w.mu.Lock()
		conns := w.link.all()
		w.mu.Unlock()
		for _, c := range conns {
			c.send(pingFrame)
		}
	}
}
