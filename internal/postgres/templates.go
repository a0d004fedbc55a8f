package postgres

import (
	"context"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/playbook"
	"github.com/followup-bot/followup/internal/tracker"
)

type templateRow struct {
	Situation playbook.Situation                   `db:"situation"`
	Language  string                               `db:"language"`
	Version   int                                  `db:"version"`
	Subject   string                               `db:"subject"`
	Texts     document[map[playbook.Format]string] `db:"texts"`
	By        followup.UserID                      `db:"made_by"`
	At        time.Time                            `db:"made_at"`
}

func (r templateRow) toDomain() tracker.TemplateVersion {
	return tracker.TemplateVersion{
		Template: playbook.Template{Situation: r.Situation, Language: r.Language, Subject: r.Subject, Texts: r.Texts.V},
		Version:  r.Version, By: r.By, At: r.At.UTC(),
	}
}

// By primary key: a workspace has a version or a few of some templates.
const sqlTemplates = `
select distinct on (situation, language) situation, language, version, subject, texts, made_by, made_at
from templates
where workspace_id = $1
and (situation = $2 or $2 = '')
order by situation, language, version desc`

func (s queries) Templates(ctx context.Context, w followup.WorkspaceID, situation playbook.Situation) ([]tracker.TemplateVersion, error) {
	var rows []templateRow
	if err := s.q.SelectContext(ctx, &rows, sqlTemplates, w, situation); err != nil {
		return nil, failed("load templates", err)
	}
	return mapped(rows, templateRow.toDomain), nil
}

// By primary key.
const sqlInsertTemplate = `
insert into templates (workspace_id, situation, language, version, subject, texts, made_by, made_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (workspace_id, situation, language, version) do nothing`

// InsertTemplate has a version that another transaction made meanwhile told apart by its number: nobody else's row is touched.
func (t transaction) InsertTemplate(ctx context.Context, w followup.WorkspaceID, v tracker.TemplateVersion) (made bool, err error) {
	texts := v.Template.Texts
	if texts == nil {
		texts = map[playbook.Format]string{}
	}
	result, err := t.q.ExecContext(ctx, sqlInsertTemplate, w, v.Template.Situation, v.Template.Language, v.Version, v.Template.Subject,
		document[map[playbook.Format]string]{texts}, v.By, instant(v.At))
	if err != nil {
		return false, failed("store template", err)
	}
	n, err := result.RowsAffected()
	if err != nil {
		return false, failed("store template", err)
	}
	return n > 0, nil
}
