// Select menus of every kind, single and multiple: where their options come from and what they send.

import { combobox } from './combobox.js';
import { say } from './language.js';
import { words } from './mrkdwn.js';
import { store, conversation, nameOf } from './state.js';
import { act, field, suggest } from './surface.js';
import { city, timeLabel } from './time.js';

const fromOption = (option) => option && { value: option.value, label: words(option.text), detail: words(option.description), option };
const fromUser = (id) => id && { value: id, label: nameOf(id) };

function fromConversation(id) {
  const c = id && conversation(id);
  if (!c) return id ? { value: id, label: id } : null;
  return { value: id, label: c.kind === 'channel' ? `#${c.name}` : c.name };
}

const matches = (query) => (item) => `${item.label} ${item.detail || ''}`.toLowerCase().includes(query.toLowerCase());
const local = (items) => ({ load: (query) => ({ groups: [{ items: items().filter(matches(query)) }] }) });

function toGroups(element) {
  if (element.option_groups) return element.option_groups.map((g) => ({ label: words(g.label), items: (g.options || []).map(fromOption) }));
  return [{ items: (element.options || []).map(fromOption) }];
}

const staticSource = (element) => ({
  load: (query) => ({ groups: toGroups(element).map((g) => ({ ...g, items: g.items.filter(matches(query)) })) }),
});

// Slack asks the app only from min_query_length characters on, and waits for a pause in typing.
function externalSource(element, ctx) {
  const least = element.min_query_length ?? 3;
  let timer = 0;
  return {
    load(query, note) {
      clearTimeout(timer);
      if (query.length < least) return { note: least === 1 ? say('Type to search') : say('Type at least {0} characters to search', least) };
      note(say('Loading…'));
      return new Promise((resolve) => {
        timer = setTimeout(async () => {
          const answer = await suggest(ctx, element, query);
          resolve(answer.ok ? { groups: toGroups(answer) } : { note: answer.message });
        }, query ? 250 : 0);
      });
    },
  };
}

const users = () => local(() => store.data.people.filter((p) => !p.deleted && !p.is_bot)
  .map((p) => ({ value: p.id, label: nameOf(p.id), detail: [p.title, city(p.tz)].filter(Boolean).join(' · ') })));

function conversations(element, only) {
  const include = only || element.filter?.include;
  const kinds = { public: 'channel', private: 'private_channel', im: 'dm', mpim: 'mpim' };
  const wanted = include && new Set(include.map((k) => kinds[k]));
  const bots = !element.filter?.exclude_bot_users;
  return local(() => store.data.conversations
    .filter((c) => (!wanted || wanted.has(c.kind === 'app_dm' ? 'dm' : c.kind)) && (bots || c.kind !== 'app_dm'))
    .map((c) => fromConversation(c.id)));
}

const currentConversation = (element) => (element.default_to_current_conversation ? store.ui.conversation : null);

// For each kind: its source, the initial item or items, and what one item is on the wire.
const KINDS = {
  static: {
    source: staticSource,
    one: (e) => fromOption(e.initial_option), many: (e) => (e.initial_options || []).map(fromOption), out: (i) => i.value,
  },
  external: {
    source: externalSource,
    one: (e) => fromOption(e.initial_option), many: (e) => (e.initial_options || []).map(fromOption), out: (i) => i.option,
  },
  users: { source: users, one: (e) => fromUser(e.initial_user), many: (e) => (e.initial_users || []).map(fromUser), out: (i) => i.value },
  conversations: {
    source: (e) => conversations(e),
    one: (e) => fromConversation(e.initial_conversation || currentConversation(e)),
    many: (e) => (e.initial_conversations || [currentConversation(e)].filter(Boolean)).map(fromConversation), out: (i) => i.value,
  },
  channels: {
    source: (e) => conversations(e, ['public']),
    one: (e) => fromConversation(e.initial_channel), many: (e) => (e.initial_channels || []).map(fromConversation), out: (i) => i.value,
  },
};

// keepOffered drops a remembered choice that an update no longer offers.
function keepOffered(f, element, multi) {
  const offered = new Set(toGroups(element).flatMap((g) => g.items.map((i) => i.value)));
  if (multi) f.value = f.value.filter((i) => offered.has(i.value));
  else if (f.value && !offered.has(f.value.value)) f.value = fromOption(element.initial_option) || null;
}

export function select(element, ctx) {
  const [, multi, name] = element.type.match(/^(multi_)?(\w+)_select$/);
  const kind = KINDS[name];
  const out = (value) => (multi ? (value || []).map(kind.out) : value && kind.out(value));
  const f = field(ctx, element, multi ? kind.many(element) : kind.one(element) || null, out);
  if (name === 'static') keepOffered(f, element, multi);
  const pick = async (next, before) => {
    f.set(next);
    if (ctx.dispatch && !(await act(ctx, element, out(next)))) f.set(before);
  };
  return combobox(ctx, element, f, {
    source: kind.source(element, ctx), pick, multi: !!multi, max: element.max_selected_items, label: ctx.label,
    placeholder: words(element.placeholder) || (multi ? say('Select options') : say('Select an option')), clearable: ctx.input && ctx.block.optional,
  });
}

// Times: every quarter of an hour, and any minute that is typed.
function typedTime(query) {
  const m = query.match(/^(\d{1,2})(?:[:.h]?(\d{2}))?\s*([ap])?\.?m?\.?$/i);
  if (!m) return '';
  let hours = Number(m[1]);
  if (m[3]) hours = (hours % 12) + (m[3].toLowerCase() === 'p' ? 12 : 0);
  const minutes = Number(m[2] || 0);
  return hours < 24 && minutes < 60 ? `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}` : '';
}

const fromTime = (hhmm) => ({ value: hhmm, label: timeLabel(hhmm) });
const QUARTERS = Array.from({ length: 96 }, (_, i) => `${String(Math.floor(i / 4)).padStart(2, '0')}:${String((i % 4) * 15).padStart(2, '0')}`);

const timeSource = {
  load(query) {
    const exact = typedTime(query);
    const rest = QUARTERS.filter((t) => t !== exact && (!query || t.startsWith(query.replace('.', ':')) || timeLabel(t).toLowerCase().startsWith(query.toLowerCase())));
    return { groups: [{ items: [...(exact ? [exact] : []), ...rest].map(fromTime) }] };
  },
};

// timeBox is a combobox over times for a holder {value, set, paint} whose value is "09:30" or null.
export function timeBox(ctx, element, holder, onPick, placeholder) {
  const view = {
    get value() { return holder.value ? fromTime(holder.value) : null; },
    set paint(fn) { holder.paint = fn; },
  };
  return combobox(ctx, element, view, {
    source: timeSource, pick: (item) => onPick(item?.value || null), placeholder, clearable: ctx.input && ctx.block.optional, label: ctx.label || say('Time'),
  });
}
