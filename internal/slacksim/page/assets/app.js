// The page of the simulated workspace: it follows one person's state and draws it.

import { get, stream } from './api.js';
import { renderClock } from './clock.js';
import { renderMain } from './conversation.js';
import { renderDev } from './devdrawer.js';
import { fill, h } from './dom.js';
import { language } from './language.js';
import { renderModal } from './modal.js';
import { markRead, onSwitch, start } from './navigate.js';
import { refreshPopup, closePopup } from './popup.js';
import { renderSidebar } from './sidebar.js';
import { onChange, readAddress, store, writeAddress } from './state.js';
import { applyTheme } from './theme.js';
import { renderThread } from './thread.js';

let stop = () => {};

function draw() {
  if (!store.data) return;
  document.documentElement.lang = language();
  renderClock();
  renderSidebar();
  renderMain();
  renderThread();
  renderModal();
  renderDev();
  refreshPopup();
  markRead();
}

function take(data) {
  store.data = data;
  store.at = Date.now();
}

async function join(as, wanted) {
  let data = await get(`/sim/state${as ? `?as=${encodeURIComponent(as)}` : ''}`);
  // A person remembered from another workspace may not exist here: the workspace then says who is first.
  if (!data.ok && as) data = await get('/sim/state');
  if (!data.ok) {
    fill(document.getElementById('main'), h('div', { class: 'home-empty' }, h('h2', {}, 'The workspace can’t be reached'), h('p', { class: 'muted' }, data.message)));
    setTimeout(() => join(as, wanted), 2000);
    return;
  }
  stop();
  take(data);
  start(wanted);
  writeAddress();
  draw();
  stop = stream(data.me, (next) => { take(next); draw(); }, (online) => { store.online = online; renderClock(); });
}

applyTheme();
onChange(draw);
onSwitch((as) => { closePopup(); join(as, {}); });
document.addEventListener('visibilitychange', draw);
// The clock in the bar and people's local times move on by themselves.
setInterval(() => { if (store.data) { renderClock(); renderSidebar(); } }, 5000);
join(readAddress().as, readAddress());
