package simulate

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
)

// luck is chance that its name alone decides: what happens to one prospect changes nothing for another, whoever is asked first.
func luck(seed uint64, of ...any) *rand.Rand {
	h := fnv.New64a()
	_, _ = fmt.Fprintln(h, of...)                 // a hash takes everything
	return rand.New(rand.NewPCG(seed, h.Sum64())) //nolint:gosec // a simulation wants repeatable chance, not secrecy
}

// happens reports whether something does that has a chance.
func happens(r *rand.Rand, chance float64) bool { return r.Float64() < chance }

// option is one of several things that may happen, and how often it does compared with the others.
type option[T any] struct {
	weight float64
	of     T
}

// pick takes one of the options.
func pick[T any](r *rand.Rand, options []option[T]) T {
	all := 0.0
	for _, o := range options {
		all += o.weight
	}
	at := r.Float64() * all
	for _, o := range options {
		if at -= o.weight; at < 0 {
			return o.of
		}
	}
	return options[len(options)-1].of
}
