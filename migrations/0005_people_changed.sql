-- +goose Up

-- When Slack says that a person last changed: what one replica learns late must not overwrite what another has learned since.
-- Null: Slack did not tell.
alter table people add column changed_at timestamptz;

-- +goose Down
alter table people drop column changed_at;
