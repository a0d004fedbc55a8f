package postgres

import (
	"context"
	"time"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

type touchRow struct {
	ID       followup.TouchID `db:"id" json:"id"`
	Lead     followup.LeadID  `db:"lead_id" json:"lead_id"`
	Event    followup.EventID `db:"event_id" json:"event_id"`
	By       followup.UserID  `db:"by_id" json:"by_id"`
	At       time.Time        `db:"at" json:"at"`
	Channel  followup.Channel `db:"channel" json:"channel"`
	Outcome  followup.Outcome `db:"outcome" json:"outcome"`
	Minutes  int              `db:"minutes" json:"minutes"`
	Note     string           `db:"note" json:"note"`
	Promised string           `db:"promised" json:"promised"`
	Gave     string           `db:"gave" json:"gave"`

	Contact followup.ContactID `db:"contact_id" json:"contact_id"`
	Piece   followup.PieceID   `db:"piece_id" json:"piece_id"`
}

func (r touchRow) toDomain() followup.Touch {
	r.At = r.At.UTC()
	return followup.Touch(r)
}

// By touches_lead, the first entry of each lead.
const sqlLastTouches = `
select t.id, t.lead_id, t.event_id, t.by_id, t.at, t.channel, t.outcome, t.minutes, t.note, t.promised, t.gave,
    coalesce(t.contact_id, 0) as contact_id, coalesce(t.piece_id, 0) as piece_id
from unnest($2::bigint[]) as wanted (lead_id)
cross join lateral (
    select *
    from touches
    where workspace_id = $1
    and lead_id = wanted.lead_id
    and not is_undone
    order by at desc, id desc
    limit 1
) t`

func (s queries) LastTouches(
	ctx context.Context, w followup.WorkspaceID, leads []followup.LeadID,
) (map[followup.LeadID]followup.Touch, error) {
	touches := make(map[followup.LeadID]followup.Touch, len(leads))
	if len(leads) == 0 {
		return touches, nil
	}
	var rows []touchRow
	if err := s.q.SelectContext(ctx, &rows, sqlLastTouches, w, pq.Array(leads)); err != nil {
		return nil, failed("load last touches", err)
	}
	for _, row := range rows {
		touches[row.Lead] = row.toDomain()
	}
	return touches, nil
}

// By touches_lead.
const sqlTouchesOf = `
select t.id, t.lead_id, t.event_id, t.by_id, t.at, t.channel, t.outcome, t.minutes, t.note, t.promised, t.gave,
    coalesce(t.contact_id, 0) as contact_id, coalesce(t.piece_id, 0) as piece_id
from unnest($2::bigint[]) as wanted (lead_id)
cross join lateral (
    select *
    from touches
    where workspace_id = $1
    and lead_id = wanted.lead_id
    and not is_undone
    order by at desc, id desc
    limit 100
) t
order by t.lead_id, t.at, t.id`

func (s queries) TouchesOf(
	ctx context.Context, w followup.WorkspaceID, leads []followup.LeadID,
) (map[followup.LeadID][]followup.Touch, error) {
	touches := make(map[followup.LeadID][]followup.Touch, len(leads))
	var rows []touchRow
	if err := s.q.SelectContext(ctx, &rows, sqlTouchesOf, w, pq.Array(leads)); err != nil {
		return nil, failed("load touches", err)
	}
	for _, row := range rows {
		touches[row.Lead] = append(touches[row.Lead], row.toDomain())
	}
	return touches, nil
}

// lastReached joins the last touch of a wanted lead that reached somebody, by touches_lead; $3 are the outcomes that reach nobody. What came
// after it are the lead's attempts.
const lastReached = `left join lateral (
    select at, id
    from touches
    where workspace_id = $1
    and lead_id = wanted.lead_id
    and not is_undone
    and outcome <> all($3)
    order by at desc, id desc
    limit 1
) reached on true`

// By touches_lead: each lead's touches down to the first that reached somebody.
const sqlAttempts = `
select wanted.lead_id, count(*) as attempts
from unnest($2::bigint[]) as wanted (lead_id)
` + lastReached + `
join touches t on t.workspace_id = $1 and t.lead_id = wanted.lead_id and not t.is_undone
where reached.id is null
or (t.at, t.id) > (reached.at, reached.id)
group by wanted.lead_id`

// attempts are the outcomes that reached nobody.
var attempts = func() []followup.Outcome {
	var reachedNobody []followup.Outcome
	for _, o := range followup.Outcomes("") {
		if o.Class() == followup.Attempt {
			reachedNobody = append(reachedNobody, o)
		}
	}
	return reachedNobody
}()

func (s queries) Attempts(ctx context.Context, w followup.WorkspaceID, leads []followup.LeadID) (map[followup.LeadID]int, error) {
	counts := make(map[followup.LeadID]int, len(leads))
	if len(leads) == 0 {
		return counts, nil
	}
	var rows []struct {
		Lead     followup.LeadID `db:"lead_id"`
		Attempts int             `db:"attempts"`
	}
	if err := s.q.SelectContext(ctx, &rows, sqlAttempts, w, pq.Array(leads), pq.Array(attempts)); err != nil {
		return nil, failed("count attempts", err)
	}
	for _, row := range rows {
		counts[row.Lead] = row.Attempts
	}
	return counts, nil
}

// By touches_lead, and the primary key of people.
const sqlLastWords = `
select wanted.lead_id, to_json(last) as touch, coalesce(p.name, '') as by_name, (
        select count(*)
        from touches t
        where t.workspace_id = $1
        and t.lead_id = wanted.lead_id
        and not t.is_undone
        and (t.at, t.id) > (coalesce(reached.at, '-infinity'), coalesce(reached.id, 0))
    ) as attempts
from unnest($2::bigint[]) as wanted (lead_id)
cross join lateral (
    select *
    from touches
    where workspace_id = $1
    and lead_id = wanted.lead_id
    and not is_undone
    order by at desc, id desc
    limit 1
) last
` + lastReached + `
left join people p on p.workspace_id = $1 and p.user_id = last.by_id`

func (s queries) LastWords(
	ctx context.Context, w followup.WorkspaceID, leads []followup.LeadID,
) (map[followup.LeadID]tracker.LastWord, error) {
	words := make(map[followup.LeadID]tracker.LastWord, len(leads))
	if len(leads) == 0 {
		return words, nil
	}
	var rows []struct {
		Lead     followup.LeadID     `db:"lead_id"`
		Touch    document[*touchRow] `db:"touch"`
		By       string              `db:"by_name"`
		Attempts int                 `db:"attempts"`
	}
	if err := s.q.SelectContext(ctx, &rows, sqlLastWords, w, pq.Array(leads), pq.Array(attempts)); err != nil {
		return nil, failed("load last words", err)
	}
	for _, row := range rows {
		touch := row.Touch.V.toDomain()
		words[row.Lead] = tracker.LastWord{Touch: &touch, By: row.By, Attempts: row.Attempts}
	}
	return words, nil
}

// By touches_by.
const sqlCountTouches = `
select count(*) as everything, count(*) filter (where outcome = 'meeting_set') as meetings
from touches
where workspace_id = $1
and by_id = any($2)
and at >= $3
and not is_undone`

func (s queries) CountTouches(
	ctx context.Context, w followup.WorkspaceID, by []followup.UserID, since time.Time,
) (all, meetings int, err error) {
	var row struct {
		All      int `db:"everything"`
		Meetings int `db:"meetings"`
	}
	if err := s.q.GetContext(ctx, &row, sqlCountTouches, w, pq.Array(by), instant(since)); err != nil {
		return 0, 0, failed("count touches", err)
	}
	return row.All, row.Meetings, nil
}

// By events_wins. A lead that was won, opened again and won once more is one win; one that is open again is none.
const sqlWins = `
select lead_id, by_name, at, note
from (
    select distinct on (e.lead_id) e.lead_id, e.at, e.id, coalesce(p.name, '') as by_name,
        coalesce(e.detail ->> 'note', '') as note
    from events e
    join leads l on l.workspace_id = e.workspace_id and l.id = e.lead_id and l.state = 'won'
    left join people p on p.workspace_id = e.workspace_id and p.user_id = e.by_id
    where e.workspace_id = $1
    and e.undone_by is null
    and e.detail -> 'next' ->> 'kind' = 'won'
    and e.at >= $3
    and e.by_id = any($2)
    order by e.lead_id, e.id desc
) won
order by at desc, id desc`

func (s queries) Wins(ctx context.Context, w followup.WorkspaceID, by []followup.UserID, since time.Time) ([]digest.Win, error) {
	var rows []struct {
		Lead followup.LeadID `db:"lead_id"`
		By   string          `db:"by_name"`
		At   time.Time       `db:"at"`
		Note string          `db:"note"`
	}
	if err := s.q.SelectContext(ctx, &rows, sqlWins, w, pq.Array(by), instant(since)); err != nil {
		return nil, failed("load wins", err)
	}
	ids := make([]followup.LeadID, 0, len(rows))
	for _, row := range rows {
		ids = append(ids, row.Lead)
	}
	leads, err := s.leadsByID(ctx, w, ids)
	if err != nil {
		return nil, err
	}
	wins := make([]digest.Win, 0, len(rows))
	for _, row := range rows {
		lead := leads[row.Lead]
		wins = append(wins, digest.Win{Lead: lead, By: row.By, Touch: lead.Touches, At: row.At.UTC(), Note: row.Note})
	}
	return wins, nil
}
