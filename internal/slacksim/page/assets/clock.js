// The bar at the top: what time it is in the workspace, for this person, and the buttons that move it.

import { post } from './api.js';
import { h, memo } from './dom.js';
import { icon } from './icons.js';
import { say } from './language.js';
import { me, now, store } from './state.js';
import { city, clock, format, shortDay } from './time.js';
import { toast } from './toast.js';

const moves = () => [['+1h', '+1 h', '+1 h'], ['next_morning', say('Next morning'), say('Morning')], ['next_monday', say('Next Monday'), say('Monday')]];

let moving = '';

async function move(to) {
  if (moving) return;
  moving = to;
  renderClock();
  const answer = await post('/sim/clock', { as: store.data.me, to });
  moving = '';
  renderClock();
  if (!answer.ok) toast(answer.message);
}

function bar() {
  const { data, online } = store;
  return [
    h('div', { class: 'clock', 'data-testid': 'clock', 'data-now': data.clock.now, title: format(now(), { dateStyle: 'full', timeStyle: 'short' }) },
      icon('clock', 16), h('span', { class: 'clock-text' }, h('span', {}, shortDay(now())), ' ', h('strong', {}, clock(now())), h('span', { class: 'clock-zone' }, ` · ${me().tz ? city(me().tz) : 'UTC'}`))),
    data.clock.can_move && h('div', { class: `clock-moves${moving ? ' is-moving' : ''}`, role: 'group', 'aria-label': say('Move the clock') }, moves().map(([to, long, short]) => h('button', {
      type: 'button', class: `clock-btn${moving === to ? ' busy' : ''}`, 'data-testid': `clock-${to}`, 'aria-label': long, 'aria-busy': moving === to, disabled: !!moving && moving !== to,
      onclick: () => move(to),
    }, h('span', { class: 'long' }, long), h('span', { class: 'short' }, short)))),
    !online && h('span', { class: 'pill', role: 'status' }, say('Reconnecting…')),
    online && data.app.connected === false && h('span', { class: 'pill', role: 'status', 'data-testid': 'app-offline' }, data.app.socket_mode === false ? say('{0} is not connected: Socket Mode is off', data.app.name) : say('{0} is not connected', data.app.name)),
  ];
}

export function renderClock() {
  const { data, online } = store;
  memo(document.getElementById('top'), JSON.stringify([Math.floor(now() / 60), data.clock.now, data.clock.can_move, me(), data.app.connected, data.app.socket_mode, online, moving]), bar);
}
