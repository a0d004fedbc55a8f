package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"
)

// probeTimeout bounds a health check.
const probeTimeout = 5 * time.Second

// ErrNotRunning says that no program answers at the health port.
var ErrNotRunning = errors.New("nothing answers")

// Probe asks the program that serves health on addr for a path, /healthz or /readyz. Its error is what the program says is wrong.
func Probe(ctx context.Context, addr, path string) error {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("health port %q: %w", addr, err)
	}
	switch host { // what listens everywhere listens here
	case "", "0.0.0.0":
		host = "127.0.0.1"
	case "::":
		host = "::1"
	}
	ctx, cancel := context.WithTimeout(ctx, probeTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+path, http.NoBody)
	if err != nil {
		return fmt.Errorf("health port %q: %w", addr, err)
	}
	direct := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}} // never through a proxy
	response, err := direct.Do(request)
	if err != nil {
		return fmt.Errorf("%w at %s", ErrNotRunning, request.URL.Host)
	}
	defer response.Body.Close()                                   //nolint:errcheck // only read from
	said, err := io.ReadAll(io.LimitReader(response.Body, 1<<12)) // a few words
	if err != nil {
		return fmt.Errorf("read what it says: %w", err)
	}
	if response.StatusCode != http.StatusOK {
		return errors.New(strings.ReplaceAll(strings.TrimSpace(string(said)), "\n", "; "))
	}
	return nil
}
