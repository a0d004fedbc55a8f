-- +goose NO TRANSACTION
-- +goose Up

-- Nothing here holds a lead longer than one batch takes, and each statement may come again after it was broken off.

-- A text as it is searched: in small letters, each word with a space before it, however it was joined to the one before.
-- +goose StatementBegin
create or replace function searched(text text) returns text
    language sql immutable parallel safe
    return ' ' || translate(lower(text), '-/(.,"''@&+·', '           ');
-- +goose StatementEnd

-- All pieces of one to three characters of a text, each behind the workspace it is in, so that one index keeps workspaces apart. It is
-- dear: the planner must not think of asking it of each row.
-- +goose StatementBegin
create or replace function pieces(workspace text, text text) returns text[]
    language sql immutable parallel safe cost 10000
    begin atomic
        select array_agg(distinct workspace || '/' || piece)
        from (
            select c as one, c || lead(c) over following as two, c || lead(c) over following || lead(c, 2) over following as three
            from unnest(string_to_array(text, null)) with ordinality letter (c, place)
            window following as (order by place)
        ) at
        cross join unnest(array[one, two, three]) piece
        where piece is not null;
    end;
-- +goose StatementEnd

-- The pieces that a text must have in which another one stands: of one or two characters itself, of more its pieces of three.
-- +goose StatementBegin
create or replace function pieces_of(workspace text, text text) returns text[]
    language sql immutable parallel safe cost 10000
    begin atomic
        select coalesce(array_agg(distinct workspace || '/' || substr(text, place, 3)), '{}')
        from generate_series(1, least(greatest(length(text) - 2, 1), 60)) place
        where text <> '';
    end;
-- +goose StatementEnd

-- What each lead is called, for a search through all leads of a workspace; none of a lead that went into another one. Beside leads, since
-- a lead's row changes with each touch and this doesn't.
create table if not exists lead_words (
    workspace_id text not null,
    lead_id      bigint not null,
    words        text not null,
    primary key (workspace_id, lead_id),
    foreign key (workspace_id, lead_id) references leads (workspace_id, id) on delete cascade
);

-- Triggers keep them, so that a replica of the version before keeps them too.
-- +goose StatementBegin
create or replace function keep_words() returns trigger
    language plpgsql as $$
begin
    if new.state = 'merged' then
        delete from lead_words
        where workspace_id = new.workspace_id
        and lead_id = new.id;
    else
        insert into lead_words (workspace_id, lead_id, words)
        values (new.workspace_id, new.id, searched(new.name) || E'\n' || searched(new.company))
        on conflict (workspace_id, lead_id) do update
        set words = excluded.words;
    end if;
    return null;
end
$$;
-- +goose StatementEnd
create or replace trigger words_of_a_lead after insert on leads
    for each row execute function keep_words();
create or replace trigger words_of_a_changed_lead after update of name, company, state on leads
    for each row when (old.name <> new.name or old.company <> new.company or (old.state = 'merged') <> (new.state = 'merged'))
    execute function keep_words();

-- The leads that were there before, so many at a time. One that changes meanwhile was seen by the triggers.
-- +goose StatementBegin
do $$
declare
    reached record;
begin
    select '' as workspace_id, 0::bigint as id into reached;
    loop
        with batch as (
            select workspace_id, id, name, company, state
            from leads
            where (workspace_id, id) > (reached.workspace_id, reached.id)
            order by workspace_id, id
            limit 2000
            for key share
        ),
        kept as (
            insert into lead_words (workspace_id, lead_id, words)
            select workspace_id, id, searched(name) || E'\n' || searched(company)
            from batch
            where state <> 'merged'
            on conflict do nothing
        )
        select workspace_id, id
        from batch
        order by workspace_id desc, id desc
        limit 1
        into reached;
        exit when not found;
        commit;
    end loop;
end
$$;
-- +goose StatementEnd

-- Without a list of what is still to be sorted in: each search would read it.
drop index concurrently if exists lead_words_pieces;
create index concurrently lead_words_pieces on lead_words using gin (pieces(workspace_id, words)) with (fastupdate = off);
drop index concurrently if exists contacts_pieces;
create index concurrently contacts_pieces on contacts using gin (pieces(workspace_id, lower(name) || E'\n' || lower(email))) with (fastupdate = off);

-- +goose Down
drop index if exists contacts_pieces;
drop trigger if exists words_of_a_changed_lead on leads;
drop trigger if exists words_of_a_lead on leads;
drop function if exists keep_words;
drop table if exists lead_words;
drop function if exists pieces_of;
drop function if exists pieces;
drop function if exists searched;
