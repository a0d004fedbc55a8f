// Times as the viewing person reads them: in their zone, in their locale.

import { say } from './language.js';
import { now, viewer } from './state.js';

const cache = new Map();

function formatter(options, { tz, locale } = viewer()) {
  const key = JSON.stringify([tz, locale, options]);
  if (!cache.has(key)) cache.set(key, build(options, tz, locale));
  return cache.get(key);
}

function build(options, tz, locale) {
  for (const [l, z] of [[locale, tz], ['en-GB', tz], ['en-GB', 'UTC']]) {
    try {
      return new Intl.DateTimeFormat(l, { ...options, timeZone: z });
    } catch { /* a locale or zone this browser doesn't know */ }
  }
}

const CLOCK = { hour: '2-digit', minute: '2-digit' };
const DAY = { weekday: 'long', day: 'numeric', month: 'long' };

export const format = (unix, options, who) => formatter(options, who).format(unix * 1000);
export const clock = (unix, who) => format(unix, CLOCK, who).replace(/^0(?=\d:\d\d\s?[ap]m)/i, '');
export const full = (unix) => say('{0} at {1}', format(unix, { ...DAY, year: 'numeric' }), format(unix, { ...CLOCK, second: '2-digit' }));
export const shortDay = (unix) => format(unix, { weekday: 'short', day: 'numeric', month: 'short' });
export const city = (tz) => (tz ? tz.split('/').pop().replace(/_/g, ' ') : say('no time zone'));
export const localTime = (p) => (p.tz ? clock(now(), { tz: p.tz, locale: viewer().locale }) : '');

// dayOf gives 2026-05-12 in the viewer's zone.
export const dayOf = (unix, who) => format(unix, { year: 'numeric', month: '2-digit', day: '2-digit' }, { tz: (who || viewer()).tz, locale: 'en-CA' });

export const noon = (day) => Date.parse(`${day}T12:00:00Z`) / 1000;

function relativeDay(unix) {
  const days = Math.round((noon(dayOf(unix)) - noon(dayOf(now()))) / 86400);
  return { '-1': say('Yesterday'), 0: say('Today'), 1: say('Tomorrow') }[days] || '';
}

export function dayLabel(unix) {
  const sameYear = dayOf(unix).slice(0, 4) === dayOf(now()).slice(0, 4);
  return relativeDay(unix) || format(unix, sameYear ? DAY : { ...DAY, year: 'numeric' });
}

// dayInside is a day within a sentence: today, or 5 May.
export const dayInside = (unix) => relativeDay(unix).toLowerCase() || slackDate(unix, '{date_short}');

// dateLabel shows a plain date (2026-05-12) that belongs to no zone.
export const dateLabel = (day) => format(noon(day), { day: 'numeric', month: 'short', year: 'numeric' }, { tz: 'UTC', locale: viewer().locale });

export function timeLabel(hhmm) {
  const [hours, minutes] = hhmm.split(':').map(Number);
  return clock(hours * 3600 + minutes * 60, { tz: 'UTC', locale: viewer().locale });
}

export const timeOf = (unix) => format(unix, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, { tz: viewer().tz, locale: 'en-GB' });

// zoned turns a wall-clock date and time of the viewer into unix seconds. The second round settles the
// hours around a clock change.
export function zoned(day, hhmm) {
  const wall = Date.parse(`${day}T${hhmm}:00Z`) / 1000;
  let unix = wall;
  for (let i = 0; i < 2; i++) {
    const shown = Date.parse(`${dayOf(unix)}T${timeOf(unix)}:00Z`) / 1000;
    unix += wall - shown;
  }
  return unix;
}

function ordinal(n) {
  const tens = n % 100;
  return `${n}${tens > 10 && tens < 14 ? 'th' : { 1: 'st', 2: 'nd', 3: 'rd' }[n % 10] || 'th'}`;
}

function ago(unix) {
  const seconds = Math.round(unix - now());
  const units = [['year', 31536000], ['month', 2592000], ['week', 604800], ['day', 86400], ['hour', 3600], ['minute', 60]];
  const [unit, size] = units.find(([, s]) => Math.abs(seconds) >= s) || ['second', 1];
  return new Intl.RelativeTimeFormat(viewer().locale, { numeric: 'auto' }).format(Math.trunc(seconds / size), unit);
}

// slackDate fills the tokens of <!date^unix^…> and of rich text dates. Slack leaves the year away within half a year.
export function slackDate(unix, template) {
  const near = Math.abs(unix - now()) < 183 * 86400;
  const year = near ? {} : { year: 'numeric' };
  const english = viewer().locale.startsWith('en-US');
  const dated = (options) => {
    const text = format(unix, options);
    return english && options.month === 'long' ? text.replace(/ (\d+)(?=,|$)/, (_, n) => ` ${ordinal(Number(n))}`) : text;
  };
  const date = () => dated({ day: 'numeric', month: 'long', ...year });
  const short = () => dated({ day: 'numeric', month: 'short', ...year });
  const long = () => dated({ ...DAY, ...year });
  const pretty = (fallback, at) => {
    const word = relativeDay(unix);
    return word ? (at === 0 ? word : word.toLowerCase()) : fallback();
  };
  const tokens = {
    date_num: () => dayOf(unix),
    date_slash: () => format(unix, { day: '2-digit', month: '2-digit', year: 'numeric' }),
    date,
    date_short: short,
    date_long: long,
    date_long_full: () => dated({ day: 'numeric', month: 'long', year: 'numeric' }),
    date_pretty: (at) => pretty(date, at),
    date_short_pretty: (at) => pretty(short, at),
    date_long_pretty: (at) => pretty(long, at),
    day_divider_pretty: (at) => pretty(long, at),
    time: () => clock(unix),
    time_secs: () => format(unix, { ...CLOCK, second: '2-digit' }),
    ago: () => ago(unix),
  };
  return template.replace(/\{(\w+)\}/g, (token, name, at) => (Object.hasOwn(tokens, name) ? tokens[name](at) : token));
}
