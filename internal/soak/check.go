package soak

import (
	"context"
	"fmt"
	"time"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/postgres"
)

// checks look at everything once more when all is quiet.
type checks struct {
	stage  *stage
	book   *book
	ledger *ledger
	watch  *watch
	since  time.Time // business time: from then on nothing went wrong
}

func (c *checks) run(ctx context.Context) error {
	c.watch.readPosts()
	c.watch.readManners()
	for _, check := range []func(context.Context) error{
		c.receipts, c.saved, c.notSaved, c.repeated, c.taps, c.digests, c.mornings, c.rest,
	} {
		if err := check(ctx); err != nil {
			return err
		}
	}
	return nil
}

// receipts: every event that any screen ever showed as done is there, after all crashes.
func (c *checks) receipts(ctx context.Context) error {
	return c.watch.missing(ctx, c.ledger.events())
}

// saved: everything that a person was told is saved is there, once.
func (c *checks) saved(ctx context.Context) error {
	made, err := c.made(ctx)
	if err != nil {
		return err
	}
	for _, word := range c.ledger.wordsTold(saved) {
		if made[word] == 0 {
			c.book.breach(Kept, "%s was told to be saved, and is gone", word)
		}
	}
	return nil
}

// notSaved: of what a person was told that nothing was stored, nothing is.
func (c *checks) notSaved(ctx context.Context) error {
	made, err := c.made(ctx)
	if err != nil {
		return err
	}
	for _, word := range c.ledger.wordsTold(notSaved) {
		if made[word] > 0 {
			c.book.count("told not saved, and stored", 1)
			c.book.tell("%s was told not to be stored, and is", word)
		}
	}
	for _, word := range c.ledger.wordsTold(nothing) {
		if made[word] > 0 {
			c.book.count("told nothing, and stored", 1)
		}
	}
	return nil
}

// repeated: no wish was carried out twice.
func (c *checks) repeated(ctx context.Context) error {
	made, err := c.made(ctx)
	if err != nil {
		return err
	}
	for word, n := range made {
		if n > 1 {
			c.book.breach(Once, "%s was asked for once and is there %d times", word, n)
		}
	}
	return nil
}

// made counts what each word made.
func (c *checks) made(ctx context.Context) (map[string]int, error) {
	var rows []struct {
		Word string `db:"word"`
		N    int    `db:"n"`
	}
	const query = `
select word, count(*) as n
from (select note as word from touches union all select name from leads) made
where word like '` + wordPrefix + `%'
group by word`
	err := c.stage.patiently(ctx, func(ctx context.Context) error {
		rows = nil
		return c.stage.db.SelectContext(ctx, &rows, query)
	})
	all := make(map[string]int, len(rows))
	for _, r := range rows {
		all[r.Word] = r.N
	}
	return all, err
}

// taps: a one-tap button counted once for the recall as it was shown. Only such buttons make touches without a note.
func (c *checks) taps(ctx context.Context) error {
	var rows []struct {
		Lead int64 `db:"lead_id"`
		N    int   `db:"n"`
	}
	err := c.stage.patiently(ctx, func(ctx context.Context) error {
		rows = nil
		return c.stage.db.SelectContext(ctx, &rows, `select lead_id, count(*) as n from touches where note = '' group by lead_id`)
	})
	if err != nil {
		return err
	}
	most := c.ledger.mayHave()
	for _, r := range rows {
		c.book.count("taps that counted", r.N)
		if r.N > most[r.Lead] {
			c.book.breach(Once, "lead %d has %d touches of one tap, of %d different buttons", r.Lead, r.N, most[r.Lead])
		}
	}
	return nil
}

// digests: each rep has one list of a local date at most, by what the workspace shows and not by what the bot notes.
func (c *checks) digests(ctx context.Context) error {
	posts := c.ledger.deliveries()
	ids := make([]int64, 0, len(posts))
	for id := range posts {
		ids = append(ids, id)
	}
	var rows []struct {
		ID   int64  `db:"id"`
		Rep  string `db:"recipient"`
		Date string `db:"subject"`
	}
	err := c.stage.patiently(ctx, func(ctx context.Context) error {
		rows = nil
		return c.stage.db.SelectContext(ctx, &rows,
			`select id, recipient, subject from deliveries where kind = 'digest' and id = any($1)`, pq.Array(ids))
	})
	if err != nil {
		return err
	}
	lists := map[string]int{}
	for _, r := range rows {
		lists[r.Rep+" of "+r.Date] += len(posts[r.ID])
	}
	for list, n := range lists {
		c.book.count("digests", n)
		if n > 1 {
			c.book.breach(Once, "the list of %s came %d times", list, n)
		}
	}
	return nil
}

// mornings: on the day on which nothing went wrong, everybody to whom something was due has their list.
func (c *checks) mornings(ctx context.Context) error {
	var without []string
	const query = `
select r.user_id
from reps r
where exists (
    select from recalls
    where recalls.workspace_id = r.workspace_id and owner_id = r.user_id and is_open and due_on <= ($1::text)::date
    and snoozed_until is null
)
and not exists (
    select from deliveries d
    where d.workspace_id = r.workspace_id and d.kind = 'digest' and d.recipient = r.user_id and d.ts <> '' and d.subject >= $1::text
)`
	err := c.stage.patiently(ctx, func(ctx context.Context) error {
		without = nil
		return c.stage.db.SelectContext(ctx, &without, query, c.since.Format(time.DateOnly))
	})
	if err != nil {
		return err
	}
	for _, rep := range without {
		c.book.breach(Once, "%s has something due and got no list on %s, when nothing went wrong", rep, c.since.Format(time.DateOnly))
	}
	return nil
}

// rest: nothing that should have happened has not, and no open lead is without a next step.
func (c *checks) rest(ctx context.Context) error {
	var left struct {
		Orphans int `db:"orphans"`
		Waiting int `db:"waiting"`
		GivenUp int `db:"given_up"`
		Open    int `db:"open"`
	}
	const query = `
select
    (select count(*) from leads l where state in ('active', 'parked') and not exists (
        select from recalls r where r.workspace_id = l.workspace_id and r.lead_id = l.id and r.is_open
    )) as orphans,
    (select count(*) from deliveries where shown < wanted and given_up_at is null and due_at <= $1) as waiting,
    (select count(*) from deliveries where given_up_at is not null) as given_up,
    (select count(*) from recalls where is_open) as open`
	err := c.stage.patiently(ctx, func(ctx context.Context) error {
		return c.stage.db.GetContext(ctx, &left, query, c.stage.clock.Now())
	})
	if err != nil {
		return err
	}
	c.book.count("deliveries given up", left.GivenUp)
	c.book.count("open leads", left.Open)
	if left.Orphans > 0 {
		c.book.breach(Sound, "%d open leads have no recall", left.Orphans)
	}
	if left.Waiting > 0 {
		c.book.breach(Once, "%d messages that are due are not sent although nothing goes wrong any more", left.Waiting)
	}
	db, err := postgres.Open(ctx, c.stage.cluster.URL(databaseName), postgres.Options{})
	if err != nil {
		return fmt.Errorf("look for slips: %w", err)
	}
	slips, err := db.Slips(ctx, c.stage.clock.Now())
	if err == nil && slips.Any() {
		c.book.breach(Honest, "what should have happened has not: %+v", slips)
	}
	return joined(err, db.Close())
}
