-- +goose Up

-- A lead that was the same as another one goes into it. It stays, closed and in no list: its history is read with that of the lead it
-- went into.
alter table leads
    add column merged_into bigint,
    drop constraint leads_state_check,
    add constraint leads_state_check check (state in ('active', 'parked', 'won', 'lost', 'do_not_contact', 'merged')),
    add constraint merged_lead_goes_somewhere check ((state = 'merged') = (merged_into is not null)),
    add foreign key (workspace_id, merged_into) references leads (workspace_id, id);
create index leads_merged_into on leads (workspace_id, merged_into) where merged_into is not null;

-- +goose Down
-- What was merged stands open no more: it becomes lost, and its touches stay with the lead it went into.
update leads set state = 'lost', merged_into = null where state = 'merged';
drop index leads_merged_into;
alter table leads
    drop column merged_into,
    drop constraint leads_state_check,
    add constraint leads_state_check check (state in ('active', 'parked', 'won', 'lost', 'do_not_contact'));
