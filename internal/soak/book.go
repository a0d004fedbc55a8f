package soak

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/jonboulle/clockwork"
)

// Invariant is one of the things that hold whatever fails.
type Invariant string

// The invariants, as the package's comment lists them.
const (
	Kept     Invariant = "A"
	Once     Invariant = "B"
	Prompt   Invariant = "C"
	Mannered Invariant = "D"
	Sound    Invariant = "E"
	Honest   Invariant = "F"
)

var invariants = []Invariant{Kept, Once, Prompt, Mannered, Sound, Honest}

const (
	storyLength  = 400 // lines that are remembered
	storyShown   = 60  // lines that led to a breach
	breachesKept = 5   // of each invariant; all are counted
)

// breach is one time that an invariant did not hold, with what led there.
type breach struct {
	What  string
	Story []string
}

// book is what the soak has seen: the story of the last minutes, breaches, and numbers.
type book struct {
	clock clockwork.Clock // real
	begun time.Time

	mu       sync.Mutex
	story    []string
	breaches map[Invariant][]breach
	broken   map[Invariant]int
	numbers  map[string]int
	longest  map[string]time.Duration
	answers  map[int]int // by bucket of their waits
}

func newBook(clock clockwork.Clock) *book {
	return &book{
		clock: clock, begun: clock.Now(), breaches: map[Invariant][]breach{}, broken: map[Invariant]int{}, numbers: map[string]int{},
		longest: map[string]time.Duration{}, answers: map[int]int{},
	}
}

// tell adds a line to the story.
func (b *book) tell(format string, args ...any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.add(fmt.Sprintf(format, args...))
}

func (b *book) add(line string) {
	if len(b.story) >= storyLength {
		b.story = slices.Clone(b.story[storyLength/2:])
	}
	b.story = append(b.story, fmt.Sprintf("%9.3fs %s", b.clock.Now().Sub(b.begun).Seconds(), line))
}

// breach notes that an invariant did not hold.
func (b *book) breach(i Invariant, format string, args ...any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	what := fmt.Sprintf(format, args...)
	b.add("BROKEN " + string(i) + ": " + what)
	b.broken[i]++
	if len(b.breaches[i]) < breachesKept {
		b.breaches[i] = append(b.breaches[i], breach{What: what, Story: slices.Clone(b.story[max(0, len(b.story)-storyShown):])})
	}
}

// count adds to a number.
func (b *book) count(name string, n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.numbers[name] += n
}

// most keeps the largest of a number.
func (b *book) most(name string, n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.numbers[name] = max(b.numbers[name], n)
}

// answered keeps how soon an answer came.
func (b *book) answered(after time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.longest["answer"] = max(b.longest["answer"], after)
	b.answers[bucketOf(after)]++
}

// bucketOf sorts waits into buckets of five milliseconds.
func bucketOf(d time.Duration) int { return int(d / bucket) }

const bucket = 5 * time.Millisecond

// quantile is within which wait a part of the answers came. The caller holds the lock.
func (b *book) quantile(part float64) time.Duration {
	all := 0
	for _, n := range b.answers {
		all += n
	}
	left := int(part * float64(all))
	for _, at := range slices.Sorted(maps.Keys(b.answers)) {
		if left -= b.answers[at]; left <= 0 {
			return time.Duration(at+1) * bucket
		}
	}
	return 0
}

// took keeps the longest of a kind of wait.
func (b *book) took(name string, d time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.longest[name] = max(b.longest[name], d)
}

func (b *book) number(name string) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.numbers[name]
}

func (b *book) longestOf(name string) time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.longest[name]
}

// end is the end of the story.
func (b *book) end() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return strings.Join(b.story[max(0, len(b.story)-storyShown):], "\n")
}

// isBroken reports whether an invariant ever did not hold.
func (b *book) isBroken() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.broken) > 0
}
