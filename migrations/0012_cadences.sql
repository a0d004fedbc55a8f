-- +goose Up

-- Versions of cadences. A row never changes: editing a cadence adds one, and who runs on an old one keeps it. A shipped cadence gets its
-- row when the first lead is enrolled on it.
create table cadences (
    workspace_id text not null,
    id           bigint generated always as identity,
    key          text not null check (key <> ''),
    version      integer not null check (version >= 1),
    variant      text not null default '',
    name         jsonb not null,
    steps        jsonb not null,
    tracks       jsonb not null,
    made_by      text not null default '', -- empty: as it was shipped
    made_at      timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, key, version, variant)
);

-- On which version a lead runs, and where it stands there. A program of the release before leaves both alone: a lead that it closes still
-- has them, and who reads a closed lead passes over them; one on which it logs stands where it stood, so that the same step comes again.
alter table leads
    add column cadence_id bigint,
    add column enrolment jsonb,
    add column country text not null default '',
    add constraint enrolment_is_on_a_cadence check ((cadence_id is null) = (enrolment is null)),
    add foreign key (workspace_id, cadence_id) references cadences (workspace_id, id);
create index leads_cadence on leads (workspace_id, cadence_id) where cadence_id is not null;

-- Ways to a contact that turned out to be none.
alter table contacts
    add column email_bounced boolean not null default false,
    add column number_wrong boolean not null default false;

-- Whose public holidays a rep has off; empty: those of their zone's country.
alter table reps add column country text not null default '';

-- What a workspace adds to the public holidays.
create table days_off (
    workspace_id text not null,
    on_date      date not null,
    name         text not null check (name <> ''),
    primary key (workspace_id, on_date)
);

-- When it is looked at next whether a call on a day's list has become welcome since, or is no longer: then the list has another order.
-- What a program of the release before sends is not looked at.
alter table deliveries add column resort_at timestamptz;
create index deliveries_resort on deliveries (resort_at) where resort_at is not null;

-- +goose Down
alter table deliveries drop column resort_at;
drop table days_off;
alter table reps drop column country;
alter table contacts drop column number_wrong, drop column email_bounced;
drop index leads_cadence;
alter table leads drop column country, drop column enrolment, drop column cadence_id;
drop table cadences;
