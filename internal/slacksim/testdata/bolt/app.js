// An ordinary app of the official framework. Nothing in it knows that the workspace is simulated, but for the address.
const { App, LogLevel } = require('@slack/bolt');

const app = new App({
  token: process.env.SLACK_BOT_TOKEN,
  appToken: process.env.SLACK_APP_TOKEN,
  socketMode: true,
  logLevel: LogLevel.WARN,
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
});

const plain = (text) => ({ type: 'plain_text', text });

app.command('/try', async ({ command, ack, client, respond }) => {
  if (command.text === 'respond') {
    await ack();
    await respond({ text: 'through the response_url', response_type: 'ephemeral' });
    return;
  }
  if (command.text) {
    await ack(`You said ${command.text}`);
    return;
  }
  await client.views.open({
    trigger_id: command.trigger_id,
    view: {
      type: 'modal',
      callback_id: 'note',
      title: plain('Write a note'),
      submit: plain('Save'),
      blocks: [
        { type: 'input', block_id: 'note', label: plain('Note'), element: { type: 'plain_text_input', action_id: 'text' } },
        {
          type: 'input', block_id: 'who', optional: true, label: plain('Customer'),
          element: { type: 'external_select', action_id: 'who', min_query_length: 1 },
        },
      ],
    },
  });
  await ack();
});

app.options('who', async ({ options, ack }) => {
  await ack({ options: [{ text: plain(options.value.toUpperCase()), value: 'c1' }] });
});

app.view('note', async ({ view, body, ack, client }) => {
  const note = view.state.values.note.text.value;
  if (note === 'bad') {
    await ack({ response_action: 'errors', errors: { note: 'Not that one' } });
    return;
  }
  await ack();
  const customer = view.state.values.who.who.selected_option;
  await client.chat.postMessage({
    channel: body.user.id,
    text: `Noted: ${note}`,
    metadata: { event_type: 'note', event_payload: { customer: customer && customer.text.text } },
    blocks: [
      { type: 'section', block_id: 'said', text: plain(`Noted: ${note}`) },
      { type: 'actions', block_id: 'acts', elements: [{ type: 'button', action_id: 'done', text: plain('Done'), value: note }] },
    ],
  });
});

app.action('done', async ({ body, action, ack, client }) => {
  await ack();
  await client.chat.update({ channel: body.channel.id, ts: body.message.ts, text: `Done: ${action.value}`, blocks: [] });
});

app.event('app_home_opened', async ({ event, client }) => {
  await client.views.publish({
    user_id: event.user,
    view: { type: 'home', blocks: [{ type: 'header', text: plain('Welcome home') }] },
  });
});

app.message('ping', async ({ message, say }) => {
  await say({ text: 'pong', thread_ts: message.ts });
});

app.error(async (error) => {
  console.error(error);
});

process.on('SIGTERM', async () => {
  await app.stop();
  process.exit(0);
});

app.start().then(() => console.log('ready'));
