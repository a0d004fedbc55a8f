-- +goose Up

-- What a workspace can give to people who decide: its library of pieces of value. One is retired, never deleted: touches name what was given
-- by its number, and keep its title of that day.
create table pieces (
    workspace_id text not null,
    id           bigint generated always as identity,
    kind         text not null,
    title        text not null check (title <> ''),
    link         text not null default '',
    tags         text[] not null default '{}',
    added_by     text not null,
    added_at     timestamptz not null,
    is_retired   boolean not null default false,
    version      integer not null default 1,
    primary key (workspace_id, id)
);

-- Which piece was given with a touch; null: none, or one that is in no library. A program of the release before writes none.
alter table touches add column piece_id bigint;

-- What helps to talk to the people of a lead: a hook, open questions, what they owe us. Null: nothing is known. A program of the release before
-- leaves it alone.
alter table leads add column brief jsonb;

-- +goose Down
alter table leads drop column brief;
alter table touches drop column piece_id;
drop table pieces;
