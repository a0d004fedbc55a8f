// People and channels in the developer drawer: what an administrator may do to them while the app isn't looking.

import { post } from './api.js';
import { h, memo } from './dom.js';
import { isChannel, nameOf, store } from './state.js';
import { toast } from './toast.js';

const LOCALES = [['en-GB', 'English (UK)'], ['en-US', 'English (US)'], ['de-DE', 'Deutsch'], ['fr-FR', 'Français'], ['es-ES', 'Español'], ['ja-JP', '日本語']];

const chosen = { person: '', channel: '' };
let box = null;

async function order(path, body) {
  const answer = await post(path, body);
  if (!answer.ok) toast(answer.message);
}

const people = () => store.data.people.filter((p) => !p.is_bot);
const channels = () => store.data.conversations.filter(isChannel);

// pick is a menu that remembers what was chosen in it.
function pick(name, label, options) {
  if (!options.some(([id]) => id === chosen[name])) chosen[name] = options[0]?.[0] || '';
  return h('label', { class: 'fault-field grow' }, h('span', {}, label), h('select', {
    class: 'text-input', 'data-testid': `setup-${name}`, onchange: (e) => { chosen[name] = e.target.value; paintSetup(); },
  }, options.map(([id, words]) => h('option', { value: id, selected: id === chosen[name] }, words))));
}

const button = (name, words, run, off = false) => h('button', { type: 'button', class: 'btn btn-small', 'data-testid': `setup-${name}`, disabled: off, onclick: run }, words);

function build() {
  const who = pick('person', 'Person', people().map((p) => [p.id, `${nameOf(p.id)}${p.deleted ? ' (deactivated)' : ''}`]));
  const where = pick('channel', 'Channel', channels().map((c) => [c.id, `#${c.name}${c.archived ? ' (archived)' : ''}`]));
  const person = people().find((p) => p.id === chosen.person);
  const channel = channels().find((c) => c.id === chosen.channel);
  const locales = LOCALES.some(([l]) => l === person?.locale) ? LOCALES : [[person?.locale, person?.locale], ...LOCALES];
  return [
    h('h3', {}, 'People and channels, at once'),
    h('div', { class: 'fault-line' }, who, h('label', { class: 'fault-field' }, h('span', {}, 'Language'), h('select', {
      class: 'text-input', 'data-testid': 'setup-locale', onchange: (e) => order('/sim/person', { user: chosen.person, locale: e.target.value }),
    }, locales.map(([l, words]) => h('option', { value: l, selected: l === person?.locale }, words)))),
    person?.deleted
      ? button('reactivate', 'Reactivate', () => order('/sim/person', { user: chosen.person, deleted: false }))
      : button('deactivate', 'Deactivate', () => order('/sim/person', { user: chosen.person, deleted: true }))),
    h('div', { class: 'fault-line' }, where, button('archive', 'Archive', () => order('/sim/archive', { channel: chosen.channel }), !channel || channel.archived)),
  ];
}

export function paintSetup() {
  if (box) memo(box, JSON.stringify([people(), channels().map((c) => [c.id, c.name, c.archived]), chosen]), build);
}

export function setupPanel() {
  box = h('div', { 'data-testid': 'setup' });
  paintSetup();
  return box;
}
