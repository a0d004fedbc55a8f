package simulate

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jonboulle/clockwork"
	"golang.org/x/sync/errgroup"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// world is one simulation.
type world struct {
	Options

	stage   *stage
	book    *book
	numbers *numbers
	leads   []*lead
	byID    map[followup.LeadID]*lead
	byTitle map[string]*lead
	desks   []*desk
	byRep   map[followup.UserID]*desk
	posted  map[string]map[string]bool // messages by the key of what they deliver
	date    calendar.Date
	day     int // working day, from 0
}

// lead is a prospect as the team knows it.
type lead struct {
	*prospect

	id      followup.LeadID // 0: hasn't arrived
	is      followup.Lead   // as the last use case told
	stopped time.Time       // when they asked not to be contacted
	hot     time.Time       // when a signal came that no touch followed yet
	waiting time.Time       // since when they wait for an answer to theirs
	silent  int             // touches in a row that nobody answered
	ended   ending
	goodbye bool // the newest touch was a break-up
}

// ending is how it ended with a lead.
type ending string

const (
	won       ending = "won"
	refused   ending = "said no"
	removed   ending = "asked to be removed"
	exhausted ending = "no movement after all that was agreed"
	givenUp   ending = "given up"
	forgotten ending = "forgotten" // only without the bot
)

// exhaustedAt is how many touches without movement the team agreed on (Cadence Guide: 12 to 14).
const exhaustedAt = 12

// Run lives through the simulation. Its error says that it could not be run; what did not hold is in the report. It ends early, with the day
// on which a guarantee broke.
func Run(ctx context.Context, o Options) (_ *Report, err error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	w := &world{
		Options: o, book: newBook(), numbers: newNumbers(), byID: map[followup.LeadID]*lead{}, byRep: map[followup.UserID]*desk{}, byTitle: map[string]*lead{}, posted: map[string]map[string]bool{},
	}
	reps := make([]rep, 0, o.Reps)
	for n := range o.Reps {
		reps = append(reps, hire(o.Seed, n, o.Days))
	}
	for n := range o.Leads {
		l := &lead{prospect: somebodyNew(o.Seed, n, o.Days)}
		w.leads = append(w.leads, l)
		w.byTitle[l.company] = l
	}
	if w.stage, err = newStage(ctx, o, reps); err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, w.stage.close()) }()
	for _, r := range reps {
		if err := w.seat(ctx, r); err != nil {
			return nil, err
		}
	}
	if err := w.live(ctx); err != nil {
		return nil, err
	}
	return w.report(ctx)
}

// seat gives a rep a desk.
func (w *world) seat(ctx context.Context, r rep) error {
	clock := clockwork.NewFakeClockAt(w.stage.clock.Now())
	d := &desk{rep: r, world: w, clock: clock, use: w.stage.bot.TrackerAt(clock)}
	var err error
	d.settings, err = d.use.SaveSettings(ctx, w.stage.as(r.id), tracker.Settings{
		DigestAt: followup.DefaultDigestAt, Week: calendar.MondayToFriday, Capacity: r.capacity,
	})
	w.desks, w.byRep[r.id] = append(w.desks, d), d
	return err
}

// live goes through all days, working days and others.
func (w *world) live(ctx context.Context) error {
	w.day = -1
	for w.date = begins; w.day < w.Days; w.date = w.date.AddDays(1) {
		working := calendar.MondayToFriday.Works(w.date)
		if working {
			if w.day++; w.day == w.Days {
				return nil
			}
		}
		if err := w.oneDay(ctx, working); err != nil {
			return fmt.Errorf("%s, seed %d: %w", w.date, w.Seed, err)
		}
		if w.book.isBroken() {
			return nil
		}
		if w.Out != nil && working && (w.day+1)%25 == 0 {
			touches, deals := w.numbers.soFar()
			fmt.Fprintf(w.Out, "%4d of %d days, %s: %d touches, %d won\n", w.day+1, w.Days, w.date, touches, deals)
		}
	}
	return nil
}

// oneDay is one.
func (w *world) oneDay(ctx context.Context, working bool) error {
	if working {
		if err := w.night(ctx); err != nil {
			return err
		}
	}
	ticks := w.ticks(working)
	for i, tick := range ticks {
		expected, err := w.expect(ctx, tick)
		if err != nil {
			return err
		}
		if err := w.stage.to(ctx, tick); err != nil {
			return err
		}
		if err := w.checkMorning(ctx, tick, expected); err != nil {
			return err
		}
		if !working {
			continue
		}
		until := tick
		if i+1 < len(ticks) {
			until = ticks[i+1]
		}
		if err := w.work(ctx, tick, until); err != nil {
			return err
		}
	}
	if w.plant != nil && working {
		if err := w.plant(w.day, w.stage.db); err != nil {
			return err
		}
	}
	return w.checkDay(ctx)
}

// Local times at which the bot is told to look what is due, beside those at which the morning lists come: before the promises of the
// afternoon, and in the evening. Each time costs a drawing of every list that has changed.
const (
	afternoon = calendar.TimeOfDay(13*60 + 50)
	evening   = calendar.TimeOfDay(19 * 60) // nowhere is it another date by then
)

// ticks are the instants of a day at which the bot does what is due, in order.
func (w *world) ticks(working bool) []time.Time {
	var all []time.Time
	for _, z := range zones {
		all = append(all, calendar.At(w.date, followup.DefaultDigestAt, followup.Person{Zone: z.of}.Location()))
	}
	home := followup.Person{Zone: zones[0].of}.Location()
	if working {
		all = append(all, calendar.At(w.date, afternoon, home), calendar.At(w.date, evening, home))
	}
	slices.SortFunc(all, time.Time.Compare)
	return slices.CompactFunc(all, time.Time.Equal)
}

// work has everybody do what they do between two instants, each at a desk of their own.
func (w *world) work(ctx context.Context, from, to time.Time) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(4)
	for _, d := range w.desks {
		group.Go(func() error {
			if err := d.work(ctx, from, to); err != nil {
				return fmt.Errorf("%s: %w", d.name, err)
			}
			return nil
		})
	}
	return group.Wait()
}

// night is what happens before anybody works: accounts end, leads are handed over, new ones come in.
func (w *world) night(ctx context.Context) error {
	w.stage.clock.Advance(time.Date(w.date.Year, w.date.Month, w.date.Day, 1, 0, 0, 0, time.UTC).Sub(w.stage.clock.Now()))
	use := w.stage.bot.TrackerAt(w.stage.clock)
	for _, d := range w.desks {
		switch {
		case d.leaves == 0:
		case d.leaves == w.day:
			if err := w.leave(ctx, d); err != nil {
				return err
			}
		case d.leaves+2 == w.day: // it takes the manager two days
			if err := w.handOver(ctx, use, d); err != nil {
				return err
			}
		}
	}
	if err := w.goAway(ctx); err != nil {
		return err
	}
	return w.arrive(ctx, use)
}

// leave ends a rep's account.
func (w *world) leave(ctx context.Context, d *desk) error {
	w.book.tellRep(d.id, w.stage.clock.Now(), "%s leaves", d.name)
	if err := w.stage.ws.Deactivate(string(d.id)); err != nil {
		return err
	}
	return w.stage.bot.SyncPeople(ctx)
}

// handOver gives the leads of somebody who left to the others, one after another.
func (w *world) handOver(ctx context.Context, use *tracker.Tracker, d *desk) error {
	for _, l := range w.leads {
		if l.id == 0 || l.is.Owner != d.id || !l.is.State.Open() {
			continue
		}
		heir := w.free(l.n)
		if heir == nil {
			return nil
		}
		a := w.stage.as(manager)
		a.Request = fmt.Sprintf("hand over %d", l.n)
		r, err := use.Reassign(ctx, a, []tracker.Target{{Lead: l.id}}, heir.id)
		if err != nil {
			return fmt.Errorf("hand over: %w", err)
		}
		l.is = r.Lead
		w.book.tell(l, manager, w.stage.clock.Now(), "%s left: %s goes to %s", d.name, l.title(), heir.name)
		heir.inherit(d, l)
	}
	return nil
}

// free is a rep who works today, by turns.
func (w *world) free(turn int) *desk {
	for i := range w.desks {
		if d := w.desks[(turn+i)%len(w.desks)]; d.works(w.day) {
			return d
		}
	}
	return nil
}

// arrive adds the leads of the day. The manager gives them to the reps by turns.
func (w *world) arrive(ctx context.Context, use *tracker.Tracker) error {
	for _, l := range w.leads {
		if l.arrives != w.day {
			continue
		}
		owner := w.free(l.n)
		if owner == nil {
			l.arrives++ // nobody is there today
			continue
		}
		a := w.stage.as(manager)
		a.Request = fmt.Sprintf("add %d", l.n)
		r, err := use.Add(ctx, a, l.asNew(owner.id), true)
		if err != nil {
			return fmt.Errorf("add %s: %w", l.company, err)
		}
		l.id, l.is = r.Lead.ID, r.Lead
		w.byID[l.id] = l
		w.numbers.note(func(n *numbers) { n.t.Leads++ })
		w.book.tell(l, owner.id, w.stage.clock.Now(), "%s comes in for %s: %s", l.title(), owner.name, nextOf(r.Lead))
	}
	return nil
}
