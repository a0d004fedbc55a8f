package postgres

import (
	"context"
	"time"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

type pieceRow struct {
	ID      followup.PieceID   `db:"id" json:"id"`
	Kind    followup.PieceKind `db:"kind" json:"kind"`
	Title   string             `db:"title" json:"title"`
	Link    string             `db:"link" json:"link"`
	Tags    pq.StringArray     `db:"tags" json:"tags"`
	By      followup.UserID    `db:"added_by" json:"added_by"`
	At      time.Time          `db:"added_at" json:"added_at"`
	Retired bool               `db:"is_retired" json:"is_retired"`
	Version int                `db:"version" json:"version"`
}

func (r pieceRow) toDomain(w followup.WorkspaceID) followup.Piece {
	return followup.Piece{
		ID: r.ID, Workspace: w, Kind: r.Kind, Title: r.Title, Link: r.Link, Tags: orNone(r.Tags), By: r.By, At: r.At.UTC(),
		Retired: r.Retired, Version: r.Version,
	}
}

// By primary key: a workspace offers a hundred at most.
const sqlPieces = `
select id, kind, title, link, tags, added_by, added_at, is_retired, version
from pieces
where workspace_id = $1
order by is_retired, id`

func (s queries) Pieces(ctx context.Context, w followup.WorkspaceID) ([]followup.Piece, error) {
	var rows []pieceRow
	if err := s.q.SelectContext(ctx, &rows, sqlPieces, w); err != nil {
		return nil, failed("load the library", err)
	}
	return orNone(mapped(rows, func(r pieceRow) followup.Piece { return r.toDomain(w) })), nil
}

const sqlInsertPiece = `
insert into pieces (workspace_id, kind, title, link, tags, added_by, added_at)
values ($1, $2, $3, $4, $5, $6, $7)
returning id, version`

func (t transaction) InsertPiece(ctx context.Context, p followup.Piece) (followup.Piece, error) {
	p.At = instant(p.At)
	var made pieceRow
	if err := t.q.GetContext(ctx, &made, sqlInsertPiece, p.Workspace, p.Kind, p.Title, p.Link, tagsOf(p), p.By, p.At); err != nil {
		return p, failed("insert piece", err)
	}
	p.ID, p.Version = made.ID, made.Version
	return p, nil
}

// By primary key. The version is the one that was read: where somebody changed it since, nothing is stored.
const sqlUpdatePiece = `
update pieces
set kind = $4, title = $5, link = $6, tags = $7, is_retired = $8, version = version + 1
where workspace_id = $1
and id = $2
and version = $3`

func (t transaction) UpdatePiece(ctx context.Context, p followup.Piece) error {
	result, err := t.q.ExecContext(ctx, sqlUpdatePiece, p.Workspace, p.ID, p.Version, p.Kind, p.Title, p.Link, tagsOf(p), p.Retired)
	return oneRow("update piece", result, err)
}

func tagsOf(p followup.Piece) any {
	if p.Tags == nil {
		return pq.StringArray{}
	}
	return pq.StringArray(p.Tags)
}

// libraryColumns are what is offered to a lead next: the pieces of its workspace, by their primary key, and with which of its touches something
// was given, or could have been, by touches_lead. They come along with the lead that is logged on, because a second query would be a second wait.
const libraryColumns = `,
    (
        select json_agg(p order by p.id)
        from pieces p
        where p.workspace_id = l.workspace_id
        and not p.is_retired
    ) as library, (
        select json_agg(json_build_object('id', t.id, 'at', t.at, 'channel', t.channel, 'outcome', t.outcome, 'gave', t.gave, 'piece_id', t.piece_id))
        from (
            select *
            from touches
            where workspace_id = l.workspace_id
            and lead_id = l.id
            and not is_undone
            order by at desc, id desc
            limit 100
        ) t
    ) as giving`

// libraryRow is what libraryColumns add to a lead.
type libraryRow struct {
	Library document[[]pieceRow] `db:"library"`
	Giving  document[[]touchRow] `db:"giving"`
}

func (r libraryRow) toDomain(w followup.WorkspaceID) tracker.Giving {
	return tracker.Giving{
		Library: mapped(r.Library.V, func(p pieceRow) followup.Piece { return p.toDomain(w) }),
		Touches: mapped(r.Giving.V, touchRow.toDomain),
	}
}

// briefRow is a brief as leads.brief keeps it: a field may be added, none renamed.
type briefRow struct {
	Hook      string `json:"hook,omitempty"`
	Questions string `json:"questions,omitempty"`
	Owes      string `json:"owes,omitempty"`
}

// By primary key. What is known to say to a lead's people changes rarely: it is a statement of its own, so that an ordinary touch needs no more.
const sqlUpdateBrief = `
update leads
set brief = $3
where workspace_id = $1
and id = $2`

// saveBrief stores what to know of a lead where that is another than before.
func (t transaction) saveBrief(ctx context.Context, before, after followup.Lead) error {
	if before.Brief == after.Brief {
		return nil
	}
	var brief *document[briefRow]
	if after.Brief != (followup.Brief{}) {
		brief = &document[briefRow]{briefRow(after.Brief)}
	}
	result, err := t.q.ExecContext(ctx, sqlUpdateBrief, before.Workspace, before.ID, brief)
	return oneRow("update brief", result, err)
}
