// The typeahead control under every select and time picker. The focus stays in the input; the list is a popup.

import { h } from './dom.js';
import { icon } from './icons.js';
import { say } from './language.js';
import { closePopup, openPopup, place, popupFor } from './popup.js';
import { hooks } from './hooks.js';
import { isPending } from './surface.js';

let count = 0;

// combobox shows f.value (an item, or a list of them when multi) and calls pick(next, previous) on a choice.
// source.load(query) answers {groups: [{label, items: [{value, label, detail}]}], note}.
export function combobox(ctx, element, f, { source, pick, multi = false, max = Infinity, placeholder = '', clearable = false, label = '' }) {
  const id = `list-${++count}`;
  const chips = h('span', { class: 'chips' });
  const input = h('input', {
    type: 'text', role: 'combobox', autocomplete: 'off', spellcheck: 'false', 'aria-autocomplete': 'list', 'aria-expanded': false, 'aria-controls': id,
    'aria-label': label || placeholder || say('Select an option'), ...hooks(ctx, element, 'combobox'),
  });
  const clear = h('button', { type: 'button', class: 'icon-btn select-clear', 'aria-label': say('Clear'), onclick: (e) => { e.stopPropagation(); pick(null, f.value); } }, icon('close', 12));
  const box = h('div', { class: `select${multi ? ' multi' : ''}${isPending(ctx, element) ? ' busy' : ''}`, ...hooks(ctx, element) },
    chips, input, clearable && !multi && clear, h('span', { class: 'select-arrow' }, icon('down', 14)));

  let list = null; // the open listbox
  let items = []; // the options in it, in order
  let active = -1;
  let asked = 0; // drops answers that a later query overtook

  const chosen = () => (multi ? f.value || [] : f.value ? [f.value] : []);
  const has = (item) => chosen().some((c) => c.value === item.value);

  const paintIdle = () => {
    box.dataset.value = chosen().map((c) => c.value).join(',');
    box.classList.toggle('filled', chosen().length > 0);
    if (multi) {
      chips.replaceChildren(...chosen().map((c) => h('span', { class: 'chip', 'data-value': c.value }, h('span', {}, c.label),
        h('button', { type: 'button', class: 'chip-x', 'aria-label': say('Remove {0}', c.label), onclick: (e) => { e.stopPropagation(); remove(c); } }, icon('close', 10)))));
      input.placeholder = chosen().length ? '' : placeholder;
    } else {
      input.placeholder = f.value?.label || placeholder;
      if (!list) input.value = f.value?.label || '';
    }
  };
  f.paint = paintIdle;
  paintIdle();

  const remove = (item) => pick(chosen().filter((c) => c.value !== item.value), f.value);

  function choose(item) {
    if (!multi) {
      const before = f.value;
      close();
      pick(item, before);
      return;
    }
    if (has(item)) remove(item);
    else if (chosen().length < max) pick([...chosen(), item], f.value);
    input.value = '';
    load();
  }

  function highlight(index) {
    active = index;
    const options = [...list.querySelectorAll('[role=option]')];
    options.forEach((o, i) => o.classList.toggle('active', i === active));
    options[active]?.scrollIntoView({ block: 'nearest' });
    if (options[active]) input.setAttribute('aria-activedescendant', options[active].id);
    else input.removeAttribute('aria-activedescendant');
  }

  function show({ groups = [], note = '' }) {
    items = groups.flatMap((g) => g.items);
    let n = 0;
    list.replaceChildren(...groups.filter((g) => g.items.length).flatMap((g) => [
      ...(g.label ? [h('div', { class: 'menu-heading' }, g.label)] : []),
      ...g.items.map((item) => {
        const at = n++;
        return h('div', {
          role: 'option', id: `${id}-${at}`, class: `option${has(item) ? ' selected' : ''}`, 'aria-selected': has(item), 'data-testid': 'option', 'data-value': item.value,
          onclick: () => choose(item), onmousemove: () => { if (active !== at) highlight(at); },
        }, h('span', { class: 'option-text' }, h('span', {}, item.label), item.detail && h('span', { class: 'option-detail' }, item.detail)), has(item) && icon('check', 14));
      }),
    ]));
    if (!items.length) list.append(h('div', { class: 'menu-note' }, note || say('No results')));
    highlight(items.length ? Math.max(0, input.value ? 0 : items.findIndex(has)) : -1);
    place();
  }

  async function load() {
    const mine = ++asked;
    const answer = source.load(input.value.trim(), (note) => mine === asked && list && show({ note }));
    const groups = answer instanceof Promise ? await answer : answer;
    if (mine === asked && list) show(groups);
  }

  function open() {
    if (list) return;
    list = h('div', { role: 'listbox', id, class: 'listbox', 'aria-multiselectable': multi, onmousedown: (e) => e.preventDefault() });
    if (!multi) input.value = '';
    openPopup(box, list, { focus: false, wide: true, onclose: () => { list = null; input.setAttribute('aria-expanded', 'false'); input.value = ''; paintIdle(); } });
    input.setAttribute('aria-expanded', 'true');
    load();
  }

  function close() {
    if (popupFor(box)) closePopup();
  }

  // A redraw puts another box in this one's place: its list stays open, with what was typed into it.
  box.typed = () => input.value;
  box.takeOver = (typed) => {
    input.focus({ preventScroll: true });
    open();
    input.value = typed;
    load();
  };

  box.addEventListener('click', () => { input.focus(); if (list) close(); else open(); });
  input.addEventListener('click', (event) => { event.stopPropagation(); open(); });
  input.addEventListener('input', () => { if (list) load(); else { const typed = input.value; open(); input.value = typed; load(); } });
  // A box that a redraw takes away loses the focus too; then the popup looks for its successor.
  input.addEventListener('blur', () => setTimeout(() => { if (list && box.isConnected && document.activeElement !== input) close(); }));
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!list) open();
      else if (items.length) highlight((active + (event.key === 'ArrowDown' ? 1 : -1) + items.length) % items.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (!list) open();
      else if (items[active]) choose(items[active]);
    } else if (event.key === 'Backspace' && multi && !input.value && chosen().length) {
      remove(chosen()[chosen().length - 1]);
    }
  });
  return box;
}
