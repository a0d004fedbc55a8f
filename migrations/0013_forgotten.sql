-- +goose Up

-- An erased lead stays, without a word of or about its people, for what was counted. The release before sees it as a closed lead called "-".
alter table leads add column erased_at timestamptz;

-- By what somebody is known again who was erased after they asked not to be contacted: keyed hashes of their addresses.
create table forgotten (
    workspace_id text not null,
    mark         bytea not null,
    asked_at     timestamptz not null,
    primary key (workspace_id, mark)
);

-- Each workspace's key of these marks, made when it is first needed. Without it nobody is known again.
create table mark_keys (
    workspace_id text not null,
    key          bytea not null,
    primary key (workspace_id)
);

-- What two spellings of a LinkedIn address have in common: its path in small letters.
-- +goose StatementBegin
create function linkedin_key(address text) returns text
    language sql immutable parallel safe
    return left(trim(both '/' from
        regexp_replace(regexp_replace(lower(btrim(address, E' \t\n\r')), '[?#].*$', ''), '^.*?linkedin\.com/', '')), 254);
-- +goose StatementEnd
create index contacts_linkedin on contacts (workspace_id, linkedin_key(linkedin)) where linkedin <> '';

-- +goose Down
drop index contacts_linkedin;
drop function linkedin_key;
drop table mark_keys, forgotten;
alter table leads drop column erased_at;
