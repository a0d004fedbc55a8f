package main

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"
)

// dataset is a workspace as it looks after a year: leads spread evenly over the reps, three quarters of them open, some of each rep's
// due, three touches each, teams of ten. The same seed makes the same leads.
type dataset struct {
	workspace string
	reps      []string
	leads     int
	at        time.Time // when the year ends
	digests   time.Time // when each rep's next digest comes
	seed      int64
}

// touchesEach is how many touches a lead has.
const touchesEach = 3

// madeUpReps are user ids of so many people.
func madeUpReps(n int) []string {
	ids := make([]string, 0, n)
	for i := range n {
		ids = append(ids, fmt.Sprintf("UREP%06d", i))
	}
	return ids
}

// filling are the statements that make a dataset, in one session. Triggers and foreign keys are off meanwhile: what each of them looks
// at costs more than the row; a test looks whether all of it holds. pg_temp.dice(n, about, sides) is a throw that comes out the same each time.
var filling = []string{
	`set session_replication_role = replica`,
	`set synchronous_commit = off`,
	`create temp table year as select $1::text as w, $2::text[] as reps, cardinality($2::text[]) as n_reps, $3::int as leads,
    $4::timestamptz as at, $5::timestamptz as digests`,
	`insert into people (workspace_id, user_id, name, zone, locale)
select w, id, 'Rep ' || id, 'Europe/Berlin', 'en-GB' from year, unnest(reps) id
on conflict do nothing`,
	`insert into reps (workspace_id, user_id, next_digest_at, joined_at) select w, id, digests, at - interval '1 year' from year, unnest(reps) id`,
	`insert into teams (workspace_id, id, name, channel_id, manager_id, next_summary_at)
overriding system value
select w, n, 'Team ' || n, 'C' || n, reps[1 + (n - 1) * 10], at + interval '1 day' from year, generate_series(1, (n_reps + 9) / 10) n`,
	`insert into team_members (workspace_id, team_id, user_id)
select w, 1 + (n - 1) / 10, reps[n] from year, generate_series(1, n_reps) n`,
	`create temp table lead as
select n as id, reps[1 + n % n_reps] as owner, pg_temp.dice(n, 'open', 100) as luck,
    first[1 + pg_temp.dice(n, 'first', 24)] || ' ' || last[1 + pg_temp.dice(n, 'last', 32)] as name,
    head[1 + pg_temp.dice(n, 'head', 32)] || tail[1 + pg_temp.dice(n, 'tail', 24)] || ' ' || n / 7 || form[1 + pg_temp.dice(n, 'form', 4)] as company
from year, generate_series(1, leads) n, (select
    string_to_array('Ana Max Priya Diego Sam Kim Lea Noah Mia Finn Zoe Paul Ida Omar Rosa Hugo Nina Emil Vera Theo Lucy Igor Maya Jonas', ' ') as first,
    string_to_array('Weber Ruiz Nair Okafor Berg Sato Lind Novak Rossi Silva Meyer Dubois Jensen Kaya Costa Moreau Fischer Haas Vogel Brandt Keller Wolf Lang Roth Stein Kraus Busch Horn Graf Ernst Arnold Simon', ' ') as last,
    string_to_array('Acme Beta Nord Sud Alpen Rhein Main Hansa Terra Luna Solar Aqua Ferro Medi Agri Opti Inno Tele Data Cyber Globo Euro Trans Inter Micro Mega Uni Omni Poly Neo Geo Eco', ' ') as head,
    string_to_array('tec soft bau werk med log plan net lab data fin con pack form line port flow gen dyn graph cast mark trade build', ' ') as tail,
    array[' GmbH', ' AG', ' Ltd', ''] as form) words`,
	`create temp table recall as
select id, owner, luck >= 55 as parked, case
    when luck >= 55 then (at at time zone 'UTC')::date + 1 + pg_temp.dice(id, 'wakes', 180)
    else (at at time zone 'UTC')::date - 10 + pg_temp.dice(id, 'due', 90)
end as due_on, false as promised
from year, lead
where luck < 75`,
	// None for yesterday or today, which would be offered to others, or ping, in the middle of what is measured.
	`update recall
set promised = true
from year
where not parked
and due_on not between (at at time zone 'UTC')::date - 1 and (at at time zone 'UTC')::date
and pg_temp.dice(id, 'promised', 10) = 0`,
	`insert into recalls (workspace_id, id, lead_id, owner_id, kind, due_on, channel, goal, reasons)
overriding system value
select w, id, id, owner, case when parked then 'wake' when promised then 'promised' else 'planned' end, due_on, 'call', '',
    '[{"code": "no_answer_retry", "params": {"attempt": "2"}}]'
from year, recall
order by id`,
	`insert into leads (workspace_id, id, name, company, owner_id, state, value_minor, value_currency, touches, created_at, open_recall_id, park_reason)
overriding system value
select w, id, name, company, owner, case when luck < 55 then 'active' when luck < 75 then 'parked' when luck < 82 then 'won' else 'lost' end,
    case when pg_temp.dice(id, 'valued', 3) > 0 then 100000 + 1000 * pg_temp.dice(id, 'value', 9000)::bigint end, case when pg_temp.dice(id, 'valued', 3) > 0 then 'EUR' end,
    3, at - interval '1 day' * (30 + pg_temp.dice(id, 'age', 330)), case when luck < 75 then id end, case when luck between 55 and 74 then 'budget frozen' else '' end
from year, lead
order by id`,
	`insert into obligations (workspace_id, lead_id, owner_id, kind, for_at, for_on, due_at)
select w, id, owner, 'promise', (due_on + 1)::timestamp at time zone 'Europe/Berlin', due_on, (due_on + 1)::timestamp at time zone 'Europe/Berlin'
from year, recall
where promised
and due_on > (at at time zone 'UTC')::date`,
	`insert into lead_names (workspace_id, lead_id, key)
select distinct w, id, lead_key(called) from year, lead, unnest(array[name, company]) called where lead_key(called) <> ''`,
	`insert into lead_words (workspace_id, lead_id, words)
select w, id, searched(name) || E'\n' || searched(company) from year, lead order by id`,
	`insert into contacts (workspace_id, lead_id, position, name, email, phone_key)
select w, id, 1, name, lower(replace(name, ' ', '.')) || id || '@' || 'firm' || id / 7 || '.example', '+4930' || id from year, lead order by id`,
	`insert into events (workspace_id, id, lead_id, kind, by_id, at, source, recall_id, detail, before)
overriding system value
select w, (k - 1) * leads + id, id, 'logged', owner, at - interval '1 minute' * (1440 * 25 * (4 - k) - pg_temp.dice(id, 'minute', 30000)), 'modal', null,
    '{"attempt": 1, "next": {"kind": "recall", "on": "2026-05-14", "channel": "call"}, "reasons": [{"code": "no_answer_retry"}]}',
    jsonb_build_object('name', name, 'company', company, 'owner', owner, 'state', 'active', 'touches', k - 1)
from year, generate_series(1, 3) k, lead
order by k, id`,
	`insert into touches (workspace_id, id, lead_id, event_id, by_id, at, channel, outcome, minutes, note)
overriding system value
select workspace_id, id, lead_id, id, by_id, at, 'call', (array['no_answer', 'no_answer', 'voicemail', 'interested'])[1 + pg_temp.dice(id, 'outcome', 4)], 2,
    'rang out, try again before noon'
from events
where workspace_id = (select w from year)
order by id`,
	// What was posted in the last days, and a Home tab of every second rep.
	`insert into deliveries (workspace_id, kind, subject, recipient, dedupe_key, due_at, rank_at, wanted, shown, sent_at, channel, ts)
select w, 'digest', on_day, id, 'digest/' || id || '/' || on_day, at - ago * interval '1 day', at - ago * interval '1 day', 3, 3, at - ago * interval '1 day',
    'D' || id, extract(epoch from at)::bigint - ago * 86400 || '.' || n
from year, unnest(reps) with ordinality rep (id, n), generate_series(1, 5) ago, lateral (select to_char(at - ago * interval '1 day', 'YYYY-MM-DD') as on_day) d`,
	`insert into deliveries (workspace_id, kind, subject, recipient, dedupe_key, due_at, wanted, shown, sent_at, channel, ts, redraw_at)
select w, 'home', id, id, 'home/' || id, at - interval '1 day', 3, 3, at - interval '1 day', 'V' || id, 'hash', at + interval '1 day'
from year, unnest(reps) with ordinality rep (id, n)
where n % 2 = 0`,
	`select setval(pg_get_serial_sequence('recalls', 'id'), leads), setval(pg_get_serial_sequence('leads', 'id'), leads),
    setval(pg_get_serial_sequence('events', 'id'), 3 * leads), setval(pg_get_serial_sequence('touches', 'id'), 3 * leads),
    setval(pg_get_serial_sequence('teams', 'id'), (n_reps + 9) / 10) from year`,
}

// fill makes a dataset in an empty database with today's schema, and has PostgreSQL look at what is in it, as it does by itself within
// a minute or so. The pool's account must be a superuser.
func fill(ctx context.Context, db *sqlx.DB, d dataset) error {
	session, err := db.Connx(ctx)
	if err != nil {
		return fmt.Errorf("fill: %w", err)
	}
	defer func() { _ = session.Close() }()
	indexes, err := dropIndexes(ctx, session)
	if err != nil {
		return err
	}
	dice := fmt.Sprintf(`create function pg_temp.dice(n bigint, about text, sides int) returns int language sql immutable as
    $$ select (abs(hashint8extended(n, hashtext(about) + %d) %% sides))::int $$`, d.seed)
	for i, statement := range append([]string{dice}, filling...) {
		var args []any
		if i == valuesAt {
			args = []any{d.workspace, pq.Array(d.reps), d.leads, d.at, d.digests}
		}
		if _, err := session.ExecContext(ctx, statement, args...); err != nil {
			return fmt.Errorf("fill: %w in\n%s", err, statement)
		}
	}
	for _, statement := range append(indexes, `drop table lead, recall, year cascade`, `reset session_replication_role`, `vacuum analyze`, `checkpoint`) {
		if _, err := session.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("fill: %w in\n%s", err, statement)
		}
	}
	return nil
}

// valuesAt is the statement that takes the dataset's values.
const valuesAt = 3

// dropIndexes drops the indexes that no constraint needs and returns what makes them again: filling a table with them takes several
// times as long.
func dropIndexes(ctx context.Context, session *sqlx.Conn) (makeAgain []string, err error) {
	var rows []struct {
		Name string `db:"name"`
		Def  string `db:"def"`
	}
	err = session.SelectContext(ctx, &rows, `
select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as def
from pg_index i
join pg_class c on c.oid = i.indrelid and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
where not exists (select from pg_constraint k where k.conindid = i.indexrelid)
order by 1`)
	if err != nil {
		return nil, fmt.Errorf("list indexes: %w", err)
	}
	for _, row := range rows {
		if _, err := session.ExecContext(ctx, `drop index `+row.Name); err != nil {
			return nil, fmt.Errorf("drop index: %w", err)
		}
		makeAgain = append(makeAgain, row.Def)
	}
	return makeAgain, nil
}
