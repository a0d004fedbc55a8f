package simulate

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// desk is where a rep works: their clock within the day, and what they have in front of them. Nobody else touches it or the rep's leads
// while they work, so that desks may be worked at side by side.
type desk struct {
	rep

	world    *world
	clock    *clockwork.FakeClock
	use      *tracker.Tracker
	settings followup.Rep
	rows     []digest.Row // this morning's list
	tasks    []task       // by time
	requests int
	made     int // touches today
}

// task is something the rep does at a time.
type task struct {
	at    time.Time
	what  taskKind
	lead  *lead
	reply *reply    // what came in
	since time.Time // when it did

	signal followup.SignalKind // what happened
}

// taskKind says what a task is.
type taskKind string

const (
	toTouch  taskKind = "touch"  // a row of the list
	toNote   taskKind = "note"   // an answer that came in
	toRecap  taskKind = "recap"  // the e-mail after a conversation
	toRemind taskKind = "remind" // the word before a meeting
	toSignal taskKind = "signal" // something happened at the prospect's
)

// put adds a task.
func (d *desk) put(t task) {
	at, _ := slices.BinarySearchFunc(d.tasks, t, func(a, b task) int {
		return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.lead.n, b.lead.n), cmp.Compare(a.what, b.what))
	})
	d.tasks = slices.Insert(d.tasks, at, t)
}

// inherit takes over what concerns a lead from somebody else's desk.
func (d *desk) inherit(from *desk, l *lead) {
	from.tasks = slices.DeleteFunc(from.tasks, func(t task) bool {
		if t.lead != l {
			return false
		}
		if t.what == toNote {
			d.put(t)
		}
		return true
	})
}

// present reports whether the rep works today: on a working day of theirs, unless they are away or gone.
func (d *desk) present() bool {
	return d.works(d.world.day) && d.settings.Workdays().Works(d.world.date)
}

// at is a time of today where the rep is.
func (d *desk) at(t calendar.TimeOfDay) time.Time { return calendar.At(d.world.date, t, d.zone) }

// work does what the rep does between two instants. Where a list came with the first of them, the day is planned by it.
func (d *desk) work(ctx context.Context, from, to time.Time) error {
	if !d.present() {
		return nil
	}
	shift := d.shift(d.world.day)
	if from.Equal(d.at(followup.DefaultDigestAt)) {
		if err := d.spread(ctx); err != nil {
			return fmt.Errorf("spread the backlog: %w", err)
		}
		d.plan(shift)
	}
	begins, ends := d.at(shift.begins), d.at(shift.ends)
	for len(d.tasks) > 0 {
		t := d.tasks[0]
		if t.at.Before(begins) { // it waited on the desk
			d.tasks = d.tasks[1:]
			t.at = begins.Add(time.Duration(t.lead.n%10) * time.Minute)
			d.put(t)
			continue
		}
		if !t.at.Before(to) || t.at.After(ends) && t.what != toTouch {
			return nil
		}
		d.tasks = d.tasks[1:]
		d.clock.Advance(max(0, t.at.Sub(d.clock.Now())))
		if err := d.do(ctx, t); err != nil {
			return fmt.Errorf("%s, %s: %w", t.what, t.lead.title(), err)
		}
	}
	return nil
}

// do does one thing.
func (d *desk) do(ctx context.Context, t task) error {
	switch t.what {
	case toNote:
		return d.note(ctx, t)
	case toSignal:
		return d.signal(ctx, t)
	case toRecap:
		return d.sent(ctx, t.lead, followup.Recap)
	case toRemind:
		return d.sent(ctx, t.lead, followup.Reminder)
	default:
		return d.touch(ctx, t.lead)
	}
}

// plan spreads the morning's list over the day: what was promised at its time, calls at good hours, messages between them. What no longer
// fits waits for tomorrow.
func (d *desk) plan(s shift) {
	d.made = 0
	d.tasks = slices.DeleteFunc(d.tasks, func(t task) bool { return t.what == toTouch }) // yesterday's list
	cursor, most := d.at(s.begins).Add(20*time.Minute), s.most
	r := d.on(d.world.day, "plan")
	for _, row := range d.rows {
		l := d.world.byID[row.Lead.ID]
		if row.Beside {
			if row.Section == digest.RecapOwed && d.sendsRecap(r) {
				d.put(task{at: cursor, what: toRecap, lead: l})
			}
			continue
		}
		at, fixed := d.slot(row, cursor, r.IntN(200))
		if !fixed {
			if most--; most < 0 || at.After(d.at(s.ends)) {
				continue
			}
			cursor = cursor.Add(time.Duration(6+r.IntN(5)) * time.Minute)
		}
		if fixed && !d.keepsTime(r) {
			at = at.Add(time.Duration(30+r.IntN(180)) * time.Minute)
		}
		d.put(task{at: at, what: toTouch, lead: l})
	}
}

// spread lays a mountain over the days to come: what is due beyond twice the rep's capacity, after days away or days of putting off.
func (d *desk) spread(ctx context.Context) error {
	if d.settings.Capacity == 0 || len(d.rows) <= 2*d.settings.Capacity {
		return nil
	}
	backlog, err := d.use.BacklogPreview(ctx, d.world.stage.as(d.id), 0)
	if err != nil || len(backlog.Moving) == 0 {
		return err
	}
	shown := make([]tracker.Target, 0, len(backlog.Moving))
	for _, m := range backlog.Moving {
		shown = append(shown, d.seen(d.world.byID[m.Lead.ID]))
	}
	if _, err := d.use.SpreadBacklog(ctx, d.actor(followup.FromModal), 0, shown); err != nil {
		return err
	}
	d.world.numbers.note(func(n *numbers) { n.spread += len(shown) })
	for _, m := range backlog.Moving {
		l := d.world.byID[m.Lead.ID]
		if err := d.world.refresh(ctx, l); err != nil {
			return err
		}
		d.world.book.tell(l, d.id, d.clock.Now().In(d.zone), "%s spreads a backlog of %d: %s → %s", d.name, len(d.rows), l.title(), nextOf(l.is))
		d.world.checkReasons(l)
	}
	return nil
}

// slot is when a row is worked on: at the time that was agreed, else not before cursor, and a call at an hour at which the prospect is
// called if the rep is one who looks.
func (d *desk) slot(row digest.Row, cursor time.Time, spread int) (at time.Time, fixed bool) {
	recall := d.world.byID[row.Lead.ID].is.Recall
	if recall.Kind == followup.Promised && recall.Due == d.world.date && recall.At != nil {
		return calendar.At(d.world.date, *recall.At, d.world.deskOf(d.world.byID[row.Lead.ID]).zone), true
	}
	if recall.Channel != followup.Call || recall.ReplyOwed || d.temper == late {
		return cursor, false
	}
	for _, h := range followup.ProspectOf(row.Lead, d.settings).On(d.world.date, d.zone) {
		from := h.From
		if cursor.After(from) {
			from = cursor
		}
		from = from.Add(time.Duration(spread%40) * time.Minute)
		if from.Before(h.To) {
			return from, false
		}
	}
	return cursor, false
}

// actor is the rep with a request of their own.
func (d *desk) actor(source followup.Source) tracker.Actor {
	a := d.world.stage.as(d.id)
	d.requests++
	a.Source, a.Request = source, fmt.Sprintf("%s/%d", d.id, d.requests)
	return a
}

// atDesk is the first moment from an instant on at which the rep is at their desk, as far as one can tell today.
func (d *desk) atDesk(t time.Time) time.Time {
	local := t.In(d.zone)
	date := calendar.DateOf(local)
	switch at := calendar.TimeOfDayOf(local); {
	case !d.settings.Workdays().Works(date), at >= calendar.Clock(17, 0):
		date = date.AddDays(1)
	case at >= calendar.Clock(9, 30):
		return t
	}
	return calendar.At(d.settings.Workdays().Next(date), calendar.Clock(9, 30), d.zone)
}
