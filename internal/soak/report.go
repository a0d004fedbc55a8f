package soak

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"
)

// Report is what came of a soak.
type Report struct {
	Seed    uint64
	Broken  bool
	took    time.Duration
	days    float64
	book    *book
	options Options
}

func (s *soak) report() *Report {
	return &Report{
		Seed: s.Seed, Broken: s.book.isBroken(), took: s.stage.real.Now().Sub(s.book.begun), days: s.stage.clock.Now().Sub(monday).Hours() / 24,
		book: s.book, options: s.Options,
	}
}

// Write prints numbers, the invariants, and for each that is broken what led there.
func (r *Report) Write(to io.Writer) {
	b := r.book
	b.mu.Lock()
	defer b.mu.Unlock()
	fmt.Fprintf(to, "\nseed %d, %s, %d replicas, %d people, %.0f business days\n", r.Seed, r.took.Round(time.Second), r.options.Replicas,
		r.options.People, r.days)
	for _, name := range slices.Sorted(maps.Keys(b.numbers)) {
		if name != "memory" {
			fmt.Fprintf(to, "  %-46s %d\n", name, b.numbers[name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(b.longest)) {
		fmt.Fprintf(to, "  longest %-38s %s\n", name, b.longest[name].Round(time.Millisecond))
	}
	fmt.Fprintln(to)
	for _, i := range invariants {
		fmt.Fprintf(to, "%s  %-9s %s\n", i, b.verdict(i), b.claim(i))
	}
	for _, i := range invariants {
		for n, breach := range b.breaches[i] {
			fmt.Fprintf(to, "\n%s broken, %d of %d: %s\n  %s\n", i, n+1, b.broken[i], breach.What, strings.Join(breach.Story, "\n  "))
		}
	}
	if r.Broken {
		fmt.Fprintf(to, "\nBROKEN. The same plan again: %s\n", r.options.command())
	}
}

func (b *book) verdict(i Invariant) string {
	if n := b.broken[i]; n > 0 {
		return fmt.Sprintf("BROKEN %d×", n)
	}
	return "ok"
}

// claim is an invariant in numbers. The caller holds the lock.
func (b *book) claim(i Invariant) string {
	n := b.numbers
	switch i {
	case Kept:
		return fmt.Sprintf("what people are told is saved is there: %d wishes and %d receipts looked for", n["wishes: saved"],
			n["receipts that were looked for"])
	case Once:
		return fmt.Sprintf("%d digests, %d direct messages, %d taps, %d wishes: each once, and none is missing", n["digests"], n["direct messages"],
			n["taps that counted"], n["wishes: saved"])
	case Prompt:
		return fmt.Sprintf("%d envelopes, half of them answered within %s, 99 %% within %s, the slowest after %s; %d lost on the way", n["envelopes"],
			b.quantile(.5), b.quantile(.99), b.longest["answer"].Round(time.Millisecond), n["answers that could not arrive"])
	case Mannered:
		return "no rule of Slack's broken, nobody pinged"
	case Sound:
		return fmt.Sprintf("no secret in a log, no crash, %s and %d goroutines at the most, no open lead without a next step",
			megabytes(n["memory"]), n["goroutines"])
	case Honest:
		return fmt.Sprintf("health showed %d faults, after %s at the most, and their end after %s; nothing is left undone", n["faults that health showed"],
			b.longest["health shows a fault"].Round(time.Millisecond), b.longest["health heals"].Round(time.Millisecond))
	default:
		return ""
	}
}

// command is the line that runs this soak again.
func (o Options) command() string {
	return fmt.Sprintf("go run ./cmd/soak --minutes %g --seed %d --replicas %d --people %d --day %s --troubles %g --lifetime %s",
		o.For.Minutes(), o.Seed, o.Replicas, o.People, o.Day, o.Troubles, o.Lifetime)
}

// Number is one of the numbers that the report prints.
func (r *Report) Number(name string) int { return r.book.number(name) }
