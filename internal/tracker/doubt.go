package tracker

import (
	"context"
	"sync/atomic"
)

type doubtKey struct{}

// Doubt knows whether something was on its way to be committed for a request: who gives the request up before it hears what became of
// that can't say that nothing was stored.
type Doubt struct{ begun atomic.Bool }

// WithDoubt has a store tell the doubt when a commit begins in ctx.
func WithDoubt(ctx context.Context) (context.Context, *Doubt) {
	d := new(Doubt)
	return context.WithValue(ctx, doubtKey{}, d), d
}

// Committing is for stores: what is sent from here on may be stored, whether or not its answer arrives.
func Committing(ctx context.Context) {
	if d, ok := ctx.Value(doubtKey{}).(*Doubt); ok {
		d.begun.Store(true)
	}
}

// Begun reports whether a commit was begun.
func (d *Doubt) Begun() bool { return d.begun.Load() }
