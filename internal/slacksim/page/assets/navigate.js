// Going from one conversation, tab or person to another.

import { post } from './api.js';
import { closePopup } from './popup.js';
import { conversation, me, messagesOf, setUI, store } from './state.js';
import { toast } from './toast.js';

let join = () => {};
export const onSwitch = (fn) => { join = fn; };

export function switchTo(id) {
  if (id !== store.data.me) join(id);
}

// firstUnread is where the "New" line goes: it stays there while the conversation is open.
function firstUnread(c) {
  if (!c?.unread) return '';
  const others = messagesOf(c.id).filter((m) => m.user !== me().id && (!m.thread_ts || m.thread_ts === m.ts || m.broadcast));
  return others[Math.max(0, others.length - c.unread)]?.ts || '';
}

export function select(id, tab = 'messages') {
  closePopup();
  const c = conversation(id);
  setUI({ conversation: id, tab: c?.kind === 'app_dm' ? tab : 'messages', pane: 'conversation', thread: '', newFrom: firstUnread(c) });
  if (c?.kind === 'app_dm') tellTab(tab);
}

export async function openDM(user) {
  const answer = await post('/sim/open', { as: store.data.me, user });
  if (answer.ok) setUI({ conversation: answer.channel, tab: 'messages', pane: 'conversation', thread: '', newFrom: '' });
  else toast(answer.message);
}

export function openTab(tab) {
  closePopup();
  setUI(tab === 'messages' ? { tab, newFrom: firstUnread(conversation(store.ui.conversation)) } : { tab });
  tellTab(tab);
}

// tellTab tells the app which of its tabs is opened, as Slack does with app_home_opened.
async function tellTab(tab) {
  if (tab === 'about') return;
  const answer = await post('/sim/home', { as: store.data.me, tab });
  if (!answer.ok) toast(answer.message);
}

// markRead tells the workspace that the open conversation was seen, once per state that says otherwise.
let asked = '';
let away = false; // the window was out of sight when something came
export function markRead() {
  const c = conversation(store.ui.conversation);
  const narrowList = matchMedia('(max-width: 760px)').matches && store.ui.pane === 'list';
  if (!c?.unread || store.ui.tab !== 'messages' || narrowList) return;
  if (document.hidden) { away = true; return; }
  const key = `${c.id} ${store.data.seq}`;
  if (key === asked) return;
  asked = key;
  // Who looks on as a message comes needs no line above it.
  if (away && !store.ui.newFrom) store.ui.newFrom = firstUnread(c);
  away = false;
  post('/sim/read', { as: store.data.me, channel: c.id });
}

// start picks what a person sees first: what the address says, else where they were, else the app.
export function start(wanted) {
  const { data, ui } = store;
  const id = [wanted.conversation, ui.conversation].find((c) => c && conversation(c)) || data.app.dm || data.conversations[0]?.id || '';
  const c = conversation(id);
  const tab = c?.kind === 'app_dm' ? wanted.tab || ui.tab : 'messages';
  Object.assign(ui, { conversation: id, tab, thread: wanted.thread || '', dev: wanted.dev || ui.dev, newFrom: firstUnread(c), pane: wanted.conversation ? 'conversation' : ui.pane });
  if (c?.kind === 'app_dm') tellTab(tab);
}
