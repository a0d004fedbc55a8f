-- +goose Up

-- When a rep is away, and who covers: the absence that they said last. Another one takes its place under a new number; one that was taken
-- back has no day, until_on lies before from_on. A program of the release before knows none: it counts those days like any others.
create table absences (
    workspace_id text not null,
    user_id      text not null,
    id           bigint generated always as identity,
    from_on      date not null,              -- the rep's own date
    until_on     date not null,              -- the last day
    cover_id     text not null default '',   -- empty: nobody
    next_at      timestamptz,                -- when a sweep looks at it next; null: no more
    primary key (workspace_id, user_id),
    foreign key (workspace_id, user_id) references reps (workspace_id, user_id) on delete cascade
);
create index absences_cover on absences (workspace_id, cover_id) where cover_id <> '';
create index absences_next on absences (next_at) where next_at is not null;

-- +goose Down
delete from deliveries where kind in ('cover', 'welcome', 'left');
drop table absences;
