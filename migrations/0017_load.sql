-- +goose Up

-- How many touches a rep wants to make in a day; 0: they said nothing. What stands on a day is counted by recalls_due.
alter table reps add column capacity smallint not null default 0;

-- +goose Down
alter table reps drop column capacity;
