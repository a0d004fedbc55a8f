package followup

import (
	"maps"
	"slices"
	"time"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Came is a signal that nobody has acted upon yet, with who told it.
type Came struct {
	Signal

	By UserID // empty for an answer of theirs: it is in the lead's touches
}

// Reason is why a recall is due because of the signal; loc is the owner's zone.
func (c Came) Reason(loc *time.Location) Reason {
	r := Reason{Code: SignalCame, Params: map[string]string{
		"kind": string(c.Kind), "at": moment(c.At), "on": calendar.Today(c.At, loc).String(), "by": string(c.By),
	}}
	if c.Note != "" {
		r.Params["words"] = c.Note
	}
	return r
}

// moment writes an instant as finely as it is stored: what is owed because of it is found again by it.
func moment(at time.Time) string { return at.UTC().Truncate(time.Microsecond).Format(time.RFC3339Nano) }

// Answered is the reason that they replied at a moment, which is a hot signal.
func Answered(at time.Time, loc *time.Location) Reason {
	return Reason{Code: TheyReplied, Params: map[string]string{"on": calendar.Today(at, loc).String(), "at": moment(at)}}
}

// came reads the signal that a reason tells; ok is false where it tells none.
func (r Reason) came() (c Came, ok bool) {
	at, err := time.Parse(time.RFC3339Nano, r.Params["at"])
	switch {
	case err != nil:
		return c, false
	case r.Code == TheyReplied:
		return Came{Signal: Signal{Kind: SignalReply, At: at}}, true
	case r.Code == SignalCame:
		return Came{Signal: Signal{Kind: SignalKind(r.Params["kind"]), Note: r.Params["words"], At: at}, By: UserID(r.Params["by"])}, true
	default:
		return c, false
	}
}

// Came are the signals that stand on a recall, in the order in which they were told. They stay, whatever becomes of its date, until a touch of
// ours (Lead.Acted), or until the lead sleeps or is closed.
func (r *Recall) Came() []Came {
	if r == nil {
		return nil
	}
	var all []Came
	for _, why := range r.Reasons {
		if c, ok := why.came(); ok {
			all = append(all, c)
		}
	}
	return all
}

// Signalled reports whether a signal other than an answer stands on the recall.
func (r *Recall) Signalled() bool {
	return slices.ContainsFunc(r.Came(), func(c Came) bool { return c.Kind != SignalReply })
}

// SignalReasons are the reasons that tell what stands on the recall.
func (r *Recall) SignalReasons() []Reason {
	if r == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(r.Reasons), func(why Reason) bool {
		_, ok := why.came()
		return !ok
	})
}

// Acted is the lead after a touch of ours at a moment: no signal that came before waits for one any more, and no answer of theirs.
// Its recall stays what and when it was (G6), with a reason (G9): one that there was for it alone is told on, and waits no more.
func (l Lead) Acted(at time.Time) Lead {
	if l.Recall == nil || len(l.Recall.SignalReasons()) == 0 {
		if l.Recall != nil && l.Recall.ReplyOwed {
			r := *l.Recall
			r.ReplyOwed = false
			l.Recall = &r
		}
		return l
	}
	r, later := *l.Recall, false
	r.Reasons = nil
	for _, why := range l.Recall.Reasons {
		c, ok := why.came()
		if !ok || c.At.After(at) {
			r.Reasons = append(r.Reasons, why)
			later = later || ok && c.Kind == SignalReply
		}
	}
	if len(r.Reasons) == 0 {
		why := l.Recall.Reasons[len(l.Recall.Reasons)-1]
		why.Params = maps.Clone(why.Params)
		delete(why.Params, "at")
		r.Reasons = []Reason{why}
	}
	r.ReplyOwed = r.ReplyOwed && later
	l.Recall = &r
	return l
}

// SameSignals reports whether the same hot signals stand on two recalls.
func SameSignals(a, b *Recall) bool {
	return slices.EqualFunc(a.hot(), b.hot(), func(x, y Came) bool { return x.Kind == y.Kind && x.At.Equal(y.At) })
}

func (r *Recall) hot() []Came {
	return slices.DeleteFunc(r.Came(), func(c Came) bool { return !c.Kind.Hot() })
}

// hotTouches are what hot signals ask for. The owner is pinged at once about what a teammate saw. Of what they told themselves, and of an
// answer, they know: they are reminded once, when the time to act is over.
func hotTouches(l Lead, owner Rep, now time.Time) []Obligation {
	var owed []Obligation
	for _, c := range l.Recall.hot() {
		o := Obligation{
			Workspace: l.Workspace, Lead: l.ID, Owner: l.Owner, Kind: HotTouch, For: c.At, On: calendar.Today(c.At, owner.Location()),
			Due: c.At.Add(c.Kind.ActWithin()),
		}
		switch {
		case !c.At.After(HeardSince(now)), slices.ContainsFunc(owed, o.Same):
			continue
		case c.By != "" && c.By != l.Owner && now.Sub(c.At) <= PingGrace:
			o.Next = now
		case o.Due.After(now):
			o.Next = o.Due
		}
		owed = append(owed, o)
	}
	return owed
}

// ActedAfter is how long a hot signal waited for a touch: until it was made, or until now where none was; 0 where it was settled otherwise.
// It counts from the moment on which its owner could be told: nobody is, at night. Who acted before that is counted from the signal on.
func (o Obligation) ActedAfter(owner Rep, now time.Time) time.Duration {
	told := owner.Reachable(o.For)
	switch {
	case o.How == Done && o.SettledAt.Before(told):
		return o.SettledAt.Sub(o.For)
	case o.How == Done:
		return o.SettledAt.Sub(told)
	case o.Open():
		return max(0, now.Sub(told))
	default:
		return 0
	}
}
