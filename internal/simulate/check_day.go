package simulate

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/followup-bot/followup/internal/followup"
)

// keepMessages is how many messages of a conversation the workspace remembers.
const keepMessages = 30

// checkDay holds the guarantees against what is there at the end of a day.
func (w *world) checkDay(ctx context.Context) error {
	for _, check := range []func(context.Context) error{w.checkRecalls, w.checkStored, w.checkRemoved, w.checkSent, w.audit} {
		if err := check(ctx); err != nil {
			return err
		}
	}
	w.readPosts()
	w.stage.ws.Forget(keepMessages)
	for _, d := range w.desks {
		if d.present() {
			of := load{Day: w.day, Rep: d.n, Listed: len(d.rows), Made: d.made, Capacity: d.settings.Capacity}
			w.numbers.note(func(n *numbers) { n.loads = append(n.loads, of) })
		}
		d.rows, d.made = nil, 0
	}
	return nil
}

// checkRecalls: G1 as SQL says it, whatever the use cases told.
func (w *world) checkRecalls(ctx context.Context) error {
	const broken = `
select l.id
from leads l
where (select count(*) from recalls r where r.workspace_id = l.workspace_id and r.lead_id = l.id and r.is_open)
    <> case when l.state in ('active', 'parked') then 1 else 0 end
or l.state = 'parked' and not exists (
    select from recalls r where r.workspace_id = l.workspace_id and r.lead_id = l.id and r.is_open and r.kind = 'wake'
)`
	var ids []followup.LeadID
	if err := w.stage.db.SelectContext(ctx, &ids, broken); err != nil {
		return fmt.Errorf("look for lost leads: %w", err)
	}
	w.book.saw(Recalls, len(w.byID))
	for _, id := range ids {
		l := w.byID[id]
		w.book.breachOf(Recalls, l, "%s has not exactly the one next step that it must have; the team was told: %s", l.title(), nextOf(l.is))
	}
	return nil
}

// stored is a lead's open recall as the database has it.
type stored struct {
	Lead    followup.LeadID     `db:"lead_id"`
	Recall  followup.RecallID   `db:"id"`
	Owner   followup.UserID     `db:"owner_id"`
	Kind    followup.RecallKind `db:"kind"`
	Due     string              `db:"due_on"`
	Minute  *int                `db:"due_minute"`
	Unsaid  bool                `db:"unsaid"`
	Version int                 `db:"version"`
}

// checkStored holds every open recall against what its rep was told last: nothing changes it but people (G2, G6), and it has a reason (G9).
func (w *world) checkStored(ctx context.Context) error {
	var rows []stored
	const open = `
select lead_id, id, owner_id, kind, due_on::text as due_on, due_minute, reasons = '[]' as unsaid, version
from recalls
where is_open`
	if err := w.stage.db.SelectContext(ctx, &rows, open); err != nil {
		return fmt.Errorf("read recalls: %w", err)
	}
	w.book.saw(Stored, len(rows))
	for _, row := range rows {
		if err := w.checkOne(ctx, row); err != nil {
			return err
		}
	}
	return nil
}

func (w *world) checkOne(ctx context.Context, row stored) error {
	l := w.byID[row.Lead]
	told := l.is.Recall
	if row.Unsaid {
		w.book.breachOf(Reasons, l, "%s is due on %s, and nothing says why", l.title(), row.Due)
	}
	if told == nil {
		return nil // checkRecalls says so
	}
	if told.AwaitsEcho() && !told.Due.After(w.date) {
		return w.checkRested(ctx, l, row)
	}
	same := told.ID == row.Recall && told.Due.String() == row.Due && told.Kind == row.Kind && told.Owner == row.Owner &&
		(told.At == nil) == (row.Minute == nil) && (told.At == nil || int(*told.At) == *row.Minute)
	if told.Kind == followup.Promised {
		w.book.saw(Promises, 1)
	}
	switch {
	case same:
	case told.Kind == followup.Planned && row.Kind == followup.Planned && w.deskOf(l).settings.Away.On(w.date):
		return w.waits(ctx, l)
	case told.Kind == followup.Promised:
		w.book.breachOf(Promises, l, "%s: the promise for %s has become a %s recall on %s, and no person changed it", l.title(), told.Due, row.Kind, row.Due)
	default:
		w.book.breachOf(Stored, l, "%s: the team was told %q, the database has a %s recall on %s", l.title(), nextOf(l.is), row.Kind, row.Due)
	}
	return nil
}

// checkRested: a break-up whose days are over rests, by the one rule that may change a recall.
func (w *world) checkRested(ctx context.Context, l *lead, row stored) error {
	if row.Kind == followup.Echo {
		w.book.breachOf(Recalls, l, "%s: the answer to the break-up was waited for until %s, and nothing came of it", l.title(), l.is.Recall.Due)
	}
	if err := w.refresh(ctx, l); err != nil {
		return err
	}
	l.silent = 0
	w.book.tell(l, l.is.Owner, w.stage.clock.Now(), "nobody answered the break-up to %s, and the bot lets it rest → %s", l.title(), nextOf(l.is))
	return nil
}

// refresh reads a lead that a rule or a batch changed.
func (w *world) refresh(ctx context.Context, l *lead) (err error) {
	l.is, _, err = w.stage.bot.TrackerAt(w.stage.clock).LeadFor(ctx, w.stage.as(manager), l.id)
	return err
}

// checkRemoved: nothing was done with anybody since they asked not to be contacted (G7).
func (w *world) checkRemoved(ctx context.Context) error {
	var rows []struct {
		Lead  followup.LeadID `db:"lead_id"`
		Last  time.Time       `db:"last"`
		State followup.State  `db:"state"`
	}
	const removed = `
select l.id as lead_id, l.state, max(t.at) as last
from leads l
join touches t on t.workspace_id = l.workspace_id and t.lead_id = l.id and not t.is_undone
where l.state = 'do_not_contact'
group by l.id, l.state`
	if err := w.stage.db.SelectContext(ctx, &rows, removed); err != nil {
		return fmt.Errorf("look at who asked not to be contacted: %w", err)
	}
	w.book.saw(Removed, len(rows))
	for _, row := range rows {
		if l := w.byID[row.Lead]; row.Last.After(l.stopped) {
			w.book.breachOf(Removed, l, "%s asked on %s not to be contacted and was, on %s", l.title(), l.stopped, row.Last)
		}
	}
	return nil
}

// checkSent: nothing that was due is unsent or was given up, and no rule of Slack's was broken.
func (w *world) checkSent(ctx context.Context) error {
	waiting, err := w.stage.waiting(ctx)
	if err != nil {
		return err
	}
	var givenUp []string
	const query = `select kind || ' to ' || recipient || ': ' || last_error from deliveries where given_up_at is not null order by id limit 3`
	if err := w.stage.db.SelectContext(ctx, &givenUp, query); err != nil {
		return fmt.Errorf("look for what was given up: %w", err)
	}
	w.book.saw(Delivered, 1)
	if waiting > 0 {
		w.book.breach(Delivered, manager, "%d messages wait on %s", waiting, w.date)
	}
	if len(givenUp) > 0 {
		w.book.breach(Delivered, manager, "given up on %s: %s", w.date, strings.Join(givenUp, "; "))
	}
	for _, v := range w.stage.ws.Log().Violations {
		w.book.breach(Delivered, manager, "a rule of Slack's was broken: %s (%s)", v.What, v.Detail)
	}
	return nil
}

// audit is the bot's own: it counts orphans and tidies up.
func (w *world) audit(ctx context.Context) error {
	orphans, err := w.stage.bot.TrackerAt(w.stage.clock).Audit(ctx)
	if err != nil {
		return err
	}
	w.numbers.note(func(n *numbers) { n.orphans = max(n.orphans, orphans) })
	if orphans > 0 {
		w.book.breach(Recalls, manager, "the bot's own audit counts %d orphans", orphans)
	}
	return nil
}
