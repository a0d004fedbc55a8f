// The thread panel beside the conversation: the first message, its replies, and a message box of its own.

import { post } from './api.js';
import { makeComposer } from './composer.js';
import { fill, h, keepFocus, reconcile } from './dom.js';
import { icon } from './icons.js';
import { language, say } from './language.js';
import { element, inThread, secondsOf } from './messages.js';
import { current, isChannel, nameOf, setUI, store, viewer } from './state.js';

let parts = null;
let shown = '';
const composer = makeComposer({ name: 'thread-composer', threaded: true, sent: () => { parts.pinned = true; } });

function build(panel) {
  const place = h('span', { class: 'muted' });
  const log = h('div', { class: 'thread-log', role: 'log', 'aria-label': say('Thread'), tabindex: 0, 'data-testid': 'thread-messages' });
  const slot = h('div', { class: 'composer-slot' });
  const close = h('button', { type: 'button', class: 'icon-btn', 'data-testid': 'thread-close', 'aria-label': say('Close the thread'), onclick: () => setUI({ thread: '' }) }, icon('close', 16));
  fill(panel, h('header', { class: 'thread-head' }, h('h2', {}, say('Thread')), place, h('span', { class: 'grow' }), close), log, slot);
  log.addEventListener('scroll', () => { parts.pinned = log.scrollHeight - log.scrollTop - log.clientHeight < 40; });
  parts = { panel, place, log, slot, pinned: true, language: language() };
}

function rows(messages) {
  const seen = JSON.stringify([store.data.me, viewer(), store.data.people.length]);
  let before = null;
  return messages.flatMap((m, i) => {
    const compact = i > 1 && before.user === m.user && secondsOf(m) - secondsOf(before) < 300 && !m.ephemeral && !before.ephemeral;
    before = m;
    const row = { key: `m ${m.ts}`, sig: `${seen} ${compact} ${JSON.stringify(m)}`, make: () => element(m, compact, 'thread') };
    const n = messages.length - 1;
    return i || !n ? [row] : [row, { key: 'count', sig: `${language()} ${n}`, make: () => h('div', { class: 'thread-count', role: 'separator' }, h('span', {}, n === 1 ? say('{0} reply', n) : say('{0} replies', n))) }];
  });
}

let asked = '';
function markRead(parent) {
  const key = `${parent.ts} ${parent.thread?.latest}`;
  if (!parent.thread?.unread || document.hidden || asked === key) return;
  asked = key;
  post('/sim/read', { as: store.data.me, channel: store.ui.conversation, thread_ts: parent.ts });
}

export function renderThread() {
  const panel = document.getElementById('thread');
  const { ui } = store;
  const messages = ui.thread && ui.tab === 'messages' ? inThread(ui.thread) : [];
  panel.hidden = !messages.length;
  document.body.classList.toggle('in-thread', !panel.hidden);
  if (panel.hidden) { shown = ''; return; }
  if (parts?.language !== language()) build(panel);
  const c = current();
  parts.place.textContent = isChannel(c) ? `#${c.name}` : nameOf(c.with);
  if (shown !== ui.thread) parts.pinned = true;
  shown = ui.thread;
  keepFocus(parts.log, () => reconcile(parts.log, rows(messages)));
  if (parts.pinned) parts.log.scrollTop = parts.log.scrollHeight;
  composer(parts.slot);
  markRead(messages[0]);
}
