package simulate

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/lib/pq"
	"golang.org/x/sync/errgroup"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/slacksim"
	"github.com/followup-bot/followup/internal/tracker"
)

// morning is what a rep's list of a date must be, read behind the bot's back before the bot looks.
type morning struct {
	desk    *desk
	due     map[*lead]bool // whose recalls are due and not hidden
	owing   bool           // a recap, a reminder or the touch that a hot signal asks for is owed
	rested  map[*lead]bool // whom a rule let rest since the list before
	covered map[*lead]bool // due is also what somebody away left to them
	promise bool           // something promised for that very date
}

// wanted reports whether a list must come: on a working day for whatever is due, on a day off for what was promised for it.
func (m morning) wanted(working, member bool) bool {
	return member && (m.promise || working && (m.owing || len(m.due) > 0))
}

// expect says what the lists of those must be whose morning it is at an instant.
func (w *world) expect(ctx context.Context, tick time.Time) ([]*morning, error) {
	var all []*morning
	byRep := map[followup.UserID]*morning{}
	for _, d := range w.desks {
		if tick.Equal(d.at(followup.DefaultDigestAt)) {
			m := &morning{desk: d, due: map[*lead]bool{}, covered: map[*lead]bool{}}
			all, byRep[d.id] = append(all, m), m
		}
	}
	if len(all) == 0 {
		return nil, nil
	}
	reps := slices.Sorted(maps.Keys(byRep))
	var rows []struct {
		Owner   followup.UserID `db:"owner_id"`
		Lead    followup.LeadID `db:"lead_id"`
		Promise bool            `db:"promise"`
	}
	const due = `
select owner_id, lead_id, kind = 'promised' and due_on = $2::date as promise
from recalls
where is_open
and kind <> 'echo'
and owner_id = any($1)
and due_on <= $2::date
and (snoozed_until is null or snoozed_until <= $3)`
	if err := w.stage.db.SelectContext(ctx, &rows, due, pq.Array(reps), w.date.String(), tick); err != nil {
		return nil, fmt.Errorf("look for what is due: %w", err)
	}
	for _, row := range rows {
		m := byRep[row.Owner]
		m.due[w.byID[row.Lead]] = true
		m.promise = m.promise || row.Promise
	}
	var owing []followup.UserID
	const owed = `
select distinct owner_id
from obligations
where owner_id = any($1)
and settled_at is null
and (
    due_at <= $2 and (kind = 'recap' and for_at > $3 or kind = 'reminder' and for_at > $2)
    or kind = 'signal' and for_at between $3 and $2
)`
	if err := w.stage.db.SelectContext(ctx, &owing, owed, pq.Array(reps), tick, followup.HeardSince(tick)); err != nil {
		return nil, fmt.Errorf("look for what is owed: %w", err)
	}
	for _, id := range owing {
		byRep[id].owing = true
	}
	return all, w.expectCovered(ctx, tick, byRep)
}

// expectCovered adds to what is due what somebody away left to those whose morning it is: promises, and answers that are owed.
func (w *world) expectCovered(ctx context.Context, tick time.Time, mornings map[followup.UserID]*morning) error {
	for _, d := range w.desks {
		m := mornings[d.settings.CoverAt(tick)]
		if m == nil || d.gone(w.day) {
			continue
		}
		var rows []struct {
			Lead    followup.LeadID `db:"lead_id"`
			Promise bool            `db:"promise"`
		}
		const due = `
select lead_id, kind = 'promised' and due_on = $2::date as promise
from recalls
where is_open
and owner_id = $1
and due_on <= $2::date
and (kind = 'promised' or reply_owed)
and (snoozed_until is null or snoozed_until <= $3)`
		if err := w.stage.db.SelectContext(ctx, &rows, due, d.id, calendar.Today(tick, d.zone).String(), tick); err != nil {
			return fmt.Errorf("look for what is covered: %w", err)
		}
		for _, row := range rows {
			l := w.byID[row.Lead]
			m.due[l], m.covered[l] = true, true
			m.promise = m.promise || row.Promise
		}
	}
	return nil
}

// checkMorning holds the lists that have come against those that had to, and gives the reps theirs.
func (w *world) checkMorning(ctx context.Context, tick time.Time, all []*morning) error {
	posts := w.readPosts()
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(4)
	for _, m := range all {
		group.Go(func() error { return m.check(ctx, w, tick, posts) })
	}
	return group.Wait()
}

// check looks at one rep's list.
func (m *morning) check(ctx context.Context, w *world, tick time.Time, posts map[string]slacksim.Post) error {
	d := m.desk
	member := !d.gone(w.day)
	wanted := m.wanted(d.settings.Workdays().Works(w.date), member && !d.settings.AwayAt(tick))
	post, came := posts[tracker.DigestKey(d.id, w.date.String())]
	w.book.saw(Digests, 1)
	switch {
	case wanted && !came:
		w.book.breach(Digests, d.id, "%s got no list on %s, with %d leads due", d.name, w.date, len(m.due))
	case came && !wanted:
		w.book.breach(Digests, d.id, "%s got a list on %s, with nothing due", d.name, w.date)
	}
	if !member {
		return nil
	}
	d.clock.Advance(max(0, tick.Sub(d.clock.Now())))
	day, err := d.use.Today(ctx, w.stage.as(d.id))
	if err != nil {
		return fmt.Errorf("list of %s: %w", d.name, err)
	}
	d.rows = day.Open
	m.rested = map[*lead]bool{}
	for _, of := range day.Rested {
		m.rested[w.byID[of.Lead.ID]] = true
	}
	m.checkList(w)
	d.comesBack()
	if came {
		w.book.tellRep(d.id, tick.In(d.zone), "%s gets the list of the day: %d leads", d.name, len(day.Open))
		w.numbers.note(func(n *numbers) { n.digests++ })
		m.checkText(w, post)
	}
	return nil
}

// checkList: what is due is in its owner's list, and nothing else is.
func (m *morning) checkList(w *world) {
	listed := map[*lead]bool{}
	for _, row := range m.desk.rows {
		l := w.byID[row.Lead.ID]
		listed[l] = true
		if row.For == nil {
			l.is = row.Lead // a snooze that ended by itself is seen here
		}
		if !row.Beside && row.For == nil && !m.due[l] {
			w.wrongly(l, m.desk)
		}
	}
	w.book.saw(Recalls, len(m.due))
	for l := range m.due {
		if !listed[l] {
			w.book.breachOf(Recalls, l, "%s is due and in nobody's list: %s", l.title(), nextOf(l.is))
		}
	}
}

// comesBack counts, on the first morning after an absence, what is overdue that nobody promised: nobody comes back to a mountain.
func (d *desk) comesBack() {
	w := d.world
	if w.day == 0 || !d.works(w.day) || d.works(w.day-1) || !d.settings.Workdays().Works(w.date) || !d.settings.Away.Happened(w.date) {
		return
	}
	mountain := 0
	for _, row := range d.rows {
		if row.For == nil && !row.Beside && row.OverdueDays > 0 && row.Lead.Recall.Kind == followup.Planned && !row.Lead.Recall.ReplyOwed {
			mountain++
		}
	}
	w.numbers.note(func(n *numbers) { n.mountain += mountain })
}

// wrongly says which guarantee a lead in a list breaks that is not due.
func (w *world) wrongly(l *lead, d *desk) {
	of, special := map[followup.State]Guarantee{followup.Parked: Parked, followup.DoNotContact: Removed}[l.is.State]
	if !special {
		of = Recalls
	}
	w.book.breachOf(of, l, "%s is in the list of %s on %s and is not due: %s", l.title(), d.name, w.date, nextOf(l.is))
}

// checkText looks at the message that came: the first rows are in it, and nobody who sleeps or is not to be contacted.
func (m *morning) checkText(w *world, post slacksim.Post) {
	named := w.named(post)
	for i, row := range m.desk.rows {
		if l := w.byID[row.Lead.ID]; i < digest.MaxExpanded && !named[l] {
			w.book.breachOf(Digests, l, "%s is due and not in the message to %s", l.title(), m.desk.name)
		}
	}
	w.book.saw(Parked, len(named))
	for l := range named {
		if !m.due[l] && !m.rested[l] && !slices.ContainsFunc(m.desk.rows, func(r digest.Row) bool { return r.Lead.ID == l.id }) {
			w.wrongly(l, m.desk)
		}
	}
}

// named are the leads that a message names.
func (w *world) named(post slacksim.Post) map[*lead]bool {
	found := map[*lead]bool{}
	words := strings.FieldsFunc(texts(post.Blocks), func(r rune) bool { return strings.ContainsRune(" \n\t*_~·,.:;|<>()", r) })
	for i := 1; i < len(words); i++ {
		if l := w.byTitle[words[i-1]+" "+words[i]]; l != nil {
			found[l] = true
		}
	}
	return found
}

// texts is all that a person reads in blocks.
func texts(v any) string {
	var b strings.Builder
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			for _, key := range slices.Sorted(maps.Keys(v)) {
				if s, ok := v[key].(string); ok && key == "text" {
					b.WriteString(s)
					b.WriteString("\n")
					continue
				}
				walk(v[key])
			}
		}
	}
	walk(v)
	return b.String()
}

// readPosts reads the messages that the workspace has and returns them by the key of what they deliver. Two with the same key are one too
// many.
func (w *world) readPosts() map[string]slacksim.Post {
	posts := map[string]slacksim.Post{}
	for _, p := range w.stage.ws.Posts(func(p slacksim.Post) bool { return p.Bot && p.Reader == "" }) {
		payload, _ := p.Metadata["event_payload"].(map[string]any)
		key, _ := payload["key"].(string)
		if key == "" {
			continue
		}
		posts[key] = p
		if w.posted[key] == nil {
			w.posted[key] = map[string]bool{}
		}
		if w.posted[key][p.TS] {
			continue
		}
		w.posted[key][p.TS] = true
		if len(w.posted[key]) > 1 && strings.HasPrefix(key, "digest/") {
			_, of, _ := strings.Cut(key, "/")
			rep, on, _ := strings.Cut(of, "/")
			w.book.breach(Digests, followup.UserID(rep), "%s got the list of %s %d times", w.nameOf(followup.UserID(rep)), on, len(w.posted[key]))
		}
	}
	return posts
}

func (w *world) nameOf(id followup.UserID) string {
	for _, d := range w.desks {
		if d.id == id {
			return d.name
		}
	}
	return string(id)
}
