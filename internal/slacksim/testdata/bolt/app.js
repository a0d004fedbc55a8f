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

// The Home tab has a button that opens a form; the form redraws itself, goes a step further, and is notified when it is closed.
const home = (count) => ({
  type: 'home',
  blocks: [
    { type: 'header', text: plain('Welcome home') },
    { type: 'section', block_id: 'count', text: plain(`${count} notes`) },
    { type: 'actions', block_id: 'home', elements: [{ type: 'button', action_id: 'open', text: plain('New note'), style: 'primary' }] },
  ],
});

app.event('app_home_opened', async ({ event, client }) => {
  if (event.tab === 'home') await client.views.publish({ user_id: event.user, view: home(0) });
});

const options = ['Call', 'Mail'].map((word) => ({ text: plain(word), value: word.toLowerCase() }));
const kind = (chosen) => ({
  type: 'modal', callback_id: 'kind', title: plain('What was it?'), submit: plain('Next'), close: plain('Not now'), notify_on_close: true,
  private_metadata: chosen,
  blocks: [
    { type: 'input', block_id: 'kind', dispatch_action: true, label: plain('Kind'), element: { type: 'static_select', action_id: 'kind', options } },
    ...(chosen ? [{ type: 'section', block_id: 'chosen', text: plain(`You chose ${chosen}`) }] : []),
  ],
});

app.action('open', async ({ body, ack, client }) => {
  await ack();
  await client.views.open({ trigger_id: body.trigger_id, view: kind('') });
});

app.action('kind', async ({ body, action, ack, client }) => {
  await ack();
  await client.views.update({ view_id: body.view.id, hash: body.view.hash, view: kind(action.selected_option.value) });
});

app.view('kind', async ({ view, ack }) => {
  await ack({
    response_action: 'push',
    view: {
      type: 'modal', callback_id: 'details', title: plain('Details'), submit: plain('Save'), private_metadata: view.private_metadata,
      blocks: [
        { type: 'input', block_id: 'words', label: plain('In your words'), element: { type: 'rich_text_input', action_id: 'it' } },
        { type: 'input', block_id: 'on', label: plain('On'), element: { type: 'datepicker', action_id: 'it' } },
        { type: 'input', block_id: 'who', label: plain('With'), element: { type: 'multi_users_select', action_id: 'it' } },
      ],
    },
  });
});

app.view('details', async ({ view, body, ack, client }) => {
  await ack({ response_action: 'clear' });
  const { words, on, who } = view.state.values;
  await client.views.publish({ user_id: body.user.id, view: home(1) });
  await client.chat.postMessage({
    channel: body.user.id,
    text: `${view.private_metadata} on ${on.it.selected_date} with ${who.it.selected_users.length}: ${words.it.rich_text_value.elements[0].elements[0].text}`,
  });
});

app.view({ callback_id: 'kind', type: 'view_closed' }, async ({ body, ack, client }) => {
  await ack();
  await client.chat.postMessage({ channel: body.user.id, text: 'Another time, then' });
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
