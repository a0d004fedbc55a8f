package app

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"
)

// quiet is how long a cause must not have come again to be told again.
const quiet = time.Minute

// mostCauses bounds what is remembered of them.
const mostCauses = 1000

// once is a log in which a cause is told when it begins, not with every request that meets it: a full disk, or a database that is away,
// fails them all. What else is said passes through.
type once struct {
	slog.Handler

	causes *causes
}

type causes struct {
	mu   sync.Mutex
	last map[string]time.Time // when each came last, by what was said and why
}

func toldOnce(log *slog.Logger) *slog.Logger {
	return slog.New(once{log.Handler(), &causes{last: map[string]time.Time{}}})
}

// Handle implements [slog.Handler].
func (o once) Handle(ctx context.Context, r slog.Record) error {
	if r.Level >= slog.LevelWarn && o.causes.again(r) {
		return nil
	}
	return o.Handler.Handle(ctx, r)
}

// WithAttrs implements [slog.Handler].
func (o once) WithAttrs(attrs []slog.Attr) slog.Handler {
	return once{o.Handler.WithAttrs(attrs), o.causes}
}

// WithGroup implements [slog.Handler].
func (o once) WithGroup(name string) slog.Handler { return once{o.Handler.WithGroup(name), o.causes} }

// again reports whether a record's cause was told and has not been quiet since.
func (c *causes) again(r slog.Record) bool {
	why := ""
	r.Attrs(func(a slog.Attr) bool {
		if err, ok := a.Value.Any().(error); ok && a.Key == "error" {
			why = innermost(err).Error()
		}
		return why == ""
	})
	if why == "" {
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	key := r.Message + "\n" + why
	last, known := c.last[key]
	if len(c.last) >= mostCauses {
		clear(c.last)
	}
	c.last[key] = r.Time
	return known && r.Time.Sub(last) < quiet
}

// innermost is what an error began with; of several the last, which of "what we do" and "why" is the why.
func innermost(err error) error {
	for {
		next := errors.Unwrap(err)
		if several, ok := err.(interface{ Unwrap() []error }); ok {
			all := slices.DeleteFunc(slices.Clone(several.Unwrap()), func(e error) bool { return e == nil })
			if len(all) > 0 {
				next = all[len(all)-1]
			}
		}
		if next == nil {
			return err
		}
		err = next
	}
}
