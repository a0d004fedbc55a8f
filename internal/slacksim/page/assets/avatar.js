// Avatars: coloured initials for people, a tile for the app.

import { h } from './dom.js';
import { isApp, nameOf, person, store } from './state.js';

const COLORS = ['#3c989f', '#9f69e7', '#d58247', '#2b6cb0', '#5a8f3c', '#c0476d'];

function initials(name) {
  const parts = name.split(/\s+/).filter((w) => /[\p{L}\p{N}]/u.test(w));
  return ((parts[0]?.[0] || '?') + (parts.length > 1 ? parts[parts.length - 1][0] : '')).toUpperCase();
}

export function avatar(id, size = 36) {
  const app = isApp(id);
  const name = nameOf(id);
  const color = app ? 'var(--app)' : person(id)?.color || COLORS[[...id].reduce((n, c) => n + c.charCodeAt(0), 0) % COLORS.length];
  const style = { background: color, width: `${size}px`, height: `${size}px`, 'font-size': `${Math.round(size * (app ? 0.56 : 0.4))}px` };
  return h('span', { class: `avatar${app ? ' avatar-app' : ''}`, style, 'aria-hidden': true }, app ? store.data.app.name[0].toUpperCase() : initials(name));
}
