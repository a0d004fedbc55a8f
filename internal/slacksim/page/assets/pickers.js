// Date, time, and date-and-time pickers.

import { h } from './dom.js';
import { hooks } from './hooks.js';
import { icon } from './icons.js';
import { say } from './language.js';
import { words } from './mrkdwn.js';
import { closePopup, openPopup, popupFor } from './popup.js';
import { timeBox } from './select.js';
import { now, viewer } from './state.js';
import { act, field, isPending } from './surface.js';
import { dateLabel, dayOf, format, noon, timeOf, zoned } from './time.js';

const plusDays = (day, n) => new Date((noon(day) + n * 86400) * 1000).toISOString().slice(0, 10);
const plusMonths = (day, n) => {
  const [y, m, d] = day.split('-').map(Number);
  const last = new Date(Date.UTC(y, m + n, 0, 12)).getUTCDate();
  return new Date(Date.UTC(y, m - 1 + n, Math.min(d, last), 12)).toISOString().slice(0, 10);
};
const utc = () => ({ tz: 'UTC', locale: viewer().locale });

// calendar is a month grid; weeks start on Monday, except for American readers.
function calendar(value, onPick) {
  const today = dayOf(now());
  let cursor = value || today;
  const root = h('div', { class: 'calendar', role: 'dialog', 'aria-label': say('Choose a date') });
  const sundayFirst = viewer().locale === 'en-US';

  function draw(focus) {
    const first = `${cursor.slice(0, 8)}01`;
    const weekday = new Date(noon(first) * 1000).getUTCDay();
    const start = plusDays(first, -(sundayFirst ? weekday : (weekday + 6) % 7));
    const days = Array.from({ length: 42 }, (_, i) => plusDays(start, i));
    const step = (n, name, label) => h('button', { type: 'button', class: 'icon-btn', 'aria-label': label, onclick: () => { cursor = plusMonths(cursor, n); draw(false); } }, icon(name, 16));
    root.replaceChildren(
      h('div', { class: 'calendar-head' }, step(-1, 'left', say('Previous month')),
        h('strong', { 'aria-live': 'polite' }, format(noon(first), { month: 'long', year: 'numeric' }, utc())), step(1, 'right', say('Next month'))),
      h('div', { class: 'calendar-grid' },
        days.slice(0, 7).map((d) => h('span', { class: 'calendar-weekday' }, format(noon(d), { weekday: 'short' }, utc()).slice(0, 2))),
        days.map((d) => h('button', {
          type: 'button', 'data-date': d, tabindex: d === cursor ? 0 : -1, 'aria-label': format(noon(d), { dateStyle: 'full' }, utc()), 'aria-pressed': d === value,
          'data-autofocus': d === cursor,
          class: `cal-day${d.slice(0, 7) === cursor.slice(0, 7) ? '' : ' other'}${d === today ? ' today' : ''}${d === value ? ' chosen' : ''}`,
          onclick: () => onPick(d),
        }, Number(d.slice(8))))));
    if (focus) root.querySelector(`[data-date="${cursor}"]`).focus();
  }

  root.addEventListener('keydown', (event) => {
    const move = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key];
    const month = { PageUp: -1, PageDown: 1 }[event.key];
    if (!move && !month) return;
    event.preventDefault();
    cursor = move ? plusDays(cursor, move) : plusMonths(cursor, month);
    draw(true);
  });
  draw(false);
  return root;
}

// dateBox is a button that opens the calendar, for a holder {value, paint}.
function dateBox(ctx, element, holder, onPick) {
  const label = h('span', { class: 'date-label' });
  const pick = (day) => { closePopup(); onPick(day); };
  const button = h('button', {
    type: 'button', class: `date-btn${isPending(ctx, element) ? ' busy' : ''}`, 'aria-haspopup': 'dialog', 'aria-expanded': false, ...hooks(ctx, element, 'datepicker'),
    onclick: () => (popupFor(button) ? closePopup() : openPopup(button, calendar(holder.value, pick))),
  }, icon('calendar', 16), label, ctx.input && ctx.block.optional && h('span', {
    class: 'date-clear', role: 'button', 'aria-label': say('Clear'), onclick: (e) => { e.stopPropagation(); onPick(null); },
  }, icon('close', 12)));
  holder.paint = () => {
    button.dataset.value = holder.value || '';
    button.classList.toggle('filled', !!holder.value);
    label.textContent = holder.value ? dateLabel(holder.value) : words(element.placeholder) || say('Select a date');
    button.setAttribute('aria-label', `${ctx.label || say('Date')}: ${label.textContent}`);
  };
  holder.paint();
  return button;
}

const change = (f, ctx, element) => async (next) => {
  const before = f.value;
  f.set(next);
  if (ctx.dispatch && !(await act(ctx, element, next))) f.set(before);
};

export function datepicker(element, ctx) {
  const f = field(ctx, element, element.initial_date || null);
  return dateBox(ctx, element, f, change(f, ctx, element));
}

export function timepicker(element, ctx) {
  const f = field(ctx, element, element.initial_time || null);
  const box = timeBox(ctx, element, f, change(f, ctx, element), words(element.placeholder) || say('Select a time'));
  box.classList.add('select-time');
  return box;
}

// The value of a datetimepicker is unix seconds; the person sees and sets it in their own zone.
export function datetimepicker(element, ctx) {
  const f = field(ctx, element, element.initial_date_time || null);
  const set = change(f, ctx, element);
  const day = { value: f.value && dayOf(f.value) };
  const time = { value: f.value && timeOf(f.value) };
  const join = () => set(day.value && time.value ? zoned(day.value, time.value) : null);
  const dateEl = dateBox(ctx, element, day, (d) => { day.value = d; time.value ||= '09:00'; join(); });
  const timeEl = timeBox(ctx, element, time, (t) => { time.value = t; day.value ||= dayOf(now()); join(); }, say('Time'));
  timeEl.classList.add('select-time');
  f.paint = () => {
    day.value = f.value ? dayOf(f.value) : day.value;
    time.value = f.value ? timeOf(f.value) : time.value;
    day.paint();
    time.paint();
  };
  return h('div', { class: 'datetime', ...hooks(ctx, element, 'datetimepicker') }, dateEl, timeEl);
}
