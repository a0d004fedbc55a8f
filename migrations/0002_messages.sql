-- +goose Up

create table teams (
    workspace_id    text not null,
    id              bigint generated always as identity,
    name            text not null check (name <> ''),
    channel_id      text not null,
    manager_id      text not null,
    zone            text not null default '',
    summary_day     smallint not null default 2 check (summary_day between 0 and 6),
    summary_minute  smallint not null default 570 check (summary_minute between 0 and 1439),
    next_summary_at timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, channel_id),
    foreign key (workspace_id, manager_id) references reps (workspace_id, user_id)
);
create index teams_manager on teams (workspace_id, manager_id);
create index teams_next_summary on teams (next_summary_at);

create table team_members (
    workspace_id text not null,
    team_id      bigint not null,
    user_id      text not null,
    primary key (workspace_id, team_id, user_id),
    foreign key (workspace_id, team_id) references teams (workspace_id, id) on delete cascade,
    foreign key (workspace_id, user_id) references reps (workspace_id, user_id)
);
create index team_members_user on team_members (workspace_id, user_id);

-- Everything Followup says by itself. A row says what a message is about, never its text: it is rendered from the current
-- state when it is sent. wanted counts the states it should show, shown the one it does: wanted > shown means there is work.
-- Posting again after a crash is prevented by the row's id in the message's metadata.
create table deliveries (
    workspace_id text not null,
    id           bigint generated always as identity,
    kind         text not null,
    subject      text not null,
    recipient    text not null, -- a user or a channel
    dedupe_key   text not null,
    due_at       timestamptz not null,
    wanted       integer not null default 1,
    shown        integer not null default 0,
    wanted_at    timestamptz not null default clock_timestamp(), -- real time: since when it has shown less than is wanted
    attempt      integer not null default 0, -- claims since it was last settled
    claim        bigint not null default 0,  -- claims ever: only the newest one may settle
    leased_until timestamptz,   -- real time, never the business clock
    retry_at     timestamptz,   -- real time: not before; a failed or limited send waits until then
    unsure       boolean not null default false, -- a post may have arrived: look before posting again
    sent_at      timestamptz,
    given_up_at  timestamptz,
    reported     boolean not null default false, -- somebody was told that it was given up
    last_error   text not null default '',
    channel      text not null default '',
    ts           text not null default '',
    primary key (workspace_id, id),
    unique (workspace_id, dedupe_key)
);
create index deliveries_message on deliveries (workspace_id, channel, ts) where ts <> '';
create index deliveries_given_up on deliveries (given_up_at) where given_up_at is not null and not reported;
create index deliveries_waiting on deliveries (due_at, id) where shown < wanted and given_up_at is null;

-- The recalls that were due on a rep's local date and got settled that day: the digest shows their receipts.
create table digest_rows (
    workspace_id text not null,
    rep_id       text not null,
    digest_on    date not null,
    recall_id    bigint not null,
    lead_id      bigint not null,
    primary key (workspace_id, rep_id, digest_on, recall_id),
    foreign key (workspace_id, lead_id) references leads (workspace_id, id) on delete cascade
);
create index digest_rows_lead on digest_rows (workspace_id, lead_id);

-- A form somebody has open: what they typed before it, and where its receipt goes.
create table drafts (
    workspace_id text not null,
    id           bigint generated always as identity,
    user_id      text not null,
    response_url text not null default '',
    typed        text not null default '',
    made_at      timestamptz not null,
    primary key (workspace_id, id)
);
create index drafts_made on drafts (made_at);

-- +goose Down
drop table drafts, digest_rows, deliveries, team_members, teams;
