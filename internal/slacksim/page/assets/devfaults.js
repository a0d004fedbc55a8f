// The faults of the developer drawer: what Slack may do wrong, armed by hand. Tests do the same through POST /sim/faults.

import { get, post } from './api.js';
import { fill, h } from './dom.js';
import { icon } from './icons.js';
import { toast } from './toast.js';

// What each kind wants to know, besides how often it strikes.
const KINDS = [
  ['Calls', [
    ['slow', 'answers late, done late', ['method', 'delay']], ['late', 'done at once, answers late', ['method', 'delay']], ['status', 'HTTP error, not done', ['method', 'status']],
    ['ratelimited', '429 with Retry-After', ['method', 'retry_after']], ['error', 'ok:false', ['method', 'error']], ['cut', 'connection cut, not done', ['method']],
    ['lost_answer', 'done, but the answer is lost', ['method']],
  ]],
  ['Envelopes', [
    ['drop_socket', 'all sockets cut instead of sending', ['envelope']], ['duplicate', 'sent twice', ['envelope']], ['ignore_ack', 'its ack is lost', ['envelope']],
  ]],
  ['The next connection', [['refuse_socket', 'is refused', []], ['no_hello', 'gets no hello', []]]],
];
const FIELDS = {
  method: ['Method', 'any', 'chat.postMessage'], delay: ['Delay', '5s', '5s'], status: ['Status', '503', '503'], retry_after: ['Seconds', '30', '30'],
  error: ['Error', 'fatal_error', 'fatal_error'], envelope: ['Envelope', 'any', 'slash_commands'], rate: ['Chance', 'always', '0.2'], count: ['Times', '1', '-1'],
};
const NUMBERS = new Set(['status', 'retry_after', 'rate', 'count']);
const METHODS = ['chat.postMessage', 'chat.update', 'chat.postEphemeral', 'views.open', 'views.update', 'views.publish', 'conversations.history', 'users.list', 'apps.connections.open', 'auth.test', 'response_url'];
const AT_ONCE = [
  ['Sockets', [['refresh', 'Refresh one'], ['refresh_all', 'Refresh all'], ['drop_sockets', 'Reset'], ['close_sockets', 'Close 1011'], ['end_sockets', 'End'], ['freeze_sockets', 'Freeze'], ['redeliver', 'Redeliver event']]],
  ['App', [['link_disabled', 'Socket Mode off'], ['link_enabled', 'Socket Mode on'], ['revoke_token', 'Revoke token'], ['uninstall', 'Uninstall'], ['reinstall', 'Reinstall'], ['strict_rates', 'Strict rates'], ['free_rates', 'No rates']]],
];
// A bad day, as an operator knows it: 20 % errors, 5 % cut connections, 5 % slow ones, and duplicates.
const BAD_DAY = [
  { kind: 'status', status: 503, rate: 0.2, count: -1 }, { kind: 'lost_answer', rate: 0.05, count: -1 }, { kind: 'slow', delay: '2s', rate: 0.05, count: -1 },
  { kind: 'duplicate', rate: 0.1, count: -1 },
];

let kind = 'status';
let values = {};
let armed = null;
let box = null;
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

const describe = (f) => [f.method || f.envelope, f.error, f.status, f.retry_after && `${f.retry_after} s`, f.delay && `${f.delay / 1e9} s`, f.rate && `${Math.round(f.rate * 100)} %`, f.count < 0 ? 'until cleared' : `${f.count}×`].filter(Boolean).join(' · ');

function input(name) {
  const [label, placeholder] = FIELDS[name];
  return h('label', { class: 'fault-field' }, h('span', {}, label), h('input', {
    type: 'text', class: 'text-input', placeholder, value: values[name] || '', list: name === 'method' ? 'fault-methods' : null, 'data-testid': `fault-${name}`,
    oninput: (e) => { values[name] = e.target.value; },
  }));
}

function form() {
  return h('form', { class: 'fault-form', onsubmit: (e) => { e.preventDefault(); order(body()); } },
    h('label', { class: 'fault-field wide' }, h('span', {}, 'Fault'), h('select', {
      class: 'text-input', 'data-testid': 'fault-kind', onchange: (e) => { kind = e.target.value; paint(); },
    }, KINDS.map(([label, list]) => h('optgroup', { label }, list.map(([k, words]) => h('option', { value: k, selected: k === kind }, `${k}: ${words}`)))))),
    [...wants(), 'rate', 'count'].map(input),
    h('datalist', { id: 'fault-methods' }, METHODS.map((m) => h('option', { value: m }))),
    h('div', { class: 'fault-buttons wide' },
      h('button', { type: 'submit', class: 'btn btn-small btn-primary', 'data-testid': 'fault-arm' }, 'Arm'),
      h('button', { type: 'button', class: 'btn btn-small', 'data-testid': 'fault-bad-day', title: '20 % errors, 5 % lost answers, 5 % slow, 10 % duplicates', onclick: async () => { for (const f of BAD_DAY) await order(f); } }, 'A bad day')));
}

function list() {
  if (!armed?.ok) return h('p', { class: 'muted' }, armed?.message || '…');
  const state = [`${armed.connections} connection${armed.connections === 1 ? '' : 's'}`, `seed ${armed.seed}`, armed.strict_rates && 'strict rates', !armed.link_enabled && 'Socket Mode is off', armed.token].filter(Boolean).join(' · ');
  return [
    h('p', { class: 'muted', 'data-testid': 'fault-state' }, state),
    armed.faults.map((f) => h('div', { class: 'fault', 'data-testid': 'fault', 'data-value': f.kind }, icon('warning', 14), h('b', {}, f.kind), h('span', {}, describe(f)))),
    armed.faults.length > 0 && h('button', { type: 'button', class: 'btn btn-small', 'data-testid': 'fault-clear', onclick: () => order({ kind: 'clear' }) }, 'Clear all'),
    h('label', { class: 'fault-field' }, h('span', {}, 'Seed'), h('input', { type: 'text', class: 'text-input', inputmode: 'numeric', value: String(armed.seed), 'data-testid': 'fault-seed', onchange: (e) => order({ kind: 'seed', seed: Number(e.target.value) || 0 }) })),
  ];
}

function paint() {
  if (!box) return;
  fill(box, h('h3', {}, 'Armed'), h('div', { class: 'fault-list' }, list()), h('h3', {}, 'Arm a fault'), form(),
    AT_ONCE.map(([label, acts]) => [h('h3', {}, `${label}, at once`), h('div', { class: 'fault-buttons' }, acts.map(([k, words]) => h('button', { type: 'button', class: 'btn btn-small', 'data-testid': `fault-${k}`, onclick: () => order({ kind: k }) }, words)))]));
}

// refreshFaults looks again; what somebody is typing stays.
export async function refreshFaults() {
  const answer = await get('/sim/faults');
  if (JSON.stringify(answer) === JSON.stringify(armed)) return;
  armed = answer;
  changed();
  if (!box?.contains(document.activeElement) || !document.activeElement.matches('input')) paint();
  else fill(box.querySelector('.fault-list'), list());
}

// faultPanel builds the panel; onChange hears when something else is armed.
export function faultPanel(onChange) {
  changed = onChange;
  box = h('div', { class: 'faults', 'data-testid': 'faults' });
  paint();
  return box;
}

export const armedCount = () => armed?.faults?.length || 0;
