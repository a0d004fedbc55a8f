-- Two accounts instead of one: followup_owner owns the schema and changes it, followup_bot only works with what is in it. Whoever gets hold of
-- the bot's password can read and change rows, but drop no table, and neither make one nor see another database.
--
-- 1. As an administrator, in the database that Followup is to use (here it is called followup):
--        psql -d followup -f docs/accounts.sql
--    with passwords of your own.
-- 2. With every new version, as the owner, before the bot starts:
--        DATABASE_URL=postgres://followup_owner:…@host/followup followup migrate up
-- 3. The bot, and doctor:
--        DATABASE_URL=postgres://followup_bot:…@host/followup followup serve

create role followup_owner login password 'change me';
create role followup_bot login password 'change me too';

revoke all on database followup from public;
grant connect on database followup to followup_owner, followup_bot;

revoke all on schema public from public;
grant usage, create on schema public to followup_owner;
grant usage on schema public to followup_bot;

-- What the owner makes from now on, the bot may use.
alter default privileges for role followup_owner in schema public
    grant select, insert, update, delete on tables to followup_bot;
alter default privileges for role followup_owner in schema public
    grant usage, update on sequences to followup_bot;

-- The owner sees the bot's sessions, so that "migrate down" refuses while one runs.
grant followup_bot to followup_owner;
