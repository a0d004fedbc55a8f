package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"syscall"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// sweepPatience is how long sweeps may be silent before the program counts as stuck.
const sweepPatience = 10 * time.Minute

// listenHTTP opens the health port; nil where there is none. It is the first thing done to serve, since it fails where another
// program has the port.
func (a *App) listenHTTP(ctx context.Context) (net.Listener, error) {
	if a.cfg.HTTPAddr == "" {
		return nil, nil //nolint:nilnil // no port is a setting
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", a.cfg.HTTPAddr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("another program, perhaps another followup, has the health port %s: stop it, or set FOLLOWUP_HTTP_ADDR to another address or to off", a.cfg.HTTPAddr)
	case err != nil:
		return nil, fmt.Errorf("the health port can't be opened: %w: set FOLLOWUP_HTTP_ADDR to an address of this computer, or to off", err)
	}
	a.deps.Log.InfoContext(ctx, "health and metrics", "addr", listener.Addr().String())
	return listener, nil
}

// serveHTTP answers health checks and scrapes until ctx ends. It shows no data of people.
func (a *App) serveHTTP(ctx context.Context, listener net.Listener) error {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", a.healthz)
	mux.HandleFunc("GET /readyz", a.readyz)
	mux.Handle("GET /metrics", promhttp.HandlerFor(a.metrics.registry, promhttp.HandlerOpts{}))
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	stopped := context.AfterFunc(ctx, func() {
		shutdown, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		if err := server.Shutdown(shutdown); err != nil {
			a.deps.Log.WarnContext(ctx, "health port not closed in time", "error", err)
		}
	})
	defer stopped()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve health: %w", err)
	}
	return nil
}

// healthz says whether the program lives: a restart would help where it doesn't.
func (a *App) healthz(w http.ResponseWriter, _ *http.Request) {
	if a.stuck() && a.socket.Status().Healthy() {
		tell(w, []string{"no sweep for " + sweepPatience.String()})
		return
	}
	tell(w, nil)
}

// stuck reports whether sweeps have fallen silent.
func (a *App) stuck() bool {
	last := a.metrics.lastSweep.Load()
	return last > 0 && a.deps.Real.Since(time.Unix(last, 0)) > sweepPatience
}

// readyz says whether people are served right now, and if not why. It heals without a restart.
func (a *App) readyz(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), scrapeTimeout)
	defer cancel()
	tell(w, a.Wrong(ctx))
}

// Wrong is what keeps people from being served right now, in sentences for the operator; empty: nothing.
func (a *App) Wrong(ctx context.Context) []string {
	var wrong []string
	switch missing, err := a.db.Missing(ctx); {
	case err != nil:
		wrong = append(wrong, "the database does not answer")
	case len(missing) > 0:
		wrong = append(wrong, "the database's schema lacks "+strings.Join(missing, ", ")+": followup migrate up, or a restart, applies it")
	default:
		if why, err := a.db.WhyReadOnly(ctx); err != nil {
			wrong = append(wrong, "the database does not answer")
		} else if why != "" {
			wrong = append(wrong, why)
		} else if a.full.Load() {
			wrong = append(wrong, "the database takes no changes: its disk is full")
		}
	}
	if refused, err := a.bot.Refused(ctx); err == nil && refused { // without a database it isn't known, and nothing is sent
		wrong = append(wrong, "Slack refuses the bot token: see followup doctor")
	}
	switch s := a.socket.Status(); {
	case s.TokenProblem != "":
		wrong = append(wrong, "Slack refuses the token: "+s.TokenProblem)
	case s.Up == 0:
		wrong = append(wrong, "no connection to Slack")
	}
	return wrong
}

func tell(w http.ResponseWriter, wrong []string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if len(wrong) > 0 {
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = fmt.Fprintln(w, strings.Join(wrong, "\n")) // a client that left hears nothing
		return
	}
	_, _ = fmt.Fprintln(w, "ok")
}
