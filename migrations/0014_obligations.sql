-- +goose Up

-- What is owed because of a touch or a promise. Lead, kind and the moment it is about name it: the same thing owed again is the same row,
-- so that it pings once. It holds no words of people and goes with its lead.
create table obligations (
    workspace_id text not null,
    id           bigint generated always as identity,
    lead_id      bigint not null,
    owner_id     text not null,         -- the lead's
    kind         text not null check (kind in ('promise', 'recap', 'reminder')),
    event_id     bigint,                -- made it
    for_at       timestamptz not null,  -- the promised moment, the conversation, the meeting
    for_on       date not null,         -- its day in the owner's zone
    due_at       timestamptz not null,  -- since when it is owed
    next_at      timestamptz,           -- when a sweep looks at it next; null: no more
    pinged_at    timestamptz,
    settled_at   timestamptz,           -- null: open
    settled_on   date,                  -- the day of what settled it
    settled_how  text not null default '',
    settled_by   bigint,                -- the event, if one did
    primary key (workspace_id, id),
    unique (workspace_id, lead_id, kind, for_at),
    foreign key (workspace_id, lead_id) references leads (workspace_id, id) on delete cascade,
    check ((settled_at is null) = (settled_how = '')),
    check ((settled_at is null) = (settled_on is null))
);
create index obligations_next on obligations (next_at) where settled_at is null and next_at is not null;
create index obligations_owed on obligations (workspace_id, owner_id, due_at) where settled_at is null;
create index obligations_promises on obligations (workspace_id, owner_id, for_on) where kind = 'promise';

-- A program of the release before makes promises without a row here: the sweep finds those of the days to come.
create index recalls_promised on recalls (due_on) where is_open and kind = 'promised';

-- Of what a rep wants no ping; null: they want all.
alter table reps add column pings_off text[];

-- +goose Down
delete from deliveries where kind = 'ping';
alter table reps drop column pings_off;
drop index recalls_promised;
drop table obligations;
