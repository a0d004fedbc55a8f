// What the composer offers while one types: commands after "/", people after "@", channels after "#".

import { avatar } from './avatar.js';
import { h } from './dom.js';
import { say } from './language.js';
import { isChannel, store } from './state.js';

const people = () => store.data.people.filter((p) => !p.deleted && p.id !== 'USLACKBOT');

function commands() {
  const { app } = store.data;
  const own = (app.commands || []).map((c) => ({ ...c, app: app.name, icon: avatar(app.bot_user, 28) }));
  return [...own, { command: '/invite', description: say('Add {0} to this channel', app.name), usage_hint: `@${app.name}`, app: say('Workspace'), icon: h('span', { class: 'slash' }, '/') }];
}

const fits = (name, query) => name.toLowerCase().startsWith(query.toLowerCase());

// completions answers {title, options: [{insert, label, detail, icon}], from} for the text before the caret, or null.
export function completions(text, caret) {
  const before = text.slice(0, caret);
  const slash = before.match(/^\/[^\s]*$/);
  if (slash) {
    const options = commands().filter((c) => fits(c.command, slash[0])).map((c) => ({
      insert: `${c.command} `, label: c.command, hint: c.usage_hint, detail: [c.description, c.app].filter(Boolean).join(' · '), icon: c.icon,
    }));
    return options.length ? { title: say('Commands'), options, from: 0 } : null;
  }
  const word = before.match(/(?:^|\s)([@#])([\p{L}\p{N}._-]*)$/u);
  if (!word) return null;
  const from = caret - word[2].length - 1;
  const options = word[1] === '@'
    ? people().filter((p) => fits(p.name, word[2]) || p.real_name.split(' ').some((n) => fits(n, word[2]))).map((p) => ({ insert: `@${p.name} `, label: p.real_name || p.name, detail: `@${p.name}`, icon: avatar(p.id, 28) }))
    : store.data.conversations.filter((c) => isChannel(c) && fits(c.name, word[2])).map((c) => ({ insert: `#${c.name} `, label: `#${c.name}`, detail: c.topic, icon: h('span', { class: 'slash' }, '#') }));
  return options.length ? { title: word[1] === '@' ? say('People') : say('Channels'), options: options.slice(0, 8), from } : null;
}

// usageHint is shown while the arguments of a known command are typed.
export function usageHint(text) {
  const command = commands().find((c) => text === c.command || text.startsWith(`${c.command} `) || text.startsWith(`${c.command}\n`));
  return command && text.length > command.command.length ? command : null;
}
