-- +goose Up

-- The directory: everybody in the workspace, as Slack last told us.
create table people (
    workspace_id text not null,
    user_id      text not null,
    name         text not null,
    zone         text not null default '',
    locale       text not null default '',
    is_admin     boolean not null default false,
    is_guest     boolean not null default false,
    is_bot       boolean not null default false,
    is_deleted   boolean not null default false,
    primary key (workspace_id, user_id)
);

-- People who follow up leads, with their settings. next_digest_at is the one place that says when the digest comes.
create table reps (
    workspace_id    text not null,
    user_id         text not null,
    digest_minute   smallint not null default 510 check (digest_minute between 0 and 1439),
    working_days    smallint not null default 62 check (working_days between 0 and 127),
    digest_off      boolean not null default false,
    next_digest_at  timestamptz not null,
    joined_at       timestamptz not null,
    primary key (workspace_id, user_id),
    foreign key (workspace_id, user_id) references people (workspace_id, user_id)
);
create index reps_next_digest on reps (next_digest_at);

create table leads (
    workspace_id   text not null,
    id             bigint generated always as identity,
    name           text not null check (name <> ''),
    company        text not null default '',
    owner_id       text not null,
    state          text not null check (state in ('active', 'parked', 'won', 'lost', 'do_not_contact')),
    value_minor    bigint,
    value_currency text check (value_currency ~ '^[A-Z]{3}$'),
    source         text not null default '',
    tags           text[] not null default '{}',
    park_reason    text not null default '',
    park_note      text not null default '',
    park_line      text not null default '',
    touches        integer not null default 0 check (touches >= 0),
    created_at     timestamptz not null,
    open_recall_id bigint,
    primary key (workspace_id, id),
    unique (workspace_id, id, open_recall_id),
    foreign key (workspace_id, owner_id) references reps (workspace_id, user_id),
    check ((value_minor is null) = (value_currency is null)),
    -- G1, "at least one": an open lead points to a recall, a closed one to none …
    constraint open_lead_has_recall check ((state in ('active', 'parked')) = (open_recall_id is not null))
);
-- Finding by name walks the leads of those whose leads the person sees. There is no index on the names themselves: what people
-- type may be longer than an index entry can be.
create index leads_owner on leads (workspace_id, owner_id, state);

create table contacts (
    workspace_id text not null,
    lead_id      bigint not null,
    position     smallint not null check (position >= 1),
    name         text not null default '',
    email        text not null default '',
    phone        text not null default '',
    phone_key    text not null default '' check (length(phone_key) <= 40), -- E.164, or the digits as typed where the country is unknown
    linkedin     text not null default '',
    role         text not null default '',
    zone         text not null default '',
    preferred    text not null default '',
    window_from  smallint check (window_from between 0 and 1439),
    window_to    smallint check (window_to between 0 and 1440),
    primary key (workspace_id, lead_id, position),
    foreign key (workspace_id, lead_id) references leads (workspace_id, id) on delete cascade,
    check ((window_from is null) = (window_to is null))
);
-- No address is longer than 254 characters, but what people type may be, and an index entry may not.
create index contacts_email on contacts (workspace_id, left(lower(email), 254)) where email <> '';
create index contacts_phone on contacts (workspace_id, phone_key) where phone_key <> '';

-- The single dated intent for a lead's next touch. Closed recalls stay as history.
create table recalls (
    workspace_id  text not null,
    id            bigint generated always as identity,
    lead_id       bigint not null,
    owner_id      text not null,
    kind          text not null check (kind in ('planned', 'promised', 'wake')),
    due_on        date not null,
    due_minute    smallint check (due_minute between 0 and 1439),
    channel       text not null default '',
    goal          text not null default '',
    reasons       jsonb not null default '[]',
    reply_owed    boolean not null default false,
    snoozed_until timestamptz,
    snoozes       integer not null default 0,
    moves         integer not null default 0,
    version       integer not null default 1,
    is_open       boolean not null default true,
    open_id       bigint generated always as (case when is_open then id end) stored,
    primary key (workspace_id, id),
    unique (workspace_id, lead_id, open_id),
    foreign key (workspace_id, lead_id) references leads (workspace_id, id) deferrable initially deferred,
    -- G1, "a closed lead has none": an open recall is the one its lead points to …
    constraint open_recall_is_its_leads foreign key (workspace_id, lead_id, open_id)
        references leads (workspace_id, id, open_recall_id) deferrable initially deferred
);
-- G1, "at most one".
create unique index one_open_recall on recalls (workspace_id, lead_id) where is_open;
-- The due list of a rep, and the snoozes that end.
create index recalls_due on recalls (workspace_id, owner_id, due_on) where is_open;
create index recalls_snoozed on recalls (snoozed_until) where is_open and snoozed_until is not null;

-- … and the recall a lead points to is its own and open. Deferred, so that one transaction may close it and open the next.
alter table leads add constraint lead_points_to_open_recall
    foreign key (workspace_id, id, open_recall_id)
    references recalls (workspace_id, lead_id, open_id) deferrable initially deferred;

-- A lead's history. before is the lead as it was, for undo (G10).
create table events (
    workspace_id text not null,
    id           bigint generated always as identity,
    lead_id      bigint not null,
    kind         text not null,
    by_id        text not null,
    at           timestamptz not null,
    source       text not null,
    recall_id    bigint,
    detail       jsonb not null default '{}',
    before       jsonb,
    undone_by    bigint,
    primary key (workspace_id, id),
    foreign key (workspace_id, lead_id) references leads (workspace_id, id)
);
create index events_lead on events (workspace_id, lead_id, id desc);
create index events_recall on events (workspace_id, recall_id, id desc) where recall_id is not null;
create index events_by on events (workspace_id, by_id, id desc);
create index events_wins on events (workspace_id, at) where undone_by is null and detail -> 'next' ->> 'kind' = 'won';

create table touches (
    workspace_id text not null,
    id           bigint generated always as identity,
    lead_id      bigint not null,
    event_id     bigint not null,
    by_id        text not null,
    at           timestamptz not null,
    channel      text not null,
    outcome      text not null,
    minutes      integer not null default 0 check (minutes >= 0),
    note         text not null default '',
    promised     text not null default '',
    gave         text not null default '',
    is_undone    boolean not null default false,
    primary key (workspace_id, id),
    foreign key (workspace_id, lead_id) references leads (workspace_id, id),
    foreign key (workspace_id, event_id) references events (workspace_id, id)
);
create index touches_lead on touches (workspace_id, lead_id, at desc, id desc) where not is_undone;
create index touches_by on touches (workspace_id, by_id, at) where not is_undone;
create index touches_event on touches (workspace_id, event_id);

-- What was already done, by envelope id or view id: the same request twice is one (G4).
create table requests (
    workspace_id text not null,
    key          text not null,
    event_id     bigint,
    made_at      timestamptz not null,
    primary key (workspace_id, key)
);
create index requests_made on requests (made_at);

-- +goose Down
drop table requests, touches, events;
alter table leads drop constraint lead_points_to_open_recall;
drop table recalls, contacts, leads, reps, people;
