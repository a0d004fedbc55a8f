-- +goose Up

-- A name as it is looked up when somebody adds a lead that may be known: small letters and digits without accents, spaces and the
-- company's legal form. What really is alike is decided in Go; this only finds candidates.
-- +goose StatementBegin
create function lead_key(name text) returns text
    language sql immutable parallel safe
    return left(regexp_replace(
        translate(lower(name), 'ÀÁÂÃÄÅàáâãäåÇçÈÉÊËèéêëÌÍÎÏìíîïÑñÒÓÔÕÖØòóôõöøÙÚÛÜùúûüÝýÿß', 'aaaaaaaaaaaacceeeeeeeeiiiiiiiinnoooooooooooouuuuuuuuyyys'),
        '\m(gmbh|mbh|ag|kg|kgaa|ug|ohg|gbr|ev|eg|se|inc|incorporated|llc|llp|ltd|limited|plc|corp|corporation|co|company|cie|sa|sas|sarl|srl|spa|bv|nv|ab|as|aps|oy|oyj|sl|pty|pte)\M|[\s!-/:-@\[-`{-~]+',
        '', 'g'), 60);
-- +goose StatementEnd

-- What each lead is called, by key: its name and its company.
create table lead_names (
    workspace_id text not null,
    lead_id      bigint not null,
    key          text not null,
    primary key (workspace_id, lead_id, key),
    foreign key (workspace_id, lead_id) references leads (workspace_id, id) on delete cascade
);
create index lead_names_forwards on lead_names (workspace_id, key collate "C");
create index lead_names_backwards on lead_names (workspace_id, reverse(key) collate "C");

-- A trigger keeps them, so that a replica of the version before keeps them too.
-- +goose StatementBegin
create function name_lead() returns trigger
    language plpgsql as $$
begin
    delete from lead_names
    where workspace_id = new.workspace_id
    and lead_id = new.id;
    insert into lead_names (workspace_id, lead_id, key)
    select distinct new.workspace_id, new.id, lead_key(name)
    from unnest(array[new.name, new.company]) name
    where lead_key(name) <> '';
    return null;
end
$$;
-- +goose StatementEnd
create trigger lead_is_named after insert on leads
    for each row execute function name_lead();
create trigger lead_is_renamed after update of name, company on leads
    for each row when (old.name <> new.name or old.company <> new.company) execute function name_lead();

insert into lead_names (workspace_id, lead_id, key)
select distinct workspace_id, id, lead_key(called)
from leads
cross join lateral unnest(array[name, company]) called
where lead_key(called) <> '';

-- Who else writes from the same company.
create index contacts_domain on contacts (workspace_id, left(lower(split_part(email, '@', 2)), 254), lead_id) where email <> '';

-- +goose Down
drop index contacts_domain;
drop trigger lead_is_renamed on leads;
drop trigger lead_is_named on leads;
drop function name_lead;
drop table lead_names;
drop function lead_key;
