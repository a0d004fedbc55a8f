-- +goose Up

-- An answer to a break-up is waited for by a recall of a kind of its own. What stands there has passed the narrower check, so that nothing
-- is read for the wider one.
alter table recalls drop constraint recalls_kind_check;
alter table recalls add constraint recalls_kind_check check (kind in ('planned', 'promised', 'wake', 'echo')) not valid;

-- What wakes a parked lead early, and on which rhythm it sleeps. It stands with the recall that wakes it: a program of the release before
-- leaves it empty in those it makes, and the next one it makes has none.
alter table recalls add column park jsonb;

-- The echoes whose day has come, those of a rep that were waited for, and what a rule let rest.
create index recalls_echo on recalls (due_on) where is_open and kind = 'echo';
create index recalls_echoes on recalls (workspace_id, owner_id) where kind = 'echo';
create index events_rested on events (workspace_id, by_id, at) where kind = 'rested' and undone_by is null;

-- +goose Down
drop index events_rested;
drop index recalls_echoes;
drop index recalls_echo;
alter table recalls drop column park;
update recalls set kind = 'planned' where kind = 'echo';
alter table recalls drop constraint recalls_kind_check;
alter table recalls add constraint recalls_kind_check check (kind in ('planned', 'promised', 'wake'));
