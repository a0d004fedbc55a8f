// The list of messages of the open conversation.

import { avatar } from './avatar.js';
import { post } from './api.js';
import { renderBlocks } from './blocks.js';
import { h, keepFocus, reconcile } from './dom.js';
import { icon } from './icons.js';
import { language, say } from './language.js';
import { mrkdwn } from './mrkdwn.js';
import { openMenu } from './popup.js';
import { changed, isApp, messagesOf, nameOf, now, setUI, store, viewer } from './state.js';
import { render as renderSurface, surfaceFor } from './surface.js';
import { clock, dayInside, dayLabel, dayOf, full } from './time.js';
import { toast } from './toast.js';

const GROUP = 5 * 60; // seconds within which messages of one person stand together
const dismissed = new Set();
export const secondsOf = (message) => Number(message.ts);
const isReply = (m) => !!m.thread_ts && m.thread_ts !== m.ts;

async function runShortcut(shortcut, message) {
  const answer = await post('/sim/shortcut', { as: store.data.me, callback_id: shortcut.callback_id, channel: store.ui.conversation, ts: message.ts });
  if (!answer.ok) toast(answer.message);
}

function toolbar(message, place) {
  const shortcuts = (store.data.app.shortcuts || []).filter((s) => s.type === 'message');
  const more = h('button', {
    type: 'button', class: 'icon-btn', 'data-testid': 'message-more', 'aria-label': say('More actions'), 'aria-haspopup': 'menu', 'aria-expanded': false, title: say('More actions'),
    onclick: () => openMenu(more, shortcuts.length
      ? [{ heading: store.data.app.name }, ...shortcuts.map((s) => ({ label: s.name, detail: s.description, icon: icon('bolt', 16), attrs: { 'data-testid': 'shortcut', 'data-value': s.callback_id }, run: () => runShortcut(s, message) }))]
      : [{ heading: say('No message shortcuts') }]),
  }, icon('kebab'));
  return h('div', { class: 'tools' },
    !place && h('button', { type: 'button', class: 'icon-btn', 'data-testid': 'reply', 'aria-label': say('Reply in thread'), title: say('Reply in thread'), onclick: () => setUI({ thread: message.thread_ts || message.ts }) }, icon('thread')),
    more);
}

function content(message) {
  const edited = message.edited && h('span', { class: 'edited', title: say('This message was edited') }, say('(edited)'));
  // What a person typed has a rich_text block too, but the text knows more: who and where is meant.
  if (!message.bot || !message.blocks?.length) {
    return [h('div', { class: 'text' }, mrkdwn(message.text, { mentions: !isApp(message.user) }), edited && [' ', edited])];
  }
  return [h('div', { class: 'blocks' }), edited];
}

// answers is what leads from the first message of a thread into it.
function answers(message) {
  const { replies, users, latest, unread } = message.thread;
  return h('button', {
    type: 'button', class: `thread-link${unread ? ' unread' : ''}`, 'data-testid': 'thread-link', 'data-unread': unread, onclick: () => setUI({ thread: message.ts }),
  }, users.slice(0, 5).map((id) => avatar(id, 22)), h('b', {}, replies === 1 ? say('{0} reply', replies) : say('{0} replies', replies)), unread > 0 && h('span', { class: 'badge' }, unread),
  h('span', { class: 'muted' }, say('Last reply {0} at {1}', dayInside(Number(latest)), clock(Number(latest)))));
}

// threadHint says of a reply for all what it belongs to.
function threadHint(message) {
  return h('button', { type: 'button', class: 'link-btn thread-hint', onclick: () => setUI({ thread: message.thread_ts }) }, say('replied to a thread'));
}

// element draws a message; place says where: '' is the conversation, 'thread' its thread.
export function element(message, compact, place = '') {
  const unix = secondsOf(message);
  const time = (cls) => h('time', { class: cls, title: full(unix), datetime: new Date(unix * 1000).toISOString() }, clock(unix));
  const name = nameOf(message.user);
  const el = h('article', {
    class: `msg${compact ? ' compact' : ''}${message.ephemeral ? ' ephemeral' : ''}`,
    'data-testid': 'message', 'data-ts': message.ts, 'data-user': message.user, 'data-ephemeral': message.ephemeral ? 'true' : null,
    'aria-label': message.ephemeral ? say('{0}, only visible to you', `${name}, ${clock(unix)}`) : `${name}, ${clock(unix)}`, tabindex: -1,
  },
  message.ephemeral && h('div', { class: 'only-you' }, icon('eye', 14), say('Only visible to you')),
  h('div', { class: 'gutter' }, compact ? time('gutter-time') : avatar(message.user)),
  h('div', { class: 'msg-body' },
    !compact && h('div', { class: 'msg-head' }, h('span', { class: 'msg-name' }, name), (message.bot || isApp(message.user)) && h('span', { class: 'app-badge' }, 'APP'), time('msg-time')),
    !place && isReply(message) && !message.ephemeral && threadHint(message),
    content(message),
    !place && message.thread && answers(message),
    message.ephemeral && h('button', { type: 'button', class: 'link-btn dismiss', 'data-testid': 'dismiss', onclick: () => { dismissed.add(message.ts); changed(); } }, say('Dismiss message'))),
  !message.ephemeral && toolbar(message, place));
  const blocks = el.querySelector('.blocks');
  if (blocks) {
    const surface = surfaceFor({ type: 'message', channel: store.ui.conversation, ts: message.ts }, place);
    surface.root = el;
    blocks.append(...renderSurface(surface, () => renderBlocks(message.blocks, surface)));
  }
  return el;
}

// inConversation lists what stands in the conversation itself: no replies, but those for all and those whose thread is gone.
function inConversation(all) {
  const shown = all.filter((m) => !dismissed.has(m.ts));
  const known = new Set(shown.map((m) => m.ts));
  return shown.filter((m) => !isReply(m) || m.broadcast || !known.has(m.thread_ts));
}

// inThread lists the first message of a thread and its replies.
export const inThread = (ts) => messagesOf(store.ui.conversation).filter((m) => !dismissed.has(m.ts) && (m.ts === ts || m.thread_ts === ts));

// version numbers what all messages depend on, so that their signatures stay short.
const around = { what: '', number: 0 };

function version(what) {
  if (around.what !== what) Object.assign(around, { what, number: around.number + 1 });
  return String(around.number);
}

function rows() {
  const { data, ui } = store;
  const names = JSON.stringify(data.people.map((p) => [p.id, p.real_name, p.color]));
  const today = dayOf(now());
  const seen = version(JSON.stringify([data.me, viewer(), today, names, data.app.name, data.app.shortcuts]));
  const out = [];
  let before = null;
  let day = '';
  for (const message of inConversation(messagesOf(ui.conversation))) {
    const unix = secondsOf(message);
    const its = dayOf(unix);
    if (its !== day) {
      day = its;
      before = null;
      out.push({ key: `day ${its}`, sig: seen, make: () => h('div', { class: 'day', role: 'separator' }, h('span', {}, dayLabel(unix))) });
    }
    if (message.ts === ui.newFrom) {
      before = null;
      out.push({ key: 'new', sig: `${seen} ${message.ts}`, make: () => h('div', { class: 'new-line', role: 'separator', 'data-testid': 'new' }, h('span', {}, say('New'))) });
    }
    const compact = !!before && before.user === message.user && unix - secondsOf(before) < GROUP && !message.ephemeral && !before.ephemeral && !isReply(message);
    out.push({ key: `m ${message.ts}`, sig: `${seen} ${compact} ${JSON.stringify(message)}`, make: () => element(message, compact) });
    before = message;
  }
  return out;
}

let shown = ''; // the conversation that the list shows
let placed = ''; // the one whose place to start reading was found
let list = null;
let newest = '';
let pinned = true; // the list is at its end and follows what comes

export function toBottom(log) {
  log.scrollTop = log.scrollHeight;
  pinned = true;
}

// stickToBottom keeps the end in sight when the composer grows, a picture loads, or the pane becomes visible.
export function stickToBottom(log, jump) {
  list = log;
  shown = '';
  placed = '';
  const follow = () => { if (pinned) toBottom(log); };
  log.addEventListener('scroll', () => {
    pinned = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
    if (pinned) jump.hidden = true;
  });
  log.addEventListener('load', follow, true);
  new ResizeObserver(follow).observe(log);
}

// followNewest goes to the end, for somebody who just said something there.
export const followNewest = () => toBottom(list);

// readFrom puts an element at the top of the window and stays there.
function readFrom(log, jump, el) {
  log.scrollTop = el.offsetTop - 12;
  pinned = false;
  jump.hidden = true;
}

const longer = (log, el) => log.clientHeight > 0 && log.scrollHeight - el.offsetTop > log.clientHeight;

// startReading shows what is new from its beginning, where it is longer than the window. Otherwise the end is the place.
function startReading(log, jump, what) {
  if (!log.clientHeight) placed = ''; // out of sight: whoever comes back starts reading anew
  if (placed === what || !log.clientHeight) return;
  placed = what;
  const line = log.querySelector('.new-line');
  if (line && longer(log, line)) readFrom(log, jump, line);
}

export function renderMessages(log, jump) {
  const { ui, data } = store;
  const what = `${data.me} ${ui.conversation} ${ui.tab}`;
  const moved = shown !== what;
  if (moved) pinned = true;
  shown = what;
  const items = rows();
  if (!items.length) items.push({ key: 'empty', sig: language(), make: () => h('p', { class: 'empty' }, say('No messages yet.')) });
  keepFocus(log, () => reconcile(log, items));
  const last = items.at(-1).key;
  const came = last !== newest;
  newest = last;
  if (came && !pinned) jump.hidden = false;
  // What comes while one looks on is followed; a message longer than the window is read from its beginning.
  if (pinned && came && !moved && longer(log, log.lastElementChild)) readFrom(log, jump, log.lastElementChild);
  else if (pinned) toBottom(log);
  if (pinned) jump.hidden = true;
  startReading(log, jump, what);
}
