package simulate

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// checkLogged looks at a touch that was logged: a promise that was still to come stands, unless the person or the prospect decided
// otherwise (G6), and a date has its reasons (G9).
func (w *world) checkLogged(l *lead, before followup.Lead, entry tracker.Log, r digest.Receipt, local time.Time) {
	w.checkReasons(l)
	was, is := before.Recall, r.Lead.Recall
	if !was.PromiseAhead(calendar.DateOf(local), calendar.TimeOfDayOf(local), entry.Channel) || entry.Next.Kind != "" || !r.Lead.State.Open() {
		w.checkShift(l, entry.Next, r)
		return
	}
	w.book.saw(Promises, 1)
	if is == nil || is.ID != was.ID || is.Due != was.Due || is.Kind != followup.Promised {
		w.book.breachOf(Promises, l, "%s: the promise for %s did not survive a touch that was not about it", l.title(), was.Due)
	}
}

// checkReasons looks for the reason of a lead's date.
func (w *world) checkReasons(l *lead) {
	if l.is.Recall == nil {
		return
	}
	w.book.saw(Reasons, 1)
	if len(l.is.Recall.Reasons) == 0 {
		w.book.breachOf(Reasons, l, "%s is due on %s, and nothing says why", l.title(), l.is.Recall.Due)
	}
}

// checkShift looks for the reason of a date that is not the one the rep chose.
func (w *world) checkShift(l *lead, chosen followup.NextStep, r digest.Receipt) {
	is := r.Lead.Recall
	if is == nil || chosen.On.IsZero() || is.Due == chosen.On {
		return
	}
	w.book.saw(Reasons, 1)
	if chosen.Promised {
		w.book.breachOf(Promises, l, "%s: promised for %s, stored for %s", l.title(), chosen.On, is.Due)
		return
	}
	says := func(why followup.Reason) bool { return why.Code.Shift() || why.Code == followup.AfterReturn }
	if !slices.ContainsFunc(is.Reasons, says) {
		w.book.breachOf(Reasons, l, "%s was to be due on %s and is on %s, and nothing says why", l.title(), chosen.On, is.Due)
	}
}

// mistype logs something wrong and takes it back: everything must be as before (G10).
func (d *desk) mistype(ctx context.Context, l *lead, entry tracker.Log) error {
	before := l.is
	entry.Note = "oops"
	entry.Next = followup.NextStep{Kind: followup.NextLost, Reason: "wrong button"}
	receipt, err := d.use.Log(ctx, d.actor(followup.FromModal), entry)
	if err != nil {
		return fmt.Errorf("mistype: %w", err)
	}
	d.done(l, receipt, "presses the wrong button")
	back, err := d.use.Undo(ctx, d.actor(followup.FromButton), receipt.Event.ID)
	if err != nil {
		return fmt.Errorf("undo: %w", err)
	}
	d.done(l, back, "takes it back")
	d.world.book.saw(Undoing, 1)
	if was, is := looks(before), looks(back.Lead); was != is {
		d.world.book.breachOf(Undoing, l, "%s is not as it was before: %s", l.title(), difference(was, is))
	}
	return nil
}

// again presses the same button a second time: nothing may happen (G4).
func (d *desk) again(ctx context.Context, l *lead, a tracker.Actor, entry tracker.Log) error {
	before := l.is
	second, err := d.use.Log(ctx, a, entry)
	if err != nil {
		return fmt.Errorf("pressed twice: %w", err)
	}
	d.world.book.saw(Once, 1)
	if !second.Repeated || looks(second.Lead) != looks(before) {
		d.world.book.breachOf(Once, l, "%s: pressed twice, done twice", l.title())
	}
	return nil
}

// looks is a lead as people see it: the version of its recall only serves buttons.
func looks(l followup.Lead) string {
	if l.Recall != nil {
		r := *l.Recall
		r.Version = 0
		l.Recall = &r
	}
	text, err := json.Marshal(l)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// difference shows where two texts part.
func difference(was, is string) string {
	at := 0
	for at < len(was) && at < len(is) && was[at] == is[at] {
		at++
	}
	around := func(s string) string { return s[max(0, min(at, len(s))-60):min(len(s), at+60)] }
	return "was …" + around(was) + "…, is …" + around(is) + "…"
}

// says is an outcome in words.
func says(o followup.Outcome) string { return strings.ReplaceAll(string(o), "_", " ") }
