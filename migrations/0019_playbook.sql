-- +goose Up

-- Versions of a workspace's templates for what to say. A row never changes: editing a template adds one, and the newest counts. A
-- template that nobody ever edited has none. A program of the release before doesn't look here: it says what it was shipped with.
create table templates (
    workspace_id text not null,
    situation    text not null check (situation <> ''),
    language     text not null check (language <> ''),
    version      integer not null check (version >= 1),
    subject      text not null default '',
    texts        jsonb not null, -- by format; empty: as it is shipped, from this version on
    made_by      text not null,
    made_at      timestamptz not null,
    primary key (workspace_id, situation, language, version)
);

-- +goose Down
drop table templates;
