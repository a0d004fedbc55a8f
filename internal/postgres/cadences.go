package postgres

import (
	"context"
	"time"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

type cadenceRow struct {
	ID      followup.CadenceID         `db:"id"`
	Key     string                     `db:"key"`
	Version int                        `db:"version"`
	Variant followup.Variant           `db:"variant"`
	Name    document[followup.Wording] `db:"name"`
	Steps   document[[]stepRow]        `db:"steps"`
	Tracks  document[[]trackRow]       `db:"tracks"`
	By      followup.UserID            `db:"made_by"`
	At      time.Time                  `db:"made_at"`
}

const cadenceColumns = `id, key, version, variant, name, steps, tracks, made_by, made_at`

// stepRow is a step as cadences.steps keeps it, for good: a field may be added, none renamed.
type stepRow struct {
	Day      int                `json:"day"`
	Until    int                `json:"until,omitempty"`
	Channels []followup.Channel `json:"channels,omitempty"`
	Either   bool               `json:"either,omitempty"`
	Goal     followup.Wording   `json:"goal,omitempty"`
	Content  followup.Wording   `json:"content,omitempty"`
	Value    bool               `json:"value,omitempty"`
	Personal bool               `json:"personal,omitempty"`
	Within   int                `json:"within,omitempty"`
	Closing  bool               `json:"closing,omitempty"`
}

type trackRow struct {
	Outcome followup.Outcome `json:"outcome,omitempty"`
	To      string           `json:"to"`
}

func (r cadenceRow) toDomain() *followup.Cadence {
	return &followup.Cadence{
		ID: r.ID, Key: r.Key, Version: r.Version, Variant: r.Variant, Name: r.Name.V,
		Steps:  orNone(mapped(r.Steps.V, func(s stepRow) followup.Step { return followup.Step(s) })),
		Tracks: orNone(mapped(r.Tracks.V, func(t trackRow) followup.Track { return followup.Track(t) })),
	}
}

// By the key of cadences, its first column: a workspace has a handful.
const sqlCadences = `
select ` + cadenceColumns + `
from cadences
where workspace_id = $1
and (key = $2 or $2 = '')
order by key, version, variant`

func (s queries) Cadences(ctx context.Context, w followup.WorkspaceID, key string) ([]tracker.Version, error) {
	var rows []cadenceRow
	if err := s.q.SelectContext(ctx, &rows, sqlCadences, w, key); err != nil {
		return nil, failed("load cadences", err)
	}
	versions := mapped(rows, func(r cadenceRow) tracker.Version {
		return tracker.Version{Cadence: r.toDomain(), By: r.By, At: r.At.UTC()}
	})
	s.shelf.put(w, mapped(versions, func(v tracker.Version) *followup.Cadence { return v.Cadence }))
	return versions, nil
}

// By leads_cadence.
const sqlRunning = `
select cadence_id as id, count(*) as leads, count(*) filter (where enrolment -> 'paused' is not null) as paused
from leads
where workspace_id = $1
and cadence_id is not null
and state in ('active', 'parked')
group by cadence_id`

func (s queries) Running(ctx context.Context, w followup.WorkspaceID) (map[followup.CadenceID]tracker.Running, error) {
	var rows []struct {
		ID     followup.CadenceID `db:"id"`
		Leads  int                `db:"leads"`
		Paused int                `db:"paused"`
	}
	if err := s.q.SelectContext(ctx, &rows, sqlRunning, w); err != nil {
		return nil, failed("count who runs on cadences", err)
	}
	running := make(map[followup.CadenceID]tracker.Running, len(rows))
	for _, row := range rows {
		running[row.ID] = tracker.Running{Leads: row.Leads, Paused: row.Paused}
	}
	return running, nil
}

// By leads_cadence.
const sqlLeadsOn = `
select ` + leadColumns + leadTables + `
where l.workspace_id = $1
and l.cadence_id = any($2)
and l.state in ('active', 'parked')
order by l.id
limit $3`

func (s queries) LeadsOn(ctx context.Context, w followup.WorkspaceID, ids []followup.CadenceID, limit int) ([]followup.Lead, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return s.leads(ctx, "load who runs on cadences", sqlLeadsOn, w, pq.Array(ids), limit)
}

// By the key of cadences.
const sqlInsertCadence = `
insert into cadences (workspace_id, key, version, variant, name, steps, tracks, made_by, made_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (workspace_id, key, version, variant) do nothing
returning id`

// InsertCadence has a version that another transaction made meanwhile told apart by its number: nobody else's row is touched.
func (t transaction) InsertCadence(ctx context.Context, w followup.WorkspaceID, v tracker.Version) (id followup.CadenceID, made bool, err error) {
	c := v.Cadence
	var ids []followup.CadenceID
	err = t.q.SelectContext(ctx, &ids, sqlInsertCadence,
		w, c.Key, c.Version, c.Variant, document[followup.Wording]{c.Name},
		document[[]stepRow]{mapped(c.Steps, func(s followup.Step) stepRow { return stepRow(s) })},
		document[[]trackRow]{mapped(c.Tracks, func(t followup.Track) trackRow { return trackRow(t) })},
		v.By, instant(v.At))
	if err != nil {
		return 0, false, failed("store cadence", err)
	}
	if len(ids) == 0 {
		return 0, false, nil
	}
	kept := *c
	kept.ID = ids[0]
	t.shelf.put(w, []*followup.Cadence{&kept})
	return kept.ID, true, nil
}

// By primary key.
const sqlDaysOff = `
select on_date, name
from days_off
where workspace_id = $1
order by on_date`

func (s queries) DaysOff(ctx context.Context, w followup.WorkspaceID) ([]calendar.DayOff, error) {
	var rows []struct {
		On   date   `db:"on_date"`
		Name string `db:"name"`
	}
	if err := s.q.SelectContext(ctx, &rows, sqlDaysOff, w); err != nil {
		return nil, failed("load days off", err)
	}
	days := make([]calendar.DayOff, 0, len(rows))
	for _, row := range rows {
		days = append(days, calendar.DayOff{On: calendar.Date(row.On), Name: row.Name})
	}
	return orNone(days), nil
}

const (
	// By primary key.
	sqlDropDaysOff = `
delete from days_off
where workspace_id = $1
and on_date <> all($2::date[])`
	sqlKeepDaysOff = `
insert into days_off (workspace_id, on_date, name)
select $1, on_date, name
from unnest($2::date[], $3::text[]) as day (on_date, name)
on conflict (workspace_id, on_date) do update
set name = excluded.name`
)

func (t transaction) SaveDaysOff(ctx context.Context, w followup.WorkspaceID, days []calendar.DayOff) error {
	on := pq.Array(mapped(days, func(d calendar.DayOff) string { return d.On.String() }))
	called := pq.Array(mapped(days, func(d calendar.DayOff) string { return d.Name }))
	if _, err := t.q.ExecContext(ctx, sqlDropDaysOff, w, on); err != nil {
		return failed("drop days off", err)
	}
	if _, err := t.q.ExecContext(ctx, sqlKeepDaysOff, w, on, called); err != nil {
		return failed("store days off", err)
	}
	return nil
}
