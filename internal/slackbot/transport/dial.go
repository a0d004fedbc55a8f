package transport

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"
)

// dial opens the WebSocket. The address is a credential, so no error contains it.
func (c *Client) dial(ctx context.Context, address string) (*websocket.Conn, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || (u.Scheme != "ws" && u.Scheme != "wss") {
		return nil, errors.New("the answer holds no WebSocket address")
	}
	if u.Scheme == "ws" && !OnThisComputer(u.Hostname()) { // all that people type would be readable on the way
		return nil, errors.New("the answer holds a WebSocket address without encryption, which only a simulated workspace on this computer may have")
	}
	var watched func() bool
	dialer := *c.o.Dialer
	netDial := dialer.NetDialContext
	if netDial == nil {
		netDial = new(net.Dialer).DialContext
	}
	dialer.NetDialContext = func(dialCtx context.Context, network, addr string) (net.Conn, error) {
		conn, err := netDial(dialCtx, network, addr)
		if err == nil {
			// The library obeys ctx while it dials, but not while it waits for the server's answer. (dialCtx is the
			// library's own and ends when it returns.)
			watched = context.AfterFunc(ctx, func() { _ = conn.Close() })
		}
		return conn, err
	}
	ws, resp, err := dialer.DialContext(ctx, address, nil)
	if resp != nil {
		_ = resp.Body.Close()
	}
	inTime := watched == nil || watched()
	switch {
	case err == nil && inTime:
		return ws, nil
	case err == nil:
		_ = ws.Close()
		return nil, ctx.Err()
	case resp != nil && resp.StatusCode == http.StatusTooManyRequests:
		return nil, &slack.RateLimitedError{RetryAfter: retryAfter(resp.Header)}
	case resp != nil:
		return nil, fmt.Errorf("upgrade refused with status %d", resp.StatusCode)
	default:
		return nil, err
	}
}

// OnThisComputer reports whether a host can only be a simulated workspace beside us: localhost, a loopback address, or 0.0.0.0, by which
// one that listens everywhere may call itself.
func OnThisComputer(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && (ip.IsLoopback() || ip.IsUnspecified())
}

func retryAfter(h http.Header) time.Duration {
	seconds, err := strconv.Atoi(h.Get("Retry-After"))
	if err != nil || seconds < 0 {
		return 0
	}
	return time.Duration(seconds) * time.Second
}
