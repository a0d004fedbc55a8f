-- +goose Up

-- A manager's private word to a rep about some of the rep's leads. It arrives in the rep's working hours, one at most from the same
-- manager on a day. The leads are those that it was made for, also where they are gone since.
create table nudges (
    workspace_id text not null,
    id           bigint generated always as identity,
    from_id      text not null,
    to_id        text not null,
    arrives_on   date not null, -- the rep's
    lead_ids     bigint[] not null check (cardinality(lead_ids) > 0),
    line         text not null default '',
    made_at      timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, from_id, to_id, arrives_on),
    foreign key (workspace_id, from_id) references reps (workspace_id, user_id),
    foreign key (workspace_id, to_id) references reps (workspace_id, user_id)
);
create index nudges_made on nudges (made_at);

-- +goose Down
delete from deliveries where kind = 'nudge';
drop table nudges;
