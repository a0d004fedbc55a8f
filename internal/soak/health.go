package soak

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/followup-bot/followup/internal/app"
)

// health asks the replicas how they are, as an operator's monitor does.
type health struct {
	stage *stage
	book  *book
	fleet *fleet
	limit int64 // bytes that a replica may take
}

const (
	askEvery   = 200 * time.Millisecond
	healWithin = time.Minute // until health shows that a fault is over: a socket that was refused often is tried again after half of it
	// surely is how long a fault lasts at least that must show, far sooner than after the 30 s that are promised: health's own
	// timeout, and some time to ask.
	surely = 3500 * time.Millisecond
)

// outage breaks something that health must show for a while, and mends it.
func (h *health) outage(ctx context.Context, what string, d time.Duration, begin, end func()) {
	begin()
	begun := h.stage.real.Now()
	shown, took := h.until(ctx, d, func(well bool) bool { return !well })
	switch {
	case shown:
		h.book.took("health shows a fault", took)
		h.book.count("faults that health showed", 1)
	case ctx.Err() == nil && d >= surely:
		h.book.breach(Honest, "the %s was away for %s, and health did not show it", what, d.Round(time.Millisecond))
	}
	if left := d - h.stage.real.Now().Sub(begun); left > 0 {
		select {
		case <-ctx.Done():
		case <-h.stage.real.After(left):
		}
	}
	end()
	healed, took := h.until(context.WithoutCancel(ctx), healWithin, func(well bool) bool { return well })
	if !healed {
		h.book.breach(Honest, "the %s is back for %s, and health does not show it: %s", what, healWithin, h.ask())
		return
	}
	h.book.took("health heals", took)
}

// until asks until every replica is as wanted, and reports whether that came to be and after how long.
func (h *health) until(ctx context.Context, patience time.Duration, wanted func(well bool) bool) (bool, time.Duration) {
	begun := h.stage.real.Now()
	for {
		all := h.fleet.addrs()
		fits := len(all) > 0
		for _, addr := range all {
			fits = fits && wanted(app.Probe(ctx, addr, "/readyz") == nil)
		}
		took := h.stage.real.Now().Sub(begun)
		if fits {
			return true, took
		}
		if took > patience || ctx.Err() != nil {
			return false, took
		}
		select {
		case <-ctx.Done():
		case <-h.stage.real.After(askEvery):
		}
	}
}

// ask is what the replicas say is wrong.
func (h *health) ask() string {
	var all []string
	for name, addr := range h.fleet.addrs() {
		if err := app.Probe(context.Background(), addr, "/readyz"); err != nil {
			all = append(all, name+": "+err.Error())
		}
	}
	return strings.Join(all, "; ")
}

// watch measures the replicas until ctx ends.
func (h *health) watch(ctx context.Context) {
	every(ctx, h.stage.real, 2*time.Second, func() {
		for name, addr := range h.fleet.addrs() {
			h.measure(ctx, name, addr)
		}
	})
}

// measure reads what a replica takes. One that does not answer is measured next time.
func (h *health) measure(ctx context.Context, name, addr string) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+addr+"/metrics", http.NoBody)
	if err != nil {
		return
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return
	}
	defer response.Body.Close() //nolint:errcheck // only read from
	text, err := io.ReadAll(io.LimitReader(response.Body, 1<<20))
	if err != nil {
		return
	}
	memory := metric(string(text), "process_resident_memory_bytes")
	h.book.most("memory", int(memory))
	h.book.most("goroutines", int(metric(string(text), "go_goroutines")))
	if h.limit > 0 && int64(memory) > h.limit {
		h.book.breach(Sound, "%s takes %s", name, megabytes(int(memory)))
	}
	if orphans := metric(string(text), "followup_orphans"); orphans > 0 {
		h.book.breach(Sound, "%s counts %v open leads without a recall", name, orphans)
	}
}

// metric reads one number; 0 where it isn't there.
func metric(text, name string) float64 {
	for line := range strings.Lines(text) {
		if rest, ok := strings.CutPrefix(line, name+" "); ok {
			n, err := strconv.ParseFloat(strings.TrimSpace(rest), 64)
			if err == nil {
				return n
			}
		}
	}
	return 0
}

func megabytes(bytes int) string { return fmt.Sprintf("%d MB", bytes>>20) }
