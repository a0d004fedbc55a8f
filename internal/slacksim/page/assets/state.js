// What the workspace says (data) and what this window shows (ui). Everything else reads from here.

export const store = {
  data: null, // the state of docs/simulator.md
  at: 0, // when it arrived, to let the clock run on
  online: true,
  ui: { conversation: '', tab: 'messages', pane: 'list', thread: '', dev: '', newFrom: '' },
};

const listeners = new Set();
export const onChange = (fn) => listeners.add(fn);
export const changed = () => listeners.forEach((fn) => fn());

export function setUI(patch) {
  Object.assign(store.ui, patch);
  writeAddress();
  changed();
}

export const person = (id) => store.data.people.find((p) => p.id === id);
export const me = () => person(store.data.me) || { id: store.data.me, real_name: store.data.me, tz: 'UTC' };
export const isApp = (id) => id === store.data.app.bot_user;
export const conversation = (id) => store.data.conversations.find((c) => c.id === id);
export const isChannel = (c) => c.kind === 'channel' || c.kind === 'private_channel';
export const current = () => conversation(store.ui.conversation);
export const messagesOf = (id) => store.data.messages?.[id] || [];

export function nameOf(id) {
  if (isApp(id)) return store.data.app.name;
  const p = person(id);
  return p ? p.real_name || p.name : id;
}

// now is the workspace's time in unix seconds; it runs on between two states unless the clock stands still.
export function now() {
  const { clock } = store.data;
  const passed = clock.running === false ? 0 : (Date.now() - store.at) / 1000;
  return Date.parse(clock.now) / 1000 + passed;
}

export const viewer = () => ({ tz: me().tz || 'UTC', locale: (me().locale || 'en-GB').replace('_', '-') });

// The address says who looks at what, so that a view can be linked to, reloaded and photographed.
export function readAddress() {
  const query = new URLSearchParams(location.search);
  return { as: query.get('as') || localStorage.getItem('as') || '', conversation: query.get('c') || '', tab: query.get('tab') || '', thread: query.get('thread') || '', dev: query.get('dev') || '' };
}

export function writeAddress() {
  const query = new URLSearchParams(location.search);
  const put = (name, value) => (value ? query.set(name, value) : query.delete(name));
  put('as', store.data.me);
  put('c', store.ui.conversation);
  put('tab', current()?.kind === 'app_dm' && store.ui.tab !== 'messages' ? store.ui.tab : '');
  put('thread', store.ui.thread);
  put('dev', store.ui.dev);
  history.replaceState(null, '', `?${query}`);
  localStorage.setItem('as', store.data.me);
}
