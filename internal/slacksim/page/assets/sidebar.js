// The rail with the workspace and the person, and the list of conversations.

import { post } from './api.js';
import { avatar } from './avatar.js';
import { h, memo } from './dom.js';
import { icon } from './icons.js';
import { language, say } from './language.js';
import { openMenu } from './popup.js';
import { isChannel, me, messagesOf, nameOf, now, setUI, store } from './state.js';
import { openDM, select, switchTo } from './navigate.js';
import { themeButton } from './theme.js';
import { city, localTime } from './time.js';
import { toast } from './toast.js';

const people = () => store.data.people.filter((p) => !p.is_bot && !p.deleted && p.id !== 'USLACKBOT');
const place = (p) => (p.tz ? `${city(p.tz)} ${localTime(p)}` : say('no time zone'));
const roles = (p) => [p.title, p.is_admin && say('Admin'), p.is_guest && say('Guest')].filter(Boolean).join(' · ');

// speak changes the language in which this person uses Slack; the app hears of it.
async function speak(locale) {
  const answer = await post('/sim/person', { user: me().id, locale });
  if (!answer.ok) toast(answer.message);
}

function peopleMenu(event) {
  openMenu(event.currentTarget, [
    { heading: `${say('You are {0}', nameOf(me().id))} · ${place(me())}` },
    ...people().map((p) => ({
      label: nameOf(p.id), detail: [roles(p), place(p)].filter(Boolean).join(' · '), icon: avatar(p.id, 28), checked: p.id === me().id,
      end: p.id === me().id && icon('check', 16), attrs: { 'data-testid': 'person', 'data-value': p.id }, run: () => switchTo(p.id),
    })),
    {
      label: language() === 'de' ? say('Use Slack in English') : 'Slack auf Deutsch verwenden', icon: h('span', { class: 'slash' }, language() === 'de' ? 'EN' : 'DE'),
      attrs: { 'data-testid': 'language' }, run: () => speak(language() === 'de' ? 'en-GB' : 'de-DE'),
    },
  ], { label: say('Switch person'), cls: 'popup-people' });
}

const meButton = () => h('button', {
  type: 'button', class: 'me', 'data-testid': 'me', 'data-user': me().id, 'aria-haspopup': 'menu', 'aria-expanded': false,
  'aria-label': `${say('You are {0}', nameOf(me().id))}, ${place(me())}. ${say('Switch person')}`, title: `${say('You are {0}', nameOf(me().id))} · ${place(me())}`, onclick: peopleMenu,
}, avatar(me().id, 32), h('span', { class: 'me-text' }, h('strong', {}, nameOf(me().id)), h('span', {}, place(me()))), icon('swap'));

export const devButton = () => h('button', {
  type: 'button', class: 'icon-btn rail-btn', 'data-testid': 'dev-toggle', 'aria-label': say('Developer log'), 'aria-pressed': !!store.ui.dev, title: say('Developer log'),
  onclick: () => setUI({ dev: store.ui.dev ? '' : 'envelopes' }),
}, icon('code', 20));

function rail() {
  return [
    h('span', { class: 'workspace-tile', title: store.data.workspace.name }, store.data.workspace.name[0]),
    h('span', { class: 'grow' }), themeButton(), devButton(),
  ];
}

function item(c) {
  const active = store.ui.conversation === c.id;
  const lead = isChannel(c) ? h('span', { class: 'hash' }, c.kind === 'channel' ? '#' : icon('lock', 15)) : avatar(c.with || '', 20);
  return h('button', {
    type: 'button', class: `conv${active ? ' active' : ''}${c.unread ? ' unread' : ''}${c.member === false ? ' foreign' : ''}`,
    'data-testid': 'conversation', 'data-id': c.id, 'data-name': c.name, 'data-unread': c.unread || 0, 'aria-current': active ? 'page' : null,
    onclick: () => select(c.id),
  }, lead, h('span', { class: 'conv-name' }, c.with ? nameOf(c.with) : c.name), c.unread > 0 && h('span', { class: 'badge', 'aria-label': say('{0} unread', c.unread) }, c.unread));
}

// threads leads to the first thread with something new in it.
function threads(all) {
  const c = all.find((x) => x.unread_in_threads);
  if (!c) return null;
  const first = () => messagesOf(c.id).find((m) => m.thread?.unread);
  return h('button', {
    type: 'button', class: 'conv unread', 'data-testid': 'threads', onclick: () => { const m = first(); select(c.id); if (m) setUI({ thread: m.ts }); },
  }, h('span', { class: 'hash' }, icon('thread', 16)), h('span', { class: 'conv-name' }, say('Threads')), h('span', { class: 'badge' }, all.reduce((n, x) => n + x.unread_in_threads, 0)));
}

function section(title, list, extra) {
  if (!list.length && !extra) return null;
  return h('section', { class: 'conv-section', 'aria-label': title }, h('div', { class: 'conv-head' }, h('h2', {}, title), extra), list.map(item));
}

// newDM offers the people one has no conversation with yet.
function newDM() {
  const known = new Set(store.data.conversations.map((c) => c.with));
  const rest = people().filter((p) => p.id !== me().id && !known.has(p.id));
  if (!rest.length) return null;
  return h('button', {
    type: 'button', class: 'icon-btn rail-btn', 'data-testid': 'new-dm', 'aria-label': say('New direct message'), title: say('New direct message'), 'aria-haspopup': 'menu', 'aria-expanded': false,
    onclick: (event) => openMenu(event.currentTarget, rest.map((p) => ({
      label: nameOf(p.id), detail: [roles(p), place(p)].filter(Boolean).join(' · '), icon: avatar(p.id, 28), attrs: { 'data-testid': 'person', 'data-value': p.id }, run: () => openDM(p.id),
    })), { label: say('New direct message'), cls: 'popup-people' }),
  }, icon('plus', 16));
}

function list() {
  const all = store.data.conversations;
  return [
    h('header', { class: 'side-head' }, h('strong', { 'data-testid': 'workspace' }, store.data.workspace.name),
      h('span', { class: 'side-tools' }, themeButton(), devButton())),
    h('div', { class: 'side-scroll' },
      threads(all),
      section(say('Channels'), all.filter(isChannel)),
      section(say('Direct messages'), all.filter((c) => !isChannel(c) && c.kind !== 'app_dm'), newDM()),
      section(say('Apps'), all.filter((c) => c.kind === 'app_dm'))),
    meButton(),
  ];
}

export function renderSidebar() {
  const { data, ui } = store;
  const minute = Math.floor(now() / 60);
  memo(document.getElementById('rail'), JSON.stringify([language(), data.workspace, ui.dev]), rail);
  memo(document.getElementById('sidebar'), JSON.stringify([data.me, data.workspace, data.people, data.conversations, data.app.name, ui.conversation, ui.dev, minute]), list);
  const unread = data.conversations.reduce((n, c) => n + (c.unread || 0), 0);
  document.title = `${unread ? `(${unread}) ` : ''}${data.workspace.name}`;
}
