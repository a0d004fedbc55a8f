package view

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/followup-bot/followup/internal/followup"
)

// Options of menus hold 75 characters, too few for JSON. They carry a lead and its recall as 12.345.7, and what to do after a bar.

// QuickValue is an option of ActQuick: the outcome to log, in the channel it happened in.
type QuickValue struct {
	Value
	Outcome followup.Outcome
	Channel followup.Channel
}

// Encode writes the value as an option carries it.
func (q QuickValue) Encode() string {
	return q.compact() + "|" + string(q.Outcome) + "|" + string(q.Channel)
}

// ParseQuickValue reads what Encode wrote. Anything else is the zero QuickValue and false.
func ParseQuickValue(s string) (QuickValue, bool) {
	parts := strings.Split(s, "|")
	if len(parts) != 3 {
		return QuickValue{}, false
	}
	v, ok := parseCompact(parts[0])
	q := QuickValue{Value: v, Outcome: followup.Outcome(parts[1]), Channel: followup.Channel(parts[2])}
	if !ok || !q.Outcome.Valid() {
		return QuickValue{}, false
	}
	return q, true
}

// SnoozeValue is an option of ActSnooze: until when, or that another date is wanted.
type SnoozeValue struct {
	Value
	Until time.Time // zero: open the form for another date
}

const anotherDate = "date"

// Encode writes the value as an option carries it.
func (s SnoozeValue) Encode() string {
	if s.Until.IsZero() {
		return s.compact() + "|" + anotherDate
	}
	return s.compact() + "|" + strconv.FormatInt(s.Until.Unix(), 10)
}

// ParseSnoozeValue reads what Encode wrote. Anything else is the zero SnoozeValue and false.
func ParseSnoozeValue(s string) (SnoozeValue, bool) {
	head, until, _ := strings.Cut(s, "|")
	v, ok := parseCompact(head)
	if !ok {
		return SnoozeValue{}, false
	}
	if until == anotherDate {
		return SnoozeValue{Value: v}, true
	}
	unix, err := strconv.ParseInt(until, 10, 64)
	if err != nil {
		return SnoozeValue{}, false
	}
	return SnoozeValue{Value: v, Until: time.Unix(unix, 0).UTC()}, true
}

// CloseValue is what a button of ActClose carries: how the lead ends.
type CloseValue struct {
	Value
	Kind followup.NextKind
}

// Encode writes the value as a button or an option carries it.
func (c CloseValue) Encode() string { return c.compact() + "|" + string(c.Kind) }

// ParseCloseValue reads what Encode wrote. Anything else is the zero CloseValue and false.
func ParseCloseValue(s string) (CloseValue, bool) {
	head, kind, _ := strings.Cut(s, "|")
	v, ok := parseCompact(head)
	switch c := (CloseValue{Value: v, Kind: followup.NextKind(kind)}); {
	case !ok:
		return CloseValue{}, false
	case c.Kind == followup.NextWon, c.Kind == followup.NextLost, c.Kind == followup.NextStop:
		return c, true
	default:
		return CloseValue{}, false
	}
}

// compact writes the lead and the recall it was shown with in 12.345.7.
func (v Value) compact() string { return fmt.Sprintf("%d.%d.%d", v.Lead, v.Recall, v.Version) }

func parseCompact(s string) (Value, bool) {
	lead, rest, _ := strings.Cut(s, ".")
	recall, version, _ := strings.Cut(rest, ".")
	l, badLead := strconv.ParseUint(lead, 10, 63)
	r, badRecall := strconv.ParseUint(recall, 10, 63)
	v, badVersion := strconv.ParseUint(version, 10, 31)
	if badLead != nil || badRecall != nil || badVersion != nil || l == 0 {
		return Value{}, false
	}
	return Value{Lead: followup.LeadID(l), Recall: followup.RecallID(r), Version: int(v)}, true
}
