-- +goose Up

-- A contact has a number, so that a touch can say whom it reached, and may have left: then it stays for the history.
alter table contacts
    add column id bigint generated always as identity,
    add column has_left boolean not null default false;
create unique index contacts_id on contacts (workspace_id, id);
alter table touches add column contact_id bigint;

-- +goose Down
alter table touches drop column contact_id;
alter table contacts drop column has_left, drop column id;
