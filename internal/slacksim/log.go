package slacksim

import (
	"maps"
	"time"
)

// logLength bounds what is remembered of each kind, so that a day of faults fits in memory. The totals stay right.
const logLength = 20_000

// Call is one Web API call, or one use of a response_url (Method "response_url").
type Call struct {
	ID      string        `json:"id"` // for Detail
	Method  string        `json:"method"`
	Channel string        `json:"channel,omitempty"`
	User    string        `json:"user,omitempty"`
	Status  int           `json:"status"`
	Error   string        `json:"error,omitempty"`
	At      time.Time     `json:"at"`
	Took    time.Duration `json:"took"`
}

// Envelope is one envelope sent to the app.
type Envelope struct {
	ID      string        `json:"id"`
	Type    string        `json:"type"` // slash_commands, interactive, events_api
	Kind    string        `json:"kind"` // /followup, block_actions, message …
	User    string        `json:"user,omitempty"`
	EventID string        `json:"event_id,omitempty"`
	Retry   int           `json:"retry,omitempty"`
	Conn    int           `json:"conn"`
	At      time.Time     `json:"at"`
	Acked   bool          `json:"acked"`
	After   time.Duration `json:"after,omitempty"` // from sending to the ack
	Lost    string        `json:"lost,omitempty"`  // what kept the ack from coming, where it was not the app: connection, ack
}

// Violation is something an app must not do although Slack says nothing, or says it too late.
type Violation struct {
	What   string    `json:"what"` // a short code, such as ack_twice
	Detail string    `json:"detail"`
	At     time.Time `json:"at"`
}

// Log is all that happened between Slack and the app, oldest first; the beginning may be cut off.
type Log struct {
	Calls      []Call         `json:"calls"`
	Envelopes  []Envelope     `json:"envelopes"`
	Violations []Violation    `json:"violations"`
	Totals     map[string]int `json:"totals"` // calls by method, envelopes by type
}

// Detail is what exactly was said: arguments and answer of a call, or payload and ack of an envelope.
type Detail struct {
	Sent   any `json:"sent"`
	Answer any `json:"answer"`
}

// detailsKept is the number of the newest calls and envelopes of which everything is remembered.
const detailsKept = 300

// What kept an ack from coming.
const (
	lostConnection = "connection" // it ended, or froze, before the ack
	lostAck        = "ack"        // a fault
)

type logbook struct {
	details  map[string]Detail
	detailed []string // their ids, oldest first

	calls      []Call
	envelopes  []*Envelope
	violations []Violation
	pings      []Ping
	totals     map[string]int
}

func keepLast[T any](s []T, v T) []T {
	if len(s) >= logLength {
		s = append(s[:0], s[len(s)/2:]...)
	}
	return append(s, v)
}

// note remembers what was said in a call or an envelope.
func (l *logbook) note(id string, change func(*Detail)) {
	if l.details == nil {
		l.details = map[string]Detail{}
	}
	d, known := l.details[id]
	if !known {
		l.detailed = append(l.detailed, id)
		if len(l.detailed) > detailsKept {
			delete(l.details, l.detailed[0])
			l.detailed = l.detailed[1:]
		}
	}
	change(&d)
	l.details[id] = d
}

// Detail answers what was said in a call or an envelope, by its id in the log. Only the newest are kept.
func (w *Workspace) Detail(id string) (Detail, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	d, ok := w.log.details[id]
	return d, ok
}

func (l *logbook) count(name string) {
	if l.totals == nil {
		l.totals = map[string]int{}
	}
	l.totals[name]++
}

// violate keeps a violation. The caller holds the lock.
func (w *Workspace) violate(what, detail string) {
	w.log.violations = keepLast(w.log.violations, Violation{What: what, Detail: detail, At: w.clock.Now()})
	w.log.count("violations")
	w.touch()
}

// Violations lists what the app should not have done. Tests want it empty.
func (w *Workspace) Violations() []Violation {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]Violation(nil), w.log.violations...)
}

// Log returns a copy of the log.
func (w *Workspace) Log() Log {
	w.mu.Lock()
	defer w.mu.Unlock()
	l := Log{
		Calls: append([]Call{}, w.log.calls...), Violations: append([]Violation{}, w.log.violations...),
		Envelopes: make([]Envelope, 0, len(w.log.envelopes)), Totals: make(map[string]int, len(w.log.totals)),
	}
	for _, e := range w.log.envelopes {
		l.Envelopes = append(l.Envelopes, *e)
	}
	maps.Copy(l.Totals, w.log.totals)
	return l
}
