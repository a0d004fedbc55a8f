// Light or dark: as the system says, until the person chooses.

import { h } from './dom.js';
import { icon } from './icons.js';
import { say } from './language.js';

const system = matchMedia('(prefers-color-scheme: dark)');
const chosen = () => new URLSearchParams(location.search).get('theme') || localStorage.getItem('theme');
const dark = () => (chosen() || (system.matches ? 'dark' : 'light')) === 'dark';

export function applyTheme() {
  document.documentElement.dataset.theme = dark() ? 'dark' : 'light';
}

function toggle() {
  localStorage.setItem('theme', dark() ? 'light' : 'dark');
  const url = new URL(location.href);
  url.searchParams.delete('theme');
  history.replaceState(null, '', url);
  applyTheme();
}

export const themeButton = () => h('button', {
  type: 'button', class: 'icon-btn rail-btn theme-btn', 'data-testid': 'theme', 'aria-label': say('Switch between light and dark'), title: say('Light or dark'), onclick: toggle,
}, icon('moon', 20));

system.addEventListener('change', applyTheme);
