// The least that can be called logging a touch: one insert per command, then the ack. No search, no next step, no history to undo, no
// second look at who types. It is what an evening with Slack's official framework gives, and what Followup is measured against.
const { App, LogLevel } = require('@slack/bolt');
const { Pool } = require('pg');

const app = new App({
  token: process.env.SLACK_BOT_TOKEN,
  appToken: process.env.SLACK_APP_TOKEN,
  socketMode: true,
  logLevel: LogLevel.ERROR,
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
});
const pool = new Pool({ host: process.env.PGHOST, port: process.env.PGPORT, user: process.env.PGUSER, database: process.env.PGDATABASE, max: 10 });

app.command('/followup', async ({ command, ack }) => {
  await pool.query({
    name: 'log',
    text: 'insert into peer_touches (workspace_id, user_id, typed, at) values ($1, $2, $3, now())',
    values: [command.team_id, command.user_id, command.text],
  });
  await ack('Logged');
});

process.on('SIGTERM', async () => {
  await app.stop();
  await pool.end();
  process.exit(0);
});

(async () => {
  await pool.query(`create table if not exists peer_touches (
    id bigint generated always as identity primary key, workspace_id text not null, user_id text not null, typed text not null, at timestamptz not null
  )`);
  await app.start();
})();
