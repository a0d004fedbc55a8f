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

-- How far a promise has come whose moment has gone by: to whom it was offered last, and when it is offered to the next. The sweep makes the
-- row, so that promises which a program of the release before made have one, too.
create table offers (
    workspace_id  text not null,
    obligation_id bigint not null,
    stage         smallint not null default 0, -- 0: to nobody; 1: its owner; 2: who covers; 3: the team
    owner_id      text not null,               -- the lead's, when it was offered last
    next_at       timestamptz,                 -- null: no more
    primary key (workspace_id, obligation_id),
    foreign key (workspace_id, obligation_id) references obligations (workspace_id, id) on delete cascade
);
create index offers_next on offers (next_at) where next_at is not null;
create index obligations_late on obligations (due_at) where kind = 'promise' and settled_at is null;

-- +goose Down
delete from deliveries where kind in ('cover', 'welcome', 'left', 'uncovered', 'offer', 'team_offer');
drop index obligations_late;
drop table offers;
drop table absences;
