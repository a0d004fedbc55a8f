// Confirm dialogs, above everything else.

import { h, trapFocus } from './dom.js';
import { icon } from './icons.js';
import { say } from './language.js';
import { rich, words } from './mrkdwn.js';

export function confirmDialog(confirm) {
  const before = document.activeElement;
  return new Promise((resolve) => {
    const done = (answer) => {
      shade.remove();
      before?.focus?.({ preventScroll: true });
      resolve(answer);
    };
    const yes = h('button', {
      type: 'button', class: `btn ${confirm.style === 'danger' ? 'btn-danger' : 'btn-primary'}`, 'data-testid': 'confirm-yes', onclick: () => done(true),
    }, words(confirm.confirm) || say('Yes'));
    const shade = h('div', { class: 'shade shade-confirm' },
      h('div', { class: 'dialog', role: 'alertdialog', 'aria-modal': true, 'aria-labelledby': 'confirm-title', 'aria-describedby': 'confirm-text', 'data-testid': 'confirm' },
        h('header', { class: 'dialog-head' },
          h('h2', { id: 'confirm-title' }, words(confirm.title) || say('Are you sure?')),
          h('button', { type: 'button', class: 'icon-btn', 'aria-label': say('Close'), onclick: () => done(false) }, icon('close'))),
        h('div', { class: 'dialog-body', id: 'confirm-text' }, rich(confirm.text)),
        h('footer', { class: 'dialog-foot' },
          h('button', { type: 'button', class: 'btn', 'data-testid': 'confirm-no', onclick: () => done(false) }, words(confirm.deny) || say('Cancel')),
          yes)));
    shade.addEventListener('keydown', (event) => {
      event.stopPropagation();
      if (event.key === 'Escape') done(false);
      trapFocus(shade, event);
    });
    document.getElementById('dialogs').append(shade);
    yes.focus();
  });
}
