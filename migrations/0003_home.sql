-- +goose Up

-- A Home tab is a delivery too, of kind home: its view's id and hash stand where a message's channel and ts do. redraw_at is when it is
-- drawn again by itself, because a new day begins.
alter table deliveries add column redraw_at timestamptz;
create index deliveries_redraw on deliveries (redraw_at) where redraw_at is not null;

-- What was settled on a date is a receipt on Home also where no digest of that date showed it.
alter table digest_rows add column in_digest boolean not null default true;

-- +goose Down
delete from digest_rows where not in_digest;
delete from deliveries where kind = 'home';
alter table digest_rows drop column in_digest;
alter table deliveries drop column redraw_at;
