-- +goose Up

-- How the bot's programs know whether the database is the one they left. Each counts it on every minute and remembers the count: where it
-- has become less, the database was restored from a backup. beat_at is real time: since when nobody counted. What had become due by
-- doubted_until, of the business clock, may have been posted by a life of which this database knows nothing.
create table beats (
    workspace_id  text not null,
    beat          bigint not null,
    beat_at       timestamptz not null,
    doubted_until timestamptz,
    primary key (workspace_id)
);

-- +goose Down
drop table beats;
