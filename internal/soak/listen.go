package soak

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/followup-bot/followup/internal/faulty"
)

// listener reads the replicas' logs: no secret and no person's words may be in them, and no panic.
type listener struct {
	book    *book
	secrets []string
	logs    io.Writer // nil: nowhere

	mu   sync.Mutex
	hits map[string]map[faulty.Kind]int // by replica, life and what
}

// credentials are parts of an address that let who reads them act: of a response URL, and of a socket.
var credentials = regexp.MustCompile(`/response/T\w+/\w+|ticket=\w+`)

// hear reads one line of a replica's.
func (l *listener) hear(replica string, line []byte) {
	text := string(line)
	for _, secret := range l.secrets {
		if strings.Contains(text, secret) {
			l.book.breach(Sound, "%s logs a token: %s", replica, strings.ReplaceAll(text, secret, "…"))
		}
	}
	if found := credentials.FindString(text); found != "" {
		l.book.breach(Sound, "%s logs a credential: %s", replica, text)
	}
	if isWish(text) {
		l.book.breach(Sound, "%s logs a person's words: %s", replica, text)
	}
	if l.logs != nil {
		fmt.Fprintf(l.logs, "%s %s\n", replica, line)
	}
	l.understand(replica, line)
}

// understand sorts a line into what is normal, what belongs into the story, and what must not be.
func (l *listener) understand(replica string, line []byte) {
	var said map[string]any
	if json.Unmarshal(line, &said) != nil {
		l.book.tell("%s: %s", replica, line)
		if bytes.Contains(line, []byte("panic:")) || bytes.Contains(line, []byte("DATA RACE")) || bytes.HasPrefix(line, []byte("fatal error:")) {
			l.book.breach(Sound, "%s: %s", replica, line)
		}
		return
	}
	msg, level := str(said, "msg"), str(said, "level")
	switch {
	case msg == hitsSoFar:
		l.countHits(replica, said)
		return
	case strings.Contains(msg, "panic"):
		l.book.breach(Sound, "%s: %s", replica, line)
	}
	if level == "WARN" || level == "ERROR" {
		l.book.count("lines of warning", 1)
		l.book.tell("%s: %s%s", replica, msg, details(said))
	}
}

// details are what a line says beside its message, in an order.
func details(said map[string]any) string {
	var all []string
	for key, value := range said {
		if key != "msg" && key != "time" && key != "level" {
			all = append(all, fmt.Sprintf("%s=%v", key, value))
		}
	}
	slices.Sort(all)
	return " " + strings.Join(all, " ")
}

// countHits keeps what has failed by chance in each replica's life; its counts begin anew with each life.
func (l *listener) countHits(replica string, said map[string]any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	life := replica + " " + str(said, "what")
	now, sum := map[faulty.Kind]int{}, 0
	for _, kind := range []faulty.Kind{faulty.Before, faulty.After, faulty.Slow, faulty.Conflict, faulty.Unavailable} {
		n, _ := said[string(kind)].(float64)
		now[kind] = int(n)
		sum += int(n)
	}
	before, was := l.hits[life], 0
	for _, n := range before {
		was += n
	}
	if sum < was { // a new life
		before = nil
	}
	if l.hits == nil {
		l.hits = map[string]map[faulty.Kind]int{}
	}
	l.hits[life] = now
	for kind, n := range now {
		l.book.count("injected: "+str(said, "what")+" "+string(kind), n-before[kind])
	}
}
