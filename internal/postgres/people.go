package postgres

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

type personRow struct {
	Workspace followup.WorkspaceID `db:"workspace_id"`
	ID        followup.UserID      `db:"user_id"`
	Name      string               `db:"name"`
	Zone      string               `db:"zone"`
	Locale    string               `db:"locale"`
	Admin     bool                 `db:"is_admin"`
	Guest     bool                 `db:"is_guest"`
	Bot       bool                 `db:"is_bot"`
	Deleted   bool                 `db:"is_deleted"`
	ChangedAt time.Time            `db:"-"` // only compared when people are stored
}

func (r personRow) toDomain() followup.Person { return followup.Person(r) }

const personColumns = `p.workspace_id, p.user_id, p.name, p.zone, p.locale, p.is_admin, p.is_guest, p.is_bot, p.is_deleted`

// By primary key.
const sqlPerson = `
select ` + personColumns + `
from people p
where p.workspace_id = $1
and p.user_id = $2`

func (s queries) Person(ctx context.Context, w followup.WorkspaceID, id followup.UserID) (followup.Person, error) {
	var row personRow
	if err := s.q.GetContext(ctx, &row, sqlPerson, w, id); err != nil {
		return followup.Person{}, failed("load person", err)
	}
	return row.toDomain(), nil
}

// By primary key.
const sqlPeople = `
select ` + personColumns + `
from people p
where p.workspace_id = $1
and p.user_id = any($2)`

func (s queries) People(ctx context.Context, w followup.WorkspaceID, ids []followup.UserID) (map[followup.UserID]followup.Person, error) {
	people := make(map[followup.UserID]followup.Person, len(ids))
	ids = slices.DeleteFunc(slices.Clone(ids), func(id followup.UserID) bool { return id == "" })
	if len(ids) == 0 {
		return people, nil
	}
	var rows []personRow
	if err := s.q.SelectContext(ctx, &rows, sqlPeople, w, pq.Array(ids)); err != nil {
		return nil, failed("load people", err)
	}
	for _, row := range rows {
		people[row.ID] = row.toDomain()
	}
	return people, nil
}

type repRow struct {
	personRow

	DigestAt  calendar.TimeOfDay          `db:"digest_minute"`
	Week      calendar.Week               `db:"working_days"`
	DigestOff bool                        `db:"digest_off"`
	PingsOff  pq.StringArray              `db:"pings_off"`
	Country   string                      `db:"country"`
	Capacity  int                         `db:"capacity"`
	DaysOff   document[[]calendar.DayOff] `db:"days_off"`
	Away      document[*followup.Absence] `db:"away"`
}

func (r repRow) toDomain() followup.Rep {
	return followup.Rep{
		Person: r.personRow.toDomain(), DigestAt: r.DigestAt, Week: r.Week, DigestOff: r.DigestOff, Country: r.Country,
		DaysOff: orNone(r.DaysOff.V), PingsOff: orNone(mapped(r.PingsOff, toKind)), Capacity: r.Capacity, Away: r.Away.V,
	}
}

func toKind(k string) followup.ObligationKind { return followup.ObligationKind(k) }

const (
	repColumns = personColumns + `, r.digest_minute, r.working_days, r.digest_off, r.pings_off, r.country, r.capacity` + daysOff
	// daysOff are those of the person's workspace, and their own absence, by primary keys.
	daysOff = `,
    (
        select json_build_object('id', a.id, 'from', a.from_on, 'until', a.until_on, 'cover', a.cover_id)
        from absences a
        where a.workspace_id = p.workspace_id
        and a.user_id = p.user_id
    ) as away,
    (
        select json_agg(json_build_object('on', o.on_date, 'name', o.name) order by o.on_date)
        from days_off o
        where o.workspace_id = p.workspace_id
    ) as days_off`
	repTables = `
from reps r
join people p on p.workspace_id = r.workspace_id and p.user_id = r.user_id`
)

// By primary key.
const sqlRep = `
select ` + repColumns + repTables + `
where r.workspace_id = $1
and r.user_id = $2`

func (s queries) Rep(ctx context.Context, w followup.WorkspaceID, id followup.UserID) (followup.Rep, error) {
	var row repRow
	if err := s.q.GetContext(ctx, &row, sqlRep, w, id); err != nil {
		return followup.Rep{}, failed("load rep", err)
	}
	return row.toDomain(), nil
}

// By primary key.
const sqlRepsOf = `
select ` + repColumns + repTables + `
where r.workspace_id = $1
and r.user_id = any($2)`

func (s queries) RepsOf(ctx context.Context, w followup.WorkspaceID, ids []followup.UserID) ([]followup.Rep, error) {
	var rows []repRow
	if err := s.q.SelectContext(ctx, &rows, sqlRepsOf, w, pq.Array(ids)); err != nil {
		return nil, failed("load reps", err)
	}
	return mapped(rows, repRow.toDomain), nil
}

// By the primary keys' first column: a workspace has as many reps as it has salespeople.
const sqlReps = `
select ` + repColumns + repTables + `
where r.workspace_id = $1
and not p.is_deleted
and not p.is_guest
and not p.is_bot
order by lower(p.name), p.user_id`

func (s queries) Reps(ctx context.Context, w followup.WorkspaceID) ([]followup.Rep, error) {
	var rows []repRow
	if err := s.q.SelectContext(ctx, &rows, sqlReps, w); err != nil {
		return nil, failed("load reps", err)
	}
	reps := make([]followup.Rep, 0, len(rows))
	for _, row := range rows {
		reps = append(reps, row.toDomain())
	}
	return reps, nil
}

// By primary key. Old news changes nothing; where it is unknown which is older, the last counts.
const sqlSavePeople = `
insert into people as known (workspace_id, user_id, name, zone, locale, is_admin, is_guest, is_bot, is_deleted, changed_at)
select workspace_id, user_id, name, zone, locale, is_admin, is_guest, is_bot, is_deleted, to_timestamp(nullif(changed, 0))
from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bool[], $7::bool[], $8::bool[], $9::bool[], $10::bigint[])
    as news (workspace_id, user_id, name, zone, locale, is_admin, is_guest, is_bot, is_deleted, changed)
on conflict (workspace_id, user_id) do update
set name = excluded.name, zone = excluded.zone, locale = coalesce(nullif(excluded.locale, ''), known.locale), is_admin = excluded.is_admin,
    is_guest = excluded.is_guest, is_bot = excluded.is_bot, is_deleted = excluded.is_deleted,
    changed_at = greatest(known.changed_at, excluded.changed_at)
where known is distinct from excluded
and coalesce(excluded.changed_at >= known.changed_at, true)
returning user_id`

// SavePeople keeps a locale where Slack doesn't tell it, as of people who left. It writes people in one order, so that two at once
// don't deadlock. Of one who comes twice the last counts.
func (t transaction) SavePeople(ctx context.Context, people []followup.Person) (stored []followup.UserID, err error) {
	people = inOrder(people)
	text := func(get func(followup.Person) string) any { return pq.Array(mapped(people, get)) }
	flag := func(get func(followup.Person) bool) any { return pq.Array(mapped(people, get)) }
	err = t.q.SelectContext(ctx, &stored, sqlSavePeople,
		text(func(p followup.Person) string { return string(p.Workspace) }),
		text(func(p followup.Person) string { return string(p.ID) }),
		text(func(p followup.Person) string { return p.Name }),
		text(func(p followup.Person) string { return p.Zone }),
		text(func(p followup.Person) string { return p.Locale }),
		flag(func(p followup.Person) bool { return p.Admin }),
		flag(func(p followup.Person) bool { return p.Guest }),
		flag(func(p followup.Person) bool { return p.Bot }),
		flag(func(p followup.Person) bool { return p.Deleted }),
		pq.Array(mapped(people, changedAt)),
	)
	if err != nil {
		return nil, failed("store people", err)
	}
	return stored, nil
}

// changedAt is in whole seconds, as Slack tells it; 0: unknown.
func changedAt(p followup.Person) int64 {
	if p.ChangedAt.IsZero() {
		return 0
	}
	return p.ChangedAt.Unix()
}

func inOrder(people []followup.Person) []followup.Person {
	type key struct {
		w  followup.WorkspaceID
		id followup.UserID
	}
	last := make(map[key]followup.Person, len(people))
	for _, p := range people {
		last[key{p.Workspace, p.ID}] = p
	}
	sorted := make([]followup.Person, 0, len(last))
	for _, p := range last {
		sorted = append(sorted, p)
	}
	slices.SortFunc(sorted, func(a, b followup.Person) int {
		return strings.Compare(string(a.Workspace)+" "+string(a.ID), string(b.Workspace)+" "+string(b.ID))
	})
	return sorted
}

func mapped[T, V any](items []T, get func(T) V) []V {
	values := make([]V, 0, len(items))
	for _, item := range items {
		values = append(values, get(item))
	}
	return values
}

const sqlAddRep = `
insert into reps (workspace_id, user_id, digest_minute, working_days, digest_off, next_digest_at, joined_at, country)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (workspace_id, user_id) do nothing`

func (t transaction) AddRep(ctx context.Context, rep followup.Rep, nextDigest, joined time.Time) (followup.Rep, error) {
	_, err := t.q.ExecContext(ctx, sqlAddRep,
		rep.Workspace, rep.ID, rep.DigestAt, rep.Week, rep.DigestOff, instant(nextDigest), instant(joined), rep.Country)
	if err != nil {
		return followup.Rep{}, failed("add rep", err)
	}
	return t.Rep(ctx, rep.Workspace, rep.ID)
}

const sqlSaveRep = `
update reps
set digest_minute = $3, working_days = $4, digest_off = $5, country = $8, pings_off = $9, capacity = $10,
    next_digest_at = case when next_digest_at <= $7 then next_digest_at else $6 end
where workspace_id = $1
and user_id = $2`

func (t transaction) SaveRep(ctx context.Context, rep followup.Rep, nextDigest, now time.Time) error {
	result, err := t.q.ExecContext(ctx, sqlSaveRep,
		rep.Workspace, rep.ID, rep.DigestAt, rep.Week, rep.DigestOff, instant(nextDigest), instant(now), rep.Country, pq.Array(rep.PingsOff),
		rep.Capacity)
	return oneRow("store rep", result, err)
}
