package postgres

import (
	"context"
	"time"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

type memberRow struct {
	repRow

	IsRep   bool           `db:"is_rep"`
	Sees    pq.StringArray `db:"sees"`
	Manages pq.StringArray `db:"manages"`

	Covers document[[]coveredRow] `db:"covers"`
}

// coveredRow is somebody whom a member covers, once or again.
type coveredRow struct {
	ID   followup.UserID   `json:"id"`
	Zone string            `json:"zone"`
	Away *followup.Absence `json:"away"`
}

func (r coveredRow) toDomain() followup.Rep {
	return followup.Rep{Person: followup.Person{ID: r.ID, Zone: r.Zone}, Away: r.Away}
}

func (r memberRow) toDomain() tracker.Member {
	user := func(id string) followup.UserID { return followup.UserID(id) }
	return tracker.Member{
		Rep: r.repRow.toDomain(), IsRep: r.IsRep, Sees: orNone(mapped(r.Sees, user)), Manages: orNone(mapped(r.Manages, user)),
		Covers: orNone(mapped(r.Covers.V, coveredRow.toDomain)),
	}
}

const (
	memberColumns = personColumns + `, r.user_id is not null as is_rep, coalesce(r.digest_minute, 0) as digest_minute,
    coalesce(r.working_days, 0) as working_days, coalesce(r.digest_off, false) as digest_off, r.pings_off,
    coalesce(r.country, '') as country, coalesce(r.capacity, 0) as capacity` + daysOff + `,
    array(
        select m.user_id
        from team_members mine
        join team_members m on m.workspace_id = mine.workspace_id and m.team_id = mine.team_id
        where mine.workspace_id = p.workspace_id
        and mine.user_id = p.user_id
        union` + membersManaged + `
    ) as sees,
    array(` + membersManaged + `
    ) as manages,
    (
        select json_agg(json_build_object('id', c.user_id, 'zone', o.zone,
            'away', json_build_object('id', c.id, 'from', c.from_on, 'until', c.until_on, 'cover', c.cover_id)))
        from absences c
        join people o on o.workspace_id = c.workspace_id and o.user_id = c.user_id
        where c.workspace_id = p.workspace_id
        and c.cover_id <> ''
        and c.cover_id = p.user_id
    ) as covers`

	membersManaged = `
        select m.user_id
        from teams t
        join team_members m on m.workspace_id = t.workspace_id and m.team_id = t.id
        where t.workspace_id = p.workspace_id
        and t.manager_id = p.user_id`

	memberTables = `
from people p
left join reps r on r.workspace_id = p.workspace_id and r.user_id = p.user_id`

	// By primary keys; team_members_user and teams_manager for the teams, absences_cover for who is covered.
	sqlMember = `
select ` + memberColumns + memberTables + `
where p.workspace_id = $1
and p.user_id = $2`

	// The same, with the request claimed.
	sqlAdmit = `
with claim as (` + sqlClaimRequest + `
)
select ` + memberColumns + `, exists (select from claim) as first` + memberTables + `
where p.workspace_id = $1
and p.user_id = $4`
)

func (s queries) Member(ctx context.Context, w followup.WorkspaceID, id followup.UserID) (tracker.Member, error) {
	var row memberRow
	if err := s.q.GetContext(ctx, &row, sqlMember, w, id); err != nil {
		return tracker.Member{}, failed("load member", err)
	}
	return row.toDomain(), nil
}

// Admit claims as ClaimRequest does. Where it has to wait for an equal request, the member is as before the wait.
func (t transaction) Admit(
	ctx context.Context, w followup.WorkspaceID, id followup.UserID, key string, now time.Time,
) (m tracker.Member, first bool, err error) {
	var row struct {
		memberRow

		First bool `db:"first"`
	}
	if err := t.q.GetContext(ctx, &row, sqlAdmit, w, key, instant(now), id); err != nil {
		return tracker.Member{}, false, failed("admit member", err)
	}
	return row.toDomain(), row.First, nil
}
