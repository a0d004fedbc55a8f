// One floating panel at a time: menus, option lists, calendars. It stays open while the page renders anew around it.

import { h, locate, rove } from './dom.js';
import { say } from './language.js';

let open = null; // {anchor, path, panel, onclose, focus}

const layer = () => document.getElementById('popups');
export const popupFor = (anchor) => open?.anchor === anchor;

export function closePopup() {
  if (!open) return;
  const { panel, anchor, onclose, focus } = open;
  open = null;
  const inside = panel.contains(document.activeElement);
  panel.remove();
  anchor.setAttribute('aria-expanded', 'false');
  if (inside && focus) anchor.focus({ preventScroll: true });
  onclose?.();
}

// openPopup shows content next to anchor. `focus`: the panel takes the focus and gives it back.
export function openPopup(anchor, content, { onclose, focus = true, wide = false, cls = '' } = {}) {
  closePopup();
  const panel = h('div', { class: `popup ${cls}`, 'data-testid': 'popup' }, content);
  layer().append(panel);
  open = { anchor, path: locate(anchor), panel, onclose, focus, wide };
  anchor.setAttribute('aria-expanded', 'true');
  place();
  if (focus) panel.querySelector('[data-autofocus], button, input, [tabindex="0"]')?.focus({ preventScroll: true });
  return panel;
}

export function place() {
  if (!open) return;
  const { anchor, panel, wide } = open;
  const a = anchor.getBoundingClientRect();
  if (wide) panel.style.width = `${Math.max(a.width, 240)}px`;
  panel.style.maxWidth = `${innerWidth - 16}px`;
  const below = innerHeight - a.bottom - 12;
  const above = a.top - 12;
  const up = panel.scrollHeight > below && above > below;
  panel.style.maxHeight = `${Math.min(420, Math.max(120, up ? above : below))}px`;
  const box = panel.getBoundingClientRect();
  panel.style.top = `${Math.max(8, up ? a.top - box.height - 4 : a.bottom + 4)}px`;
  panel.style.left = `${Math.max(8, Math.min(a.left, innerWidth - box.width - 8))}px`;
}

// refreshPopup is called after every render: the anchor may have been replaced by its successor, or be gone.
export function refreshPopup() {
  if (!open) return;
  if (!open.anchor.isConnected) {
    const again = open.path && document.querySelector(open.path);
    if (!again) { closePopup(); return; }
    if (again.takeOver) {
      const typed = open.anchor.typed();
      closePopup();
      again.takeOver(typed);
      return;
    }
    open.anchor = again;
    again.setAttribute('aria-expanded', 'true');
  }
  place();
}

document.addEventListener('mousedown', (event) => {
  if (open && !open.panel.contains(event.target) && !open.anchor.contains(event.target)) closePopup();
}, true);
// Captured first, so that Escape closes the menu and not the modal under it.
document.addEventListener('keydown', (event) => {
  if (open && event.key === 'Escape') {
    event.preventDefault();
    event.stopPropagation();
    closePopup();
  }
}, true);
addEventListener('resize', place);
document.addEventListener('scroll', (event) => { if (open && !open.panel.contains(event.target)) place(); }, true);

// openMenu shows items: {label, detail?, icon?, danger?, checked?, run, attrs?} or {heading}.
export function openMenu(anchor, items, { label = say('Menu'), cls = '' } = {}) {
  if (popupFor(anchor)) { closePopup(); return; }
  const list = h('div', { role: 'menu', 'aria-label': label, class: 'menu' }, items.map((item) => {
    if (item.heading) return h('div', { class: 'menu-heading' }, item.heading);
    return h('button', {
      type: 'button', role: 'menuitem', class: `menu-item${item.danger ? ' danger' : ''}${item.checked ? ' checked' : ''}`, ...item.attrs,
      onclick: () => { closePopup(); item.run(); },
    }, item.icon, h('span', { class: 'menu-text' }, h('span', {}, item.label), item.detail && h('span', { class: 'menu-detail' }, item.detail)), item.end);
  }));
  list.addEventListener('keydown', (event) => {
    if (event.key === 'Tab') closePopup();
    else rove(event, [...list.querySelectorAll('button')]);
  });
  openPopup(anchor, list, { cls });
}
