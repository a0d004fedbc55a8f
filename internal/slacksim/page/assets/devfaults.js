// The faults of the developer drawer: what Slack may do wrong, armed by hand. Tests do the same through POST /sim/faults.

import { get, post } from './api.js';
import { setupPanel } from './devsetup.js';
import { fill, h, memo } from './dom.js';
import { icon } from './icons.js';
import { store } from './state.js';
import { toast } from './toast.js';

// What each kind wants to know, besides how often it strikes.
const KINDS = [
  ['Calls', [
    ['slow', 'answers late, done late', ['method', 'channel', 'delay']], ['late', 'done at once, answers late', ['method', 'channel', 'delay']],
    ['status', 'HTTP error, not done', ['method', 'channel', 'status']], ['ratelimited', '429 with Retry-After', ['method', 'channel', 'retry_after']],
    ['error', 'ok:false', ['method', 'channel', 'error']], ['cut', 'connection cut, not done', ['method', 'channel']],
    ['lost_answer', 'done, but the answer is lost', ['method', 'channel']],
  ]],
  ['Envelopes', [
    ['drop_socket', 'all sockets cut instead of sending', ['envelope']], ['duplicate', 'sent twice', ['envelope']], ['ignore_ack', 'its ack is lost', ['envelope']],
  ]],
  ['The next connection', [['refuse_socket', 'is refused', []], ['no_hello', 'gets no hello', []]]],
];
const FIELDS = {
  method: ['Method', 'any'], channel: ['Channel (its id)', 'any'], delay: ['Delay', '5s'], status: ['Status', '503'], retry_after: ['Seconds', '30'],
  error: ['Error', 'fatal_error'], envelope: ['Envelope', 'any'], rate: ['Chance, such as 0.2', 'always'], count: ['Times, -1 for ever', '1'],
  age: ['Refresh each connection at the age of, 0s for never', '60s'], code: ['Close with code', '1011'], reason: ['Reason', 'none'], frame: ['Raw frame to the app', '{"type":"nonsense"}'],
};
const NUMBERS = new Set(['status', 'retry_after', 'rate', 'count']);
const METHODS = ['chat.postMessage', 'chat.update', 'chat.postEphemeral', 'views.open', 'views.update', 'views.publish', 'conversations.history', 'users.list', 'apps.connections.open', 'auth.test', 'response_url'];
const AT_ONCE = {
  sockets: [['refresh', 'Refresh one'], ['refresh_all', 'Refresh all'], ['drop_sockets', 'Reset'], ['end_sockets', 'End'], ['freeze_sockets', 'Freeze'], ['redeliver', 'Redeliver event']],
  app: [['link_disabled', 'Socket Mode off'], ['link_enabled', 'Socket Mode on'], ['revoke_token', 'Revoke token'], ['uninstall', 'Uninstall'], ['reinstall', 'Reinstall'], ['strict_rates', 'Strict rates'], ['free_rates', 'No rates']],
};
// A bad day, as an operator knows it: 20 % errors, 5 % cut connections, 5 % slow ones, and duplicates.
const BAD_DAY = [
  { kind: 'status', status: 503, rate: 0.2, count: -1 }, { kind: 'lost_answer', rate: 0.05, count: -1 }, { kind: 'slow', delay: '2s', rate: 0.05, count: -1 },
  { kind: 'duplicate', rate: 0.1, count: -1 },
];

let kind = 'status';
let values = {};
let armed = null;
let parts = null; // of the panel: what changes by itself is drawn anew alone, so that no click and nothing typed is lost
let changed = () => {};

async function order(body) {
  const answer = await post('/sim/faults', body);
  if (!answer.ok) toast(answer.message);
  await refreshFaults();
}

const wants = () => KINDS.flatMap(([, list]) => list).find(([k]) => k === kind)[2];

function body() {
  const out = { kind };
  for (const name of [...wants(), 'rate', 'count']) {
    const typed = (values[name] || '').trim() || (['delay', 'status', 'retry_after', 'error'].includes(name) ? FIELDS[name][1] : '');
    if (typed) out[name] = NUMBERS.has(name) ? Number(typed) : typed;
  }
  return out;
}

const describe = (f) => [f.method || f.envelope, f.channel, f.error, f.status, f.retry_after && `${f.retry_after} s`, f.delay && `${f.delay / 1e9} s`, f.rate && `${Math.round(f.rate * 100)} %`, f.count < 0 ? 'until cleared' : `${f.count}×`].filter(Boolean).join(' · ');

function input(name) {
  const [label, placeholder] = FIELDS[name];
  return h('label', { class: 'fault-field' }, h('span', {}, label), h('input', {
    type: 'text', class: 'text-input', placeholder, value: values[name] || '', list: { method: 'fault-methods', channel: 'fault-channels' }[name], 'data-testid': `fault-${name}`,
    oninput: (e) => { values[name] = e.target.value; },
  }));
}

// line is something done at once that wants to know more.
const line = (name, words, fields, body) => h('form', { class: 'fault-line', onsubmit: (e) => { e.preventDefault(); order({ kind: name, ...body((field) => (values[field] || '').trim() || FIELDS[field][1]) }); } },
  fields.map(input), h('button', { type: 'submit', class: 'btn btn-small', 'data-testid': `fault-${name}` }, words));

const lines = () => [
  line('close_sockets', 'Close', ['code', 'reason'], (typed) => ({ code: Number(typed('code')), text: values.reason || '' })),
  line('lifetime', 'Set', ['age'], (typed) => ({ delay: typed('age') })),
  line('raw', 'Send', ['frame'], (typed) => ({ text: typed('frame') })),
];

const fields = () => [...wants(), 'rate', 'count'].map(input);

function form() {
  const more = h('div', { class: 'fault-more' }, fields());
  return h('form', { class: 'fault-form', onsubmit: (e) => { e.preventDefault(); order(body()); } },
    h('label', { class: 'fault-field' }, h('span', {}, 'Fault'), h('select', {
      class: 'text-input', 'data-testid': 'fault-kind', onchange: (e) => { kind = e.target.value; fill(more, fields()); },
    }, KINDS.map(([label, kinds]) => h('optgroup', { label }, kinds.map(([k, words]) => h('option', { value: k, selected: k === kind }, `${k}: ${words}`)))))),
    more,
    h('datalist', { id: 'fault-methods' }, METHODS.map((m) => h('option', { value: m }))),
    h('datalist', { id: 'fault-channels' }, store.data.conversations.map((c) => h('option', { value: c.id }, c.name))),
    h('div', { class: 'fault-buttons' },
      h('button', { type: 'submit', class: 'btn btn-small btn-primary', 'data-testid': 'fault-arm' }, 'Arm'),
      h('button', { type: 'button', class: 'btn btn-small', 'data-testid': 'fault-bad-day', title: '20 % errors, 5 % lost answers, 5 % slow, 10 % duplicates', onclick: async () => { for (const f of BAD_DAY) await order(f); } }, 'A bad day')));
}

const state = () => [
  `${armed.connections} connection${armed.connections === 1 ? '' : 's'}`, `seed ${armed.seed}`, armed.strict_rates && 'strict rates',
  armed.lifetime && `refreshed at ${armed.lifetime / 1e9} s`, !armed.link_enabled && 'Socket Mode is off', armed.token,
].filter(Boolean).join(' · ');

const list = () => [
  armed.faults.map((f) => h('div', { class: 'fault', 'data-testid': 'fault', 'data-value': f.kind }, icon('warning', 14), h('b', {}, f.kind), h('span', {}, describe(f)))),
  armed.faults.length > 0 && h('button', { type: 'button', class: 'btn btn-small', 'data-testid': 'fault-clear', onclick: () => order({ kind: 'clear' }) }, 'Clear all'),
];

// paint shows what is armed.
function paint() {
  if (!parts || !armed) return;
  parts.state.textContent = armed.ok ? state() : armed.message;
  parts.note.hidden = !armed.ok || armed.link_enabled;
  if (!armed.ok) return;
  memo(parts.list, JSON.stringify(armed.faults), list);
  if (document.activeElement !== parts.seed) parts.seed.value = String(armed.seed);
}

function build() {
  parts = {
    state: h('p', { class: 'muted', 'data-testid': 'fault-state' }, '…'),
    list: h('div', { class: 'fault-list' }),
    seed: h('input', { type: 'text', class: 'text-input', inputmode: 'numeric', 'data-testid': 'fault-seed', onchange: (e) => order({ kind: 'seed', seed: Number(e.target.value) || 0 }) }),
    // It stands where the hand is: the bar at the top may be out of sight.
    note: h('p', { class: 'fault-note', 'data-testid': 'fault-note', hidden: true }, 'Socket Mode is off: the app has ended, or hears nothing.'),
  };
  const { sockets, app } = AT_ONCE;
  const buttons = (acts) => h('div', { class: 'fault-buttons' }, acts.map(([k, words]) => h('button', { type: 'button', class: 'btn btn-small', 'data-testid': `fault-${k}`, onclick: () => order({ kind: k }) }, words)));
  return h('div', { class: 'faults', 'data-testid': 'faults' },
    h('h3', {}, 'Armed'), parts.state, parts.list, h('label', { class: 'fault-field fault-seed' }, h('span', {}, 'Seed'), parts.seed),
    h('h3', {}, 'Arm a fault'), form(),
    h('h3', {}, 'Sockets, at once'), buttons(sockets), lines(),
    h('h3', {}, 'App, at once'), buttons(app), parts.note,
    setupPanel());
}

// refreshFaults looks again. Of two looks under way, the later one counts.
let looks = 0;
export async function refreshFaults() {
  const mine = ++looks;
  const answer = await get('/sim/faults');
  if (mine !== looks || JSON.stringify(answer) === JSON.stringify(armed)) return;
  armed = answer;
  changed();
  paint();
}

// faultPanel builds the panel; onChange hears when something else is armed.
export function faultPanel(onChange) {
  changed = onChange;
  const panel = build();
  paint();
  return panel;
}

export const armedCount = () => armed?.faults?.length || 0;
