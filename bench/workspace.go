package main

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/slacksim"
)

// workspace makes a simulated workspace with so many people and returns their ids.
func (h *house) workspace(ctx context.Context, people int) (*slacksim.Workspace, []string, error) {
	app, err := manifest()
	if err != nil {
		return nil, nil, err
	}
	ws, err := slacksim.New(slacksim.Options{Manifest: app})
	if err != nil {
		return nil, nil, err
	}
	ids := make([]string, 0, people)
	for i := range people {
		id, err := ws.AddPerson(slacksim.Person{Name: fmt.Sprintf("rep%d", i), RealName: fmt.Sprintf("Rep %d", i)})
		if err != nil {
			return nil, nil, err
		}
		ids = append(ids, id)
	}
	if err := ws.Start(ctx); err != nil {
		return nil, nil, err
	}
	h.later(func() error { ws.Close(); return nil })
	return ws, ids, nil
}

// line is a command that somebody types.
type line struct{ user, text string }

// logLines are commands that log a call, each on another lead of its rep, rep after rep.
func logLines(ctx context.Context, db *sqlx.DB, reps []string) ([]line, error) {
	var rows []struct {
		Owner   string `db:"owner_id"`
		Company string `db:"company"`
	}
	err := db.SelectContext(ctx, &rows, `
select owner_id, company
from (
    select owner_id, company, row_number() over (partition by owner_id order by id) as place, count(*) over (partition by owner_id, company) as namesakes
    from leads
    where owner_id = any($1)
    and open_recall_id is not null
) named
where namesakes = 1
order by place, owner_id`, pq.Array(reps))
	if err != nil {
		return nil, fmt.Errorf("list leads: %w", err)
	}
	lines := make([]line, 0, len(rows))
	for _, row := range rows {
		lines = append(lines, line{row.Owner, fmt.Sprintf(`/followup log "%s" call noanswer "rang out, try before noon"`, row.Company)})
	}
	return lines, nil
}
