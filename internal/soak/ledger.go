package soak

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/followup-bot/followup/internal/slackbot/view"
)

// told is what a person was told about what they asked for.
type told int

const (
	nothing  told = iota // Slack's own error, or no word at all
	saved                // that it is saved
	notSaved             // that nothing was stored
	other                // a question, or a refusal for a good reason
)

func (t told) String() string {
	return [...]string{"no answer", "saved", "not saved", "something else"}[t]
}

// wordPrefix begins every word that stands for one wish of a person.
const wordPrefix = "soakword"

// ledger is what people wished for, pressed and were told. Each wish carries a word of its own, in the note of a touch or the name of a
// lead, by which the database is asked for it.
type ledger struct {
	mu     sync.Mutex
	last   int
	wishes map[string]told           // by word
	seen   map[int64]string          // events that a screen showed as done → who saw it last
	fresh  []int64                   // of them, those not looked for yet
	pushes map[int64]map[string]bool // one-tap buttons: lead → recalls as they were shown
	posts  map[int64][]posting       // of deliveries
}

// posting is where a delivery was seen.
type posting struct{ channel, ts string }

func newLedger() *ledger {
	return &ledger{
		wishes: map[string]told{}, seen: map[int64]string{}, pushes: map[int64]map[string]bool{}, posts: map[int64][]posting{},
	}
}

// word makes a word that nobody has used.
func (l *ledger) word() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.last++
	w := fmt.Sprintf("%s%d", wordPrefix, l.last)
	l.wishes[w] = nothing
	return w
}

// note remembers what a person was told about a wish.
func (l *ledger) note(word string, t told) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.wishes[word] = t
}

// sees remembers what a screen said has happened.
func (l *ledger) sees(who string, blocks []any) (events []int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, v := range receipts(blocks) {
		id := int64(v.Event)
		events = append(events, id)
		if _, known := l.seen[id]; !known {
			l.seen[id] = who
			l.fresh = append(l.fresh, id)
		}
	}
	return events
}

// takeFresh returns events that nobody has looked for yet.
func (l *ledger) takeFresh() []int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	ids := l.fresh
	l.fresh = nil
	return ids
}

func (l *ledger) whoSaw(event int64) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.seen[event]
}

// pushed remembers that a one-tap button is pressed: it counts once for the recall as it was shown, whatever is tapped and however often.
func (l *ledger) pushed(v view.QuickValue) {
	l.mu.Lock()
	defer l.mu.Unlock()
	lead, shown := int64(v.Lead), strconv.FormatInt(int64(v.Recall), 10)+"."+strconv.Itoa(v.Version)
	if l.pushes[lead] == nil {
		l.pushes[lead] = map[string]bool{}
	}
	l.pushes[lead][shown] = true
}

// mayHave is how many touches the one-tap buttons of each lead can have made.
func (l *ledger) mayHave() map[int64]int {
	l.mu.Lock()
	defer l.mu.Unlock()
	most := map[int64]int{}
	for lead, shown := range l.pushes {
		most[lead] = len(shown)
	}
	return most
}

// posted remembers where a delivery was seen. It reports how often it was by now.
func (l *ledger) posted(delivery int64, p posting) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.posts[delivery] = append(l.posts[delivery], p)
	return len(l.posts[delivery])
}

func (l *ledger) deliveries() map[int64][]posting {
	l.mu.Lock()
	defer l.mu.Unlock()
	return maps.Clone(l.posts)
}

// told returns the words about which people were told that.
func (l *ledger) wordsTold(t told) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var all []string
	for word, answer := range l.wishes {
		if answer == t {
			all = append(all, word)
		}
	}
	slices.Sort(all)
	return all
}

// events returns every event that a screen showed as done.
func (l *ledger) events() []int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Sorted(maps.Keys(l.seen))
}

// isWish reports whether a text holds a word of a person's.
func isWish(text string) bool { return strings.Contains(text, wordPrefix) }
