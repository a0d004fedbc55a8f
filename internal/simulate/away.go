package simulate

import (
	"context"
	"errors"
	"fmt"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// goAway has those say so who are away from today on: what is planned for these days waits until they are back, and what can't wait goes to
// whoever covers.
func (w *world) goAway(ctx context.Context) error {
	for _, d := range w.desks {
		for _, s := range d.away {
			if s.from != w.day || d.gone(s.to) {
				continue
			}
			if err := d.sayAway(ctx, s); err != nil {
				return fmt.Errorf("%s goes away: %w", d.name, err)
			}
		}
	}
	return nil
}

// gone reports whether the rep's account is by a working day.
func (p rep) gone(day int) bool { return p.leaves > 0 && day >= p.leaves }

func (d *desk) sayAway(ctx context.Context, s span) error {
	w := d.world
	d.clock.Advance(max(0, w.stage.clock.Now().Sub(d.clock.Now())))
	wish := tracker.AbsenceWish{From: w.date, Until: workdayAt(s.to), Cover: w.coverFor(d, s)}
	away, err := d.use.SayAway(ctx, d.actor(followup.FromCommand), wish)
	if refused := (tracker.CoverError{}); errors.As(err, &refused) {
		wish.Cover = ""
		away, err = d.use.SayAway(ctx, d.actor(followup.FromCommand), wish)
	}
	if err != nil {
		return err
	}
	d.settings = away.Rep
	w.numbers.note(func(n *numbers) { n.absences++ })
	w.book.tellRep(d.id, d.clock.Now(), "%s is away until %s, %s covers, %d follow-ups wait", d.name, wish.Until, w.nameOf(wish.Cover), away.Moved)
	return w.putOff(ctx, d)
}

// coverFor is a teammate who is there all the while; empty: nobody.
func (w *world) coverFor(d *desk, s span) followup.UserID {
	for i := range w.desks[1:] {
		c := w.desks[(d.n+1+i)%len(w.desks)]
		there := true
		for day := s.from; day <= s.to; day++ {
			there = there && c.works(day)
		}
		if there && !c.settings.Away.Ahead(w.date) {
			return c.id
		}
	}
	return ""
}

// putOff reads those leads of a rep again that wait until they are back. Their promises stay where they are.
func (w *world) putOff(ctx context.Context, d *desk) error {
	var rows []stored
	const open = `
select lead_id, id, owner_id, kind, due_on::text as due_on, due_minute, reasons = '[]' as unsaid, version
from recalls
where is_open
and owner_id = $1`
	if err := w.stage.db.SelectContext(ctx, &rows, open, d.id); err != nil {
		return fmt.Errorf("read recalls: %w", err)
	}
	for _, row := range rows {
		l := w.byID[row.Lead]
		if l.is.Recall == nil || l.is.Recall.Due.String() == row.Due {
			continue
		}
		if err := w.waits(ctx, l); err != nil {
			return err
		}
	}
	return nil
}

// waits reads a lead that an absence put off, and looks for the reason.
func (w *world) waits(ctx context.Context, l *lead) error {
	was := *l.is.Recall
	if err := w.refresh(ctx, l); err != nil {
		return err
	}
	w.checkReasons(l)
	w.book.saw(Promises, 1)
	if was.Kind == followup.Promised {
		w.book.breachOf(Promises, l, "%s: the promise for %s was put off by an absence", l.title(), was.Due)
	}
	w.book.tell(l, l.is.Owner, w.stage.clock.Now(), "%s waits until its owner is back → %s", l.title(), nextOf(l.is))
	return nil
}

// workdayAt is the date of a working day of the simulation.
func workdayAt(day int) calendar.Date { return begins.AddDays(day/5*7 + day%5) }

// deskOf is the desk of who owns a lead.
func (w *world) deskOf(l *lead) *desk { return w.byRep[l.is.Owner] }
