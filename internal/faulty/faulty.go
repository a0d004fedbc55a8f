// Package faulty stands between the bot and what it works with, its store, its outbox and Slack, and has calls fail by chance.
//
// What becomes of the n-th call of an operation is decided by the seed, the operation and n alone: the same seed has the same calls
// fail, however the goroutines that make them take turns.
package faulty

import (
	"context"
	"encoding/binary"
	"errors"
	"hash/fnv"
	"maps"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jonboulle/clockwork"
)

// Kind is a way in which a call fails.
type Kind string

// The kinds. Not every operation can fail in each of them.
const (
	None        Kind = ""
	Before      Kind = "before"      // it fails, and nothing was done
	After       Kind = "after"       // all was done, and the answer gets lost
	Slow        Kind = "slow"        // it takes up to Rates.Delay longer, and succeeds
	Conflict    Kind = "conflict"    // the database ends the transaction for the sake of another one
	Unavailable Kind = "unavailable" // Slack answers 503, and nothing was done
)

// Rates are how often a call fails in each way, from 0 (never) to 1 (always).
type Rates struct {
	Before      float64       `json:"before"`
	After       float64       `json:"after"`
	Slow        float64       `json:"slow"`
	Conflict    float64       `json:"conflict"`
	Unavailable float64       `json:"unavailable"`
	Delay       time.Duration `json:"delay"`
}

func (r Rates) of(k Kind) float64 {
	return map[Kind]float64{Before: r.Before, After: r.After, Slow: r.Slow, Conflict: r.Conflict, Unavailable: r.Unavailable}[k]
}

// ErrInjected is what a call of the store or the outbox fails with.
var ErrInjected = errors.New("injected: the database is out of reach")

// Injector decides which calls fail. Its methods may be called from any goroutine.
type Injector struct {
	seed  uint64
	rates Rates
	clock clockwork.Clock // real: what is slow takes real time
	calm  atomic.Bool

	mu    sync.Mutex
	calls map[string]uint64 // so far, by operation
	hits  map[Kind]int
}

// New returns an injector that strikes at once.
func New(seed uint64, rates Rates, clock clockwork.Clock) *Injector {
	return &Injector{seed: seed, rates: rates, clock: clock, calls: map[string]uint64{}, hits: map[Kind]int{}}
}

// Calm has nothing fail until it is called with false.
func (i *Injector) Calm(is bool) { i.calm.Store(is) }

// Hits counts what has failed so far, by kind.
func (i *Injector) Hits() map[Kind]int {
	i.mu.Lock()
	defer i.mu.Unlock()
	return maps.Clone(i.hits)
}

// strike decides what becomes of the next call of an operation that can fail in these ways. One that is slow has been, when it
// returns; ctx cuts that short.
func (i *Injector) strike(ctx context.Context, operation string, can ...Kind) Kind {
	i.mu.Lock()
	i.calls[operation]++
	chance, part := i.chance(operation, i.calls[operation])
	kind := None
	if !i.calm.Load() {
		kind = i.rates.pick(chance, can)
	}
	if kind != None {
		i.hits[kind]++
	}
	i.mu.Unlock()
	if kind != Slow {
		return kind
	}
	select {
	case <-i.clock.After(time.Duration(part * float64(i.rates.Delay))):
	case <-ctx.Done():
	}
	return None
}

// pick divides the numbers from 0 to 1 among the kinds.
func (r Rates) pick(chance float64, can []Kind) Kind {
	for _, k := range can {
		if chance < r.of(k) {
			return k
		}
		chance -= r.of(k)
	}
	return None
}

// chance is two numbers from 0 to 1 that belong to the n-th call of an operation.
func (i *Injector) chance(operation string, n uint64) (float64, float64) {
	h := fnv.New64a()
	_, _ = h.Write([]byte(operation)) // never fails
	_, _ = h.Write(binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, i.seed), n))
	first := mixed(h.Sum64())
	return unit(first), unit(mixed(first))
}

// mixed spreads what differs in one bit over all of them (splitmix64).
func mixed(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

func unit(x uint64) float64 { return float64(x>>11) / (1 << 53) }
