// The main pane: header with tabs, and below it messages with the composer, the Home tab or the About tab.

import { avatar } from './avatar.js';
import { post } from './api.js';
import { renderBlocks } from './blocks.js';
import { makeComposer } from './composer.js';
import { fill, h, keepFocus, memo } from './dom.js';
import { icon } from './icons.js';
import { language, say } from './language.js';
import { followNewest, renderMessages, stickToBottom, toBottom } from './messages.js';
import { openTab } from './navigate.js';
import { current, isChannel, nameOf, person, setUI, store, viewer } from './state.js';
import { render as renderSurface, surfaceFor } from './surface.js';
import { city, localTime } from './time.js';
import { toast } from './toast.js';

const parts = {};
const composer = makeComposer({ sent: followNewest });

function build() {
  parts.language = language();
  parts.head = h('header', { class: 'head' });
  parts.notice = h('div', { class: 'notice-slot' });
  parts.log = h('div', { class: 'log', role: 'log', 'aria-live': 'polite', 'aria-relevant': 'additions', 'data-testid': 'messages', tabindex: 0 });
  parts.jump = h('button', { type: 'button', class: 'jump', hidden: true, onclick: () => toBottom(parts.log) }, icon('down', 14), say('New messages'));
  parts.composer = h('div', { class: 'composer-slot' });
  parts.home = h('div', { class: 'home', role: 'tabpanel', 'aria-label': say('Home'), 'data-testid': 'home' });
  parts.about = h('div', { class: 'home about', role: 'tabpanel', 'aria-label': say('About'), 'data-testid': 'about' });
  parts.messages = h('div', { class: 'pane' }, parts.notice, h('div', { class: 'log-wrap' }, parts.log, parts.jump), parts.composer);
  stickToBottom(parts.log, parts.jump);
  fill(document.getElementById('main'), parts.head, parts.messages, parts.home, parts.about);
}

const allTabs = () => [['home', say('Home')], ['messages', say('Messages')], ['about', say('About')]];

function tabs() {
  const { app } = store.data;
  const shown = allTabs().filter(([id]) => (id === 'home' ? app.home_tab !== false : id === 'messages' ? app.messages_tab !== false : true));
  return h('div', { class: 'tabs', role: 'tablist' }, shown.map(([id, name]) => h('button', {
    type: 'button', role: 'tab', class: 'tab', 'data-testid': `tab-${id}`, 'aria-selected': store.ui.tab === id, onclick: () => openTab(id),
  }, name)));
}

function head(c) {
  const other = c.with && person(c.with);
  const detail = c.kind === 'dm' && other ? [other.title, other.tz && `${city(other.tz)} ${localTime(other)}`].filter(Boolean).join(' · ') : c.topic;
  return [
    h('div', { class: 'head-row' },
      h('button', { type: 'button', class: 'icon-btn back', 'data-testid': 'back', 'aria-label': say('Back to conversations'), onclick: () => setUI({ pane: 'list' }) }, icon('back', 20)),
      c.with ? avatar(c.with, 28) : h('span', { class: 'hash' }, c.kind === 'private_channel' ? icon('lock', 16) : '#'),
      h('h1', { 'data-testid': 'title' }, c.with ? nameOf(c.with) : c.name),
      c.kind === 'app_dm' && h('span', { class: 'app-badge' }, 'APP'),
      detail && h('span', { class: 'head-detail' }, detail)),
    c.kind === 'app_dm' && tabs(),
  ];
}

async function invite(c) {
  const answer = await post('/sim/invite', { as: store.data.me, channel: c.id });
  if (!answer.ok) toast(answer.message);
}

function notice(c) {
  if (!isChannel(c) || c.bot_member !== false || c.member === false) return null;
  return h('div', { class: 'notice' }, avatar(store.data.app.bot_user, 20), h('span', {}, say('{0} isn’t in this channel.', store.data.app.name)),
    h('button', { type: 'button', class: 'btn btn-small', 'data-testid': 'invite', onclick: () => invite(c) }, say('Add {0}', store.data.app.name)));
}

function about() {
  const { app } = store.data;
  const list = (title, items) => items?.length > 0 && h('section', {}, h('h3', {}, title), items.map(([name, detail]) => h('div', { class: 'about-item' }, h('code', {}, name), h('span', { class: 'muted' }, detail))));
  return h('div', { class: 'home-body' },
    h('div', { class: 'about-head' }, avatar(app.bot_user, 72), h('div', {}, h('h2', {}, app.name), h('p', { class: 'muted' }, app.description || say('App in this simulated workspace')))),
    list(say('Slash commands'), app.commands?.map((c) => [c.command, [c.description, c.usage_hint].filter(Boolean).join(' — ')])),
    list(say('Shortcuts'), app.shortcuts?.map((s) => [s.name, [s.type === 'global' ? say('From the + menu') : say('From a message'), s.description].filter(Boolean).join(' — ')])));
}

function home() {
  const view = store.data.home;
  const surface = surfaceFor({ type: 'home' });
  surface.root = parts.home;
  if (!view?.blocks?.length) {
    return h('div', { class: 'home-empty' }, avatar(store.data.app.bot_user, 72), h('h2', {}, say('This is a work in progress')), h('p', { class: 'muted' }, say('{0} hasn’t set up its Home yet.', store.data.app.name)));
  }
  return h('div', { class: 'home-body blocks' }, renderSurface(surface, () => renderBlocks(view.blocks, surface)));
}

export function renderMain() {
  if (parts.language !== language()) build();
  const { data, ui } = store;
  const c = current();
  document.body.dataset.pane = c ? ui.pane : 'list';
  if (!c) return;
  memo(parts.head, JSON.stringify([parts.language, c.id, c.name, c.topic, ui.tab, data.app, c.kind === 'dm' && person(c.with), c.kind === 'dm' && data.clock.now]), () => head(c));
  memo(parts.notice, JSON.stringify([parts.language, c.id, c.bot_member, c.member, c.kind]), () => notice(c));
  const tab = c.kind === 'app_dm' ? ui.tab : 'messages';
  parts.messages.hidden = tab !== 'messages';
  parts.home.hidden = tab !== 'home';
  parts.about.hidden = tab !== 'about';
  composer(parts.composer);
  renderMessages(parts.log, parts.jump);
  memo(parts.about, JSON.stringify([parts.language, data.app, tab]), about);
  const sig = JSON.stringify([data.me, viewer(), data.home?.hash, data.home?.blocks]);
  if (parts.home.sig !== sig) {
    const top = parts.home.scrollTop;
    parts.home.sig = sig;
    keepFocus(parts.home, () => fill(parts.home, home()));
    parts.home.scrollTop = top;
  }
}
