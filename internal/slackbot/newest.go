package slackbot

import (
	"fmt"
	"sync"
)

// newest remembers the last press in each open form.
type newest struct {
	mu    sync.Mutex
	at    map[string]string // when, by view
	count int
}

// manyForms is how many forms are remembered; then it starts again. A form is used for minutes.
const manyForms = 1000

// note remembers a press, unless a later one came first. Of two at the same moment the one that comes second is later.
func (n *newest) note(r *request) {
	if r.form == nil || r.pressedAt == "" {
		return
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.at == nil || len(n.at) >= manyForms {
		n.at = map[string]string{}
	}
	n.count++
	r.pressedAt = fmt.Sprintf("%s %012d", r.pressedAt, n.count)
	n.at[r.form.ID] = max(n.at[r.form.ID], r.pressedAt)
}

// is reports whether no later press in the form is known.
func (n *newest) is(r *request) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return r.pressedAt >= n.at[r.form.ID]
}
