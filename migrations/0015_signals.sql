-- +goose Up

-- A hot signal asks for a touch within minutes: that is owed like the rest. What was allowed is allowed still.
alter table obligations drop constraint obligations_kind_check;
alter table obligations add constraint obligations_kind_check check (kind in ('promise', 'recap', 'reminder', 'signal')) not valid; -- what stands there has passed the narrower check
create index obligations_signals on obligations (workspace_id, owner_id, for_at) where kind = 'signal';

-- +goose Down
delete from deliveries d
using obligations o
where o.workspace_id = d.workspace_id
and o.kind = 'signal'
and d.kind = 'ping'
and d.subject = o.id::text;
delete from obligations where kind = 'signal';
drop index obligations_signals;
alter table obligations drop constraint obligations_kind_check;
alter table obligations add constraint obligations_kind_check check (kind in ('promise', 'recap', 'reminder'));
