package simulate

import (
	"fmt"
	"hash/fnv"
	"slices"
	"sync"
	"time"

	"github.com/followup-bot/followup/internal/followup"
)

// Guarantee is one of those that must hold on every simulated day.
type Guarantee string

// The guarantees that are looked at.
const (
	Recalls   Guarantee = "G1"  // an open lead has exactly one open recall, and its owner's list shows it when it is due
	Stored    Guarantee = "G2"  // what was confirmed is there
	Digests   Guarantee = "G3"  // one digest per rep and date on which something is due: none missed, none doubled
	Once      Guarantee = "G4"  // pressed twice counts once
	Parked    Guarantee = "G5"  // what is parked is in no digest and is not overdue
	Promises  Guarantee = "G6"  // no rule moves a promise
	Removed   Guarantee = "G7"  // who asked not to be contacted has no recall, is in no list and gets no touch
	Reasons   Guarantee = "G9"  // every date and every shift has a reason
	Undoing   Guarantee = "G10" // undo restores
	Delivered Guarantee = ""    // everything that was to be sent was, and Slack's rules were kept
)

// guarantees lists them with what each says.
var guarantees = []struct {
	Of   Guarantee
	Says string
}{
	{Recalls, "every open lead has exactly one next step, and stands in its owner's list when that is due"},
	{Stored, "what a rep was told is saved is in the database, unchanged until a person changes it"},
	{Digests, "one morning list per rep and day on which something is due: none missed, none doubled"},
	{Once, "a button pressed twice counts once"},
	{Parked, "a parked lead is in no list before it wakes"},
	{Promises, "no rule moves a promise"},
	{Removed, "who asked not to be contacted is never touched again, and in no list"},
	{Reasons, "every date has its reason, and so has every date that was shifted"},
	{Undoing, "undo brings everything back as it was"},
	{Delivered, "every message went out, and none broke a rule of Slack's"},
}

const (
	linesKept    = 24 // of a lead's or a rep's story
	breachesKept = 6  // all are counted
)

// Breach is one time that a guarantee did not hold, with what led there.
type Breach struct {
	Of    Guarantee
	What  string
	Story []string
}

// book keeps the story of every lead and every rep, breaches and how often was looked.
type book struct {
	mu       sync.Mutex
	leads    map[int][]string
	reps     map[followup.UserID][]string
	prints   map[int]uint64 // of each lead's whole story
	breaches []Breach
	broken   map[Guarantee]int
	looked   map[Guarantee]int
}

func newBook() *book {
	return &book{
		leads: map[int][]string{}, reps: map[followup.UserID][]string{}, prints: map[int]uint64{}, broken: map[Guarantee]int{}, looked: map[Guarantee]int{},
	}
}

// tell adds a line to the story of a lead, and of the rep who did it.
func (b *book) tell(l *lead, by followup.UserID, at time.Time, format string, args ...any) {
	line := at.Format("Mon 2 Jan 15:04") + "  " + fmt.Sprintf(format, args...)
	b.mu.Lock()
	defer b.mu.Unlock()
	h := fnv.New64a()
	_, _ = fmt.Fprint(h, b.prints[l.n], line) // a hash takes everything
	b.prints[l.n] = h.Sum64()
	b.leads[l.n] = keepLast(b.leads[l.n], line)
	b.reps[by] = keepLast(b.reps[by], line)
}

// tellRep adds a line to a rep's story alone.
func (b *book) tellRep(of followup.UserID, at time.Time, format string, args ...any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.reps[of] = keepLast(b.reps[of], at.Format("Mon 2 Jan 15:04")+"  "+fmt.Sprintf(format, args...))
}

func keepLast(lines []string, line string) []string {
	if len(lines) >= linesKept {
		lines = slices.Clone(lines[len(lines)-linesKept+1:])
	}
	return append(lines, line)
}

// saw notes that a guarantee was looked at so many times.
func (b *book) saw(g Guarantee, n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.looked[g] += n
}

// breachOf notes that a guarantee did not hold for a lead.
func (b *book) breachOf(g Guarantee, l *lead, format string, args ...any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.broke(g, fmt.Sprintf(format, args...), b.leads[l.n])
}

// breach notes that a guarantee did not hold for a rep.
func (b *book) breach(g Guarantee, of followup.UserID, format string, args ...any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.broke(g, fmt.Sprintf(format, args...), b.reps[of])
}

// broke keeps a breach. The caller holds the lock.
func (b *book) broke(g Guarantee, what string, story []string) {
	b.broken[g]++
	if len(b.breaches) < breachesKept {
		b.breaches = append(b.breaches, Breach{Of: g, What: what, Story: slices.Clone(story)})
	}
}

func (b *book) isBroken() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.broken) > 0
}

// print is one number for the stories of all leads: two runs with the same one told the same.
func (b *book) print() uint64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	h := fnv.New64a()
	for n := range len(b.prints) {
		_, _ = fmt.Fprint(h, n, b.prints[n]) // a hash takes everything
	}
	return h.Sum64()
}
