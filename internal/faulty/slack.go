package faulty

import (
	"io"
	"net"
	"net/http"
	"path"
	"strings"
	"syscall"
)

// calls are HTTP calls that fail.
type calls struct {
	of http.RoundTripper
	in *Injector
}

// Slack returns a transport whose calls get no connection, a 503, no answer, or a late one. Calls are told apart by their method;
// all response URLs are one.
func (i *Injector) Slack(of http.RoundTripper) http.RoundTripper { return calls{of, i} }

func (c calls) RoundTrip(r *http.Request) (*http.Response, error) {
	kind := c.in.strike(r.Context(), methodOf(r), Before, After, Unavailable, Slow)
	switch kind {
	case Before:
		closeBody(r)
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
	case Unavailable:
		closeBody(r)
		return &http.Response{
			Status: "503 Service Unavailable", StatusCode: http.StatusServiceUnavailable, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
			Header: http.Header{}, Body: io.NopCloser(strings.NewReader("injected")), Request: r,
		}, nil
	default: // it is made
	}
	answer, err := c.of.RoundTrip(r)
	if err != nil || kind != After {
		return answer, err
	}
	_, _ = io.Copy(io.Discard, answer.Body) // it is lost anyway
	_ = answer.Body.Close()
	return nil, &net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET}
}

// closeBody does what a transport owes its caller.
func closeBody(r *http.Request) {
	if r.Body != nil {
		_ = r.Body.Close()
	}
}

func methodOf(r *http.Request) string {
	if strings.Contains(r.URL.Path, "/api/") {
		return path.Base(r.URL.Path)
	}
	return "response_url"
}
