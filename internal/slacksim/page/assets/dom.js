// Small helpers around the DOM. Text only ever becomes text nodes; nothing here parses HTML.

export function h(tag, props, ...children) {
  const el = document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (value === undefined || value === null) continue;
    if (name.startsWith('aria-')) el.setAttribute(name, String(value));
    else if (value === false) continue;
    else if (name.startsWith('on')) el.addEventListener(name.slice(2), value);
    else if (name === 'class') el.className = value;
    else if (name === 'style') for (const [k, v] of Object.entries(value)) el.style.setProperty(k, v);
    else if (name === 'value') el.value = value;
    else el.setAttribute(name, value === true ? '' : value);
  }
  append(el, children);
  return el;
}

export function append(el, children) {
  el.append(...[children].flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false && c !== ''));
  return el;
}

export function fill(el, ...children) {
  el.replaceChildren();
  return append(el, children);
}

// reconcile makes parent's children match items ({key, sig, make}) and touches only those whose sig changed.
export function reconcile(parent, items) {
  const old = new Map([...parent.children].map((el) => [el.dataset.key, el]));
  let at = parent.firstElementChild;
  for (const item of items) {
    let el = old.get(item.key);
    old.delete(item.key);
    if (!el || el.sig !== item.sig) {
      const fresh = item.make();
      fresh.dataset.key = item.key;
      fresh.sig = item.sig;
      if (el) {
        if (at === el) at = fresh;
        el.replaceWith(fresh);
      }
      el = fresh;
    }
    if (el === at) at = at.nextElementSibling;
    else parent.insertBefore(el, at);
  }
  for (const el of old.values()) el.remove();
}

// memo runs build only when sig differs from the last time; the new children keep the focus of the old ones.
export function memo(el, sig, build) {
  if (el.sig === sig) return;
  el.sig = sig;
  keepFocus(el, () => fill(el, build()));
}

const HOOKS = ['data-testid', 'data-block-id', 'data-action-id', 'data-value', 'data-id'];

// locate describes an element by its stable attributes, so that its successor can be found after a render.
export function locate(el) {
  const own = HOOKS.filter((a) => el.hasAttribute(a)).map((a) => `[${a}=${JSON.stringify(el.getAttribute(a))}]`).join('');
  if (!own) return '';
  const message = el.closest('[data-ts]');
  return message && message !== el ? `[data-ts=${JSON.stringify(message.dataset.ts)}] ${own}` : own;
}

export function keepFocus(root, render) {
  const active = document.activeElement;
  const path = active && root.contains(active) ? locate(active) : '';
  const caret = path && typeof active.selectionStart === 'number' ? [active.selectionStart, active.selectionEnd] : null;
  render();
  if (!path || active.isConnected) return;
  const again = root.querySelector(path);
  if (!again) return;
  again.focus({ preventScroll: true });
  if (caret && again.setSelectionRange) again.setSelectionRange(...caret);
}

// rove moves the focus among items with the arrow keys; returns true if it took the key.
export function rove(event, items) {
  const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
  if (!step || !items.length) return false;
  event.preventDefault();
  const at = items.indexOf(document.activeElement);
  const next = Number.isFinite(step) ? (at + step + items.length) % items.length : step > 0 ? items.length - 1 : 0;
  items[at < 0 && step < 0 ? items.length - 1 : next].focus();
  return true;
}

// trapFocus keeps Tab inside el.
export function trapFocus(el, event) {
  if (event.key !== 'Tab') return;
  const stops = [...el.querySelectorAll('a[href], button, input, textarea, [contenteditable="true"], [tabindex="0"]')].filter((e) => !e.disabled && e.tabIndex >= 0 && e.offsetParent);
  if (!stops.length) return;
  const first = stops[0];
  const last = stops[stops.length - 1];
  if (event.shiftKey && document.activeElement === first) { event.preventDefault(); last.focus(); }
  else if (!event.shiftKey && document.activeElement === last) { event.preventDefault(); first.focus(); }
}
