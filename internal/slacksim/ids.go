package slacksim

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// newID returns the next id with Slack's leading letter, such as V0000000C. Ids of one workspace are never reused.
func (w *Workspace) newID(prefix string) string {
	w.lastID++
	n := strings.ToUpper(strconv.FormatInt(w.lastID, 36))
	return prefix + "0" + strings.Repeat("0", max(0, 7-len(n))) + n
}

// newCallID numbers what the log remembers of calls.
func (w *Workspace) newCallID() string {
	w.lastCall++
	return "call-" + strconv.FormatInt(w.lastCall, 10)
}

// newTS returns the timestamp of a new message. It follows the clock bar but never repeats and never goes back, as at Slack,
// where it is the message's identity in its conversation.
func (w *Workspace) newTS() string {
	micros := w.bar.Now().UnixMicro()
	if micros <= w.lastTS {
		micros = w.lastTS + 100
	}
	w.lastTS = micros
	return formatTS(micros)
}

func formatTS(micros int64) string { return fmt.Sprintf("%d.%06d", micros/1e6, micros%1e6) }

// parseTS reads a timestamp as microseconds; ok is false for anything else.
func parseTS(ts string) (micros int64, ok bool) {
	whole, frac, _ := strings.Cut(ts, ".")
	seconds, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || seconds < 0 || len(frac) > 6 {
		return 0, false
	}
	if frac == "" {
		return seconds * 1e6, true
	}
	rest, err := strconv.ParseInt(frac+strings.Repeat("0", 6-len(frac)), 10, 64)
	return seconds*1e6 + rest, err == nil && rest >= 0
}

// eventTS stamps what is not a message; it need not be unique.
func eventTS(t time.Time) string { return formatTS(t.UnixMicro()) }

// secret returns n random bytes as hex: tokens, tickets, trigger ids and response addresses can't be guessed or confused
// between two workspaces.
func secret(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails since Go 1.24
	return hex.EncodeToString(b)
}
