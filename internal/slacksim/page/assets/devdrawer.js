// The drawer for developers: what the app called, what it was sent and how fast it answered, what it did wrong; and faults to arm.

import { get } from './api.js';
import { armedCount, faultPanel, refreshFaults } from './devfaults.js';
import { paintSetup } from './devsetup.js';
import { fill, h, memo } from './dom.js';
import { icon } from './icons.js';
import { setUI, store } from './state.js';

const SHOWN = 100; // of each kind, the newest first
const PAUSE = 2000;

let timer = 0;
let log = null;
let opened = ''; // the entry of which all is shown
let detail = '';

const ms = (nanoseconds) => (nanoseconds === undefined ? '' : `${Math.round(nanoseconds / 1e6)} ms`);
const at = (iso) => (iso || '').slice(11, 19);

// two lines in one cell: what it is, and what more there is to know.
const two = (what, more) => [h('b', {}, what), h('div', { class: 'dev-more' }, more.filter(Boolean).join(' · '))];

const TABLES = {
  envelopes: {
    head: ['time', 'envelope', 'ack'], bad: (e) => !e.acked,
    row: (e) => [at(e.at), two(e.kind + (e.retry ? ` (retry ${e.retry})` : ''), [e.type, e.user]), e.acked ? ms(e.after || 0) : 'no ack'],
  },
  calls: {
    head: ['time', 'call', 'took'], bad: (c) => !!c.error || c.status >= 400,
    row: (c) => [at(c.at), two(c.method, [c.channel || c.user, c.error || (c.status === 200 ? 'ok' : c.status)]), ms(c.took || 0)],
  },
  violations: { head: ['time', 'violation', ''], row: (v) => [at(v.at), two(v.what, [v.detail]), ''], bad: () => true },
};

function table(name) {
  const { head, row, bad } = TABLES[name];
  const entries = (log[name] || []).slice(-SHOWN).reverse();
  if (!entries.length) return h('p', { class: 'empty' }, `No ${name}.`);
  return h('table', { class: 'dev-table' },
    h('thead', {}, h('tr', {}, head.map((c) => h('th', {}, c)))),
    h('tbody', {}, entries.flatMap((e) => [
      h('tr', { class: `${bad(e) ? 'bad' : ''}${e.id ? ' more' : ''}`, tabindex: e.id ? 0 : null, 'aria-expanded': e.id ? e.id === opened : null, onclick: () => e.id && open(e.id), onkeydown: (k) => { if (k.key === 'Enter' && e.id) open(e.id); } },
        row(e).map((c) => h('td', {}, c))),
      ...(e.id && e.id === opened ? [h('tr', {}, h('td', { class: 'dev-detail', colspan: head.length }, h('pre', { 'data-testid': 'dev-detail' }, detail)))] : []),
    ])));
}

// open shows all that was said in one call or envelope, or hides it again.
async function open(id) {
  opened = opened === id ? '' : id;
  detail = '…';
  paint();
  if (!opened) return;
  const answer = await get(`/sim/detail?id=${encodeURIComponent(id)}`);
  detail = answer.ok ? `${JSON.stringify(answer.detail.sent, null, 2)}\n\n→ ${JSON.stringify(answer.detail.answer ?? null, null, 2)}` : answer.message;
  paint();
}

// head is drawn with every look at the log; the rest only when it changed, so that nobody is disturbed while typing.
function head() {
  const count = (name) => (name === 'faults' ? armedCount() : log?.[name]?.length ?? 0);
  const bad = (name) => ['violations', 'faults'].includes(name) && count(name) > 0;
  return [
    h('strong', { class: 'dev-title' }, 'Log'),
    [...Object.keys(TABLES), 'faults'].map((name) => h('button', {
      type: 'button', class: 'dev-tab', 'data-testid': `dev-${name}`, 'aria-pressed': store.ui.dev === name, onclick: () => { setUI({ dev: name }); paint(); },
    }, `${name} `, h('span', { class: `count-pill${bad(name) ? ' bad' : ''}` }, count(name)))),
    h('span', { class: 'grow' }),
    h('button', { type: 'button', class: 'icon-btn', 'data-testid': 'dev-close', 'aria-label': 'Close the log', onclick: () => setUI({ dev: '' }) }, icon('close', 16)),
  ];
}

function paintHead() {
  const el = document.querySelector('.dev-head');
  if (el) memo(el, JSON.stringify([store.ui.dev, armedCount(), Object.keys(TABLES).map((name) => log?.[name]?.length)]), head);
}

function paint() {
  const tab = store.ui.dev;
  const el = document.getElementById('dev');
  const top = el.querySelector('.dev-body')?.scrollTop || 0;
  const entries = () => (log.ok ? table(tab) : h('p', { class: 'empty' }, log.message));
  const body = h('div', { class: 'dev-body' }, tab === 'faults' ? faultPanel(paintHead) : log && entries());
  fill(el, h('header', { class: 'dev-head' }), body);
  paintHead();
  body.scrollTop = top;
}

async function poll() {
  const [answer] = await Promise.all([get('/sim/log'), refreshFaults()]);
  if (!store.ui.dev) return;
  const changed = JSON.stringify(answer) !== JSON.stringify(log);
  log = answer;
  if (changed && store.ui.dev !== 'faults') paint();
  paintHead();
  timer = setTimeout(poll, PAUSE);
}

export function renderDev() {
  const el = document.getElementById('dev');
  if (!el.hidden && store.ui.dev) paintSetup();
  if (el.hidden === !store.ui.dev) return;
  el.hidden = !store.ui.dev;
  clearTimeout(timer);
  if (store.ui.dev) { paint(); poll(); }
}
