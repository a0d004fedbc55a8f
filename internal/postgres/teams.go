package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

type teamRow struct {
	ID        followup.TeamID      `db:"id"`
	Workspace followup.WorkspaceID `db:"workspace_id"`
	Name      string               `db:"name"`
	Channel   followup.ChannelID   `db:"channel_id"`
	Manager   followup.UserID      `db:"manager_id"`
	Members   pq.StringArray       `db:"members"`
	Zone      string               `db:"zone"`
	SummaryOn time.Weekday         `db:"summary_day"`
	SummaryAt calendar.TimeOfDay   `db:"summary_minute"`
}

func (r teamRow) toDomain() followup.Team {
	return followup.Team{
		ID: r.ID, Workspace: r.Workspace, Name: r.Name, Channel: r.Channel, Manager: r.Manager,
		Members: mapped(r.Members, func(id string) followup.UserID { return followup.UserID(id) }),
		Zone:    r.Zone, SummaryOn: r.SummaryOn, SummaryAt: r.SummaryAt, Week: calendar.MondayToFriday,
	}
}

const (
	teamColumns = `t.id, t.workspace_id, t.name, t.channel_id, t.manager_id, t.zone, t.summary_day, t.summary_minute,
    array(
        select m.user_id
        from team_members m
        where m.workspace_id = t.workspace_id
        and m.team_id = t.id
        order by m.user_id
    ) as members`

	// By primary key.
	sqlTeam = `
select ` + teamColumns + `
from teams t
where t.workspace_id = $1
and t.id = $2`

	// By the key of teams on their channel.
	sqlTeamIn = `
select ` + teamColumns + `
from teams t
where t.workspace_id = $1
and t.channel_id = $2`

	// By team_members_user and the primary key; teams_manager for those they manage.
	sqlTeamsOf = `
select ` + teamColumns + `
from teams t
where t.workspace_id = $1
and t.id in (
    select m.team_id
    from team_members m
    where m.workspace_id = $1
    and m.user_id = $2
    union
    select led.id
    from teams led
    where led.workspace_id = $1
    and led.manager_id = $2
)
order by lower(t.name), t.id`
)

func (s queries) Team(ctx context.Context, w followup.WorkspaceID, id followup.TeamID) (followup.Team, error) {
	var row teamRow
	if err := s.q.GetContext(ctx, &row, sqlTeam, w, id); err != nil {
		return followup.Team{}, failed("load team", err)
	}
	return row.toDomain(), nil
}

func (s queries) TeamIn(ctx context.Context, w followup.WorkspaceID, channel followup.ChannelID) (followup.Team, error) {
	var row teamRow
	if err := s.q.GetContext(ctx, &row, sqlTeamIn, w, channel); err != nil {
		return followup.Team{}, failed("load team", err)
	}
	return row.toDomain(), nil
}

func (s queries) TeamsOf(ctx context.Context, w followup.WorkspaceID, id followup.UserID) ([]followup.Team, error) {
	var rows []teamRow
	if err := s.q.SelectContext(ctx, &rows, sqlTeamsOf, w, id); err != nil {
		return nil, failed("load teams", err)
	}
	return mapped(rows, teamRow.toDomain), nil
}

const (
	sqlInsertTeam = `
insert into teams (workspace_id, channel_id, name, manager_id, zone, summary_day, summary_minute, next_summary_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (workspace_id, channel_id) do nothing
returning id`
	sqlUpdateTeam = `
update teams
set channel_id = $2, name = $3, manager_id = $4, zone = $5, summary_day = $6, summary_minute = $7,
    next_summary_at = case when next_summary_at <= $9 then next_summary_at else $8 end
where workspace_id = $1
and id = $10`
	sqlRemoveMembers = `
delete from team_members
where workspace_id = $1
and team_id = $2
and user_id <> all($3)`
	sqlAddMembers = `
insert into team_members (workspace_id, team_id, user_id)
select $1, $2, member
from unnest($3::text[]) as member
on conflict do nothing`
)

// SaveTeam that finds the channel's team made by somebody else a moment ago has the use case run again: it then sees that team, and
// whether its person may change it.
func (t transaction) SaveTeam(ctx context.Context, team followup.Team, nextSummary, now time.Time) (followup.Team, error) {
	values := []any{
		team.Workspace, team.Channel, team.Name, team.Manager, team.Zone, team.SummaryOn, team.SummaryAt, instant(nextSummary),
	}
	if team.ID != 0 {
		result, err := t.q.ExecContext(ctx, sqlUpdateTeam, append(values, instant(now), team.ID)...)
		if err := oneRow("update team", result, err); err != nil {
			return team, err
		}
		return t.saveMembers(ctx, team)
	}
	var made []followup.TeamID
	if err := t.q.SelectContext(ctx, &made, sqlInsertTeam, values...); err != nil {
		return team, failed("insert team", err)
	}
	if len(made) == 0 {
		return team, fmt.Errorf("insert team: %w", errAgain)
	}
	team.ID = made[0]
	return t.saveMembers(ctx, team)
}

func (t transaction) saveMembers(ctx context.Context, team followup.Team) (followup.Team, error) {
	members := pq.Array(mapped(team.Members, func(id followup.UserID) string { return string(id) }))
	for _, query := range []struct{ doing, sql string }{
		{"remove members", sqlRemoveMembers},
		{"add members", sqlAddMembers},
	} {
		if _, err := t.q.ExecContext(ctx, query.sql, team.Workspace, team.ID, members); err != nil {
			return team, failed(query.doing, err)
		}
	}
	return t.Team(ctx, team.Workspace, team.ID)
}
