// The drawer for developers: what the app called, what it was sent and how fast it answered, what it did wrong.

import { get } from './api.js';
import { fill, h } from './dom.js';
import { icon } from './icons.js';
import { setUI, store } from './state.js';

const SHOWN = 100; // of each kind, the newest first
const PAUSE = 2000;

let timer = 0;
let tab = 'envelopes';
let log = null;

const ms = (nanoseconds) => (nanoseconds === undefined ? '' : `${Math.round(nanoseconds / 1e6)} ms`);
const at = (iso) => (iso || '').slice(11, 19);

const TABLES = {
  envelopes: { head: ['time', 'type', 'kind', 'user', 'ack'], row: (e) => [at(e.at), e.type, e.kind + (e.retry ? ` (retry ${e.retry})` : ''), e.user || '', e.acked ? ms(e.after || 0) : 'no ack'], bad: (e) => !e.acked },
  calls: { head: ['time', 'method', 'to', 'took', 'answer'], row: (c) => [at(c.at), c.method, c.channel || c.user || '', ms(c.took || 0), c.error || (c.status === 200 ? 'ok' : c.status)], bad: (c) => !!c.error || c.status >= 400 },
  violations: { head: ['time', 'what', 'detail'], row: (v) => [at(v.at), v.what, v.detail], bad: () => true },
};

function table(name) {
  const { head, row, bad } = TABLES[name];
  const entries = (log[name] || []).slice(-SHOWN).reverse();
  if (!entries.length) return h('p', { class: 'empty' }, `No ${name}.`);
  return h('table', { class: 'dev-table' },
    h('thead', {}, h('tr', {}, head.map((c) => h('th', {}, c)))),
    h('tbody', {}, entries.map((e) => h('tr', { class: bad(e) ? 'bad' : '' }, row(e).map((c) => h('td', {}, String(c)))))));
}

function paint() {
  const el = document.getElementById('dev');
  const top = el.querySelector('.dev-body')?.scrollTop || 0;
  const body = h('div', { class: 'dev-body' }, log && (log.ok ? table(tab) : h('p', { class: 'empty' }, log.message)));
  fill(el,
    h('header', { class: 'dev-head' }, h('strong', {}, 'Log'),
      Object.keys(TABLES).map((name) => h('button', {
        type: 'button', class: 'dev-tab', 'data-testid': `dev-${name}`, 'aria-pressed': tab === name, onclick: () => { tab = name; paint(); },
      }, `${name} `, h('span', { class: `count-pill${name === 'violations' && log?.violations?.length ? ' bad' : ''}` }, log?.[name]?.length ?? 0))),
      h('span', { class: 'grow' }),
      h('button', { type: 'button', class: 'icon-btn', 'aria-label': 'Close the log', onclick: () => setUI({ dev: false }) }, icon('close', 16))),
    body);
  body.scrollTop = top;
}

async function poll() {
  const answer = await get('/sim/log');
  if (!store.ui.dev) return;
  const changed = JSON.stringify(answer) !== JSON.stringify(log);
  log = answer;
  if (changed) paint();
  timer = setTimeout(poll, PAUSE);
}

export function renderDev() {
  const el = document.getElementById('dev');
  if (el.hidden === !store.ui.dev) return;
  el.hidden = !store.ui.dev;
  clearTimeout(timer);
  if (store.ui.dev) { paint(); poll(); }
}
