// Short notices at the bottom of the window.

import { h } from './dom.js';
import { icon } from './icons.js';
import { say } from './language.js';

export function toast(text, kind = 'error') {
  const close = () => el.remove();
  const el = h('div', { class: `toast toast-${kind}`, 'data-testid': 'toast' },
    icon(kind === 'error' ? 'warning' : 'check'),
    h('span', { class: 'toast-text' }, text),
    h('button', { class: 'icon-btn', 'aria-label': say('Dismiss'), onclick: close }, icon('close', 14)));
  document.getElementById('toasts').append(el);
  setTimeout(close, 8000);
}
