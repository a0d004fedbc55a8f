-- +goose Up

-- A lane is one of Slack's methods in one workspace: its calls are made one after another, whichever replica makes them, and none
-- while Slack wants to be left alone. Method '*' stands for all of them. All times are real time, never the business clock. What is
-- in it is worth nothing a minute later, so that it needn't outlive a crash, and a turn costs no write to the disk.
create unlogged table lanes (
    workspace_id  text not null,
    method        text not null,
    taken_by      text not null default '', -- the turn of the call that is being made
    taken_at      timestamptz,
    taken_until   timestamptz,              -- then the next may call: the call is over and spaced, or its replica has died
    blocked_until timestamptz,
    spaced_until  timestamptz,              -- calls are spaced until then, because Slack lets only few through at once
    primary key (workspace_id, method)
);

-- By which method a delivery goes out next, and its place among those of that method: for a post its time, less the head start that
-- its kind has (null: a replica of the version before wrote it); for what is drawn again, since when it is wanted.
alter table deliveries add column rank_at timestamptz;
alter table deliveries add column method text not null generated always as (
    case when kind = 'home' then 'views.publish' when ts = '' then 'chat.postMessage' else 'chat.update' end
) stored;
alter table deliveries add column queued_at timestamptz not null generated always as (
    case when kind = 'home' or ts <> '' then wanted_at else coalesce(rank_at, due_at) end
) stored;
create index deliveries_queue on deliveries (workspace_id, method, queued_at, id) where shown < wanted and given_up_at is null;

-- +goose Down
drop index deliveries_queue;
alter table deliveries drop column queued_at, drop column method, drop column rank_at;
drop table lanes;
