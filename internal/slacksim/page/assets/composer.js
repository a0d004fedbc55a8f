// The message box: text, slash commands, shortcuts. There is one below the conversation and one below an open thread.

import { post } from './api.js';
import { completions, usageHint } from './completion.js';
import { fill, h } from './dom.js';
import { icon } from './icons.js';
import { language, say } from './language.js';
import { openMenu } from './popup.js';
import { current, isChannel, me, nameOf, setUI, store } from './state.js';
import { toast } from './toast.js';

const drafts = new Map(); // by person, conversation and thread
const notices = new Map(); // what went wrong there last

async function runShortcut(shortcut) {
  const answer = await post('/sim/shortcut', { as: me().id, callback_id: shortcut.callback_id });
  if (!answer.ok) toast(answer.message);
}

// deliver sends the text where it belongs: /invite is the workspace's own command, and no command works in a thread.
function deliver(text, channel, thread, broadcast) {
  const as = me().id;
  const name = text.match(/^\/\S+/)?.[0];
  if (name && thread) return { ok: false, message: say('{0} is not supported in threads. Sorry!', name) };
  if (name === '/invite') return post('/sim/invite', { as, channel });
  if (name) return post('/sim/command', { as, channel, text });
  return post('/sim/message', { as, channel, text, ...(thread && { thread_ts: thread, broadcast }) });
}

function closedReason(c) {
  if (isChannel(c) && c.member === false) return say('You are not a member of #{0}.', c.name);
  if (me().deleted) return say('This account was deactivated.');
  if (c.archived) return say('This channel is archived.');
  if (c.kind === 'app_dm' && store.data.app.messages_read_only) return say('Sending messages to this app has been turned off.');
  return '';
}

// makeComposer makes a message box and answers what draws it into its slot. sent is called before something is sent.
export function makeComposer({ name = 'composer', threaded = false, sent = () => {} } = {}) {
  let parts = null;
  let place = ''; // the person, the conversation and the thread the box belongs to now
  let offer = null; // the open completions
  let active = 0;

  function build(slot) {
    const input = h('textarea', {
      class: 'composer-input', rows: 1, 'data-testid': name, autocomplete: 'off', 'aria-autocomplete': 'list', 'aria-controls': `${name}-completions`,
      oninput: () => { drafts.set(place, input.value); notices.delete(place); paintNotice(); resize(); complete(); },
      onkeydown: key, onblur: () => closeOffer(), onclick: () => complete(),
    });
    const list = h('div', { class: 'completions', id: `${name}-completions`, role: 'listbox', 'aria-label': say('Suggestions'), 'data-testid': 'completions', hidden: true, onmousedown: (e) => e.preventDefault() });
    const notice = h('div', { class: 'composer-error', role: 'alert', 'data-testid': 'composer-error', hidden: true });
    const all = h('input', { type: 'checkbox', 'data-testid': 'broadcast' });
    const toAll = h('label', { class: 'to-all' }, all, h('span'));
    const plus = h('button', { type: 'button', class: 'icon-btn', 'data-testid': 'shortcuts', 'aria-label': say('Shortcuts'), 'aria-haspopup': 'menu', 'aria-expanded': false, title: say('Shortcuts'), onclick: () => openMenu(plus, shortcuts(), { label: say('Shortcuts') }) }, icon('plus', 20));
    const slash = h('button', { type: 'button', class: 'icon-btn slash-btn', 'data-testid': 'slash', 'aria-label': say('Run a command'), title: say('Run a command'), onmousedown: (e) => e.preventDefault(), onclick: startCommand }, '/');
    const send = h('button', { type: 'button', class: 'send', 'data-testid': threaded ? 'thread-send' : 'send', 'aria-label': say('Send'), title: say('Send'), onclick: submit }, icon('send', 16));
    const box = h('div', { class: 'composer' }, list, input, h('div', { class: 'composer-bar' }, threaded ? toAll : [plus, slash], h('span', { class: 'grow' }), send));
    const closed = h('div', { class: 'composer-closed', hidden: true });
    fill(slot, notice, box, closed, h('div', { class: 'composer-tip' }, h('b', {}, say('Shift + Return')), say(' to add a new line')));
    parts = { input, list, notice, send, box, closed, all, toAll, language: language() };
  }

  function startCommand() {
    const { input } = parts;
    input.value = input.value.startsWith('/') ? input.value : `/${input.value}`;
    input.focus();
    input.dispatchEvent(new Event('input'));
  }

  function shortcuts() {
    const { app } = store.data;
    const global = (app.shortcuts || []).filter((s) => s.type === 'global');
    return [
      { heading: say('Shortcuts') },
      ...global.map((s) => ({ label: s.name, detail: [s.description, app.name].filter(Boolean).join(' · '), icon: icon('bolt', 18), attrs: { 'data-testid': 'shortcut', 'data-value': s.callback_id }, run: () => runShortcut(s) })),
      ...(app.commands || []).map((c) => ({
        label: c.command, detail: c.description, icon: h('span', { class: 'slash' }, '/'), attrs: { 'data-testid': 'command', 'data-value': c.command },
        run: () => { parts.input.value = `${c.command} `; parts.input.focus(); parts.input.dispatchEvent(new Event('input')); },
      })),
    ];
  }


  function key(event) {
    if (event.isComposing) return;
    const choosing = offer?.options && !parts.list.hidden;
    // A word that is complete already needs no completing: Enter sends.
    const exact = choosing && parts.input.value.slice(offer.from, parts.input.selectionStart).toLowerCase() === offer.options[active].insert.trim().toLowerCase();
    if (choosing && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      active = (active + (event.key === 'ArrowDown' ? 1 : -1) + offer.options.length) % offer.options.length;
      paintOffer();
    } else if (choosing && (event.key === 'Tab' || (event.key === 'Enter' && !event.shiftKey && !exact))) {
      event.preventDefault();
      choose(offer.options[active]);
    } else if (event.key === 'Escape') {
      if (choosing) closeOffer();
      else if (threaded) setUI({ thread: '' });
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      submit();
    }
  }

  function complete() {
    const { input } = parts;
    offer = completions(input.value, input.selectionStart);
    active = 0;
    paintOffer();
  }

  function closeOffer() {
    offer = null;
    paintOffer();
  }

  function choose(option) {
    const { input } = parts;
    const tail = input.value.slice(input.selectionStart);
    input.value = input.value.slice(0, offer.from) + option.insert + tail;
    input.selectionStart = input.selectionEnd = offer.from + option.insert.length;
    input.focus();
    input.dispatchEvent(new Event('input'));
  }

  function paintOffer() {
    const { list, input, send } = parts;
    send.classList.toggle('ready', !!input.value.trim());
    const hint = !offer && !notices.has(place) && document.activeElement === input && usageHint(input.value);
    list.hidden = !offer && !hint;
    if (hint) fill(list, h('div', { class: 'usage' }, h('b', {}, hint.command), ' ', hint.usage_hint));
    if (!offer) { input.removeAttribute('aria-activedescendant'); return; }
    fill(list, h('div', { class: 'menu-heading' }, offer.title), offer.options.map((o, i) => h('div', {
      class: `option completion${i === active ? ' active' : ''}`, role: 'option', id: `${name}-completion-${i}`, 'aria-selected': i === active, 'data-testid': 'completion', 'data-value': o.insert.trim(), onclick: () => choose(o),
    }, o.icon, h('span', { class: 'option-text' }, h('span', {}, h('b', {}, o.label), o.hint && h('span', { class: 'usage-hint' }, ` ${o.hint}`)), o.detail && h('span', { class: 'option-detail' }, o.detail)))));
    input.setAttribute('aria-activedescendant', `${name}-completion-${active}`);
  }

  function paintNotice() {
    const text = notices.get(place);
    parts.notice.hidden = !text;
    fill(parts.notice, text && [icon('warning', 16), h('span', {}, text), h('button', { type: 'button', class: 'icon-btn', 'aria-label': say('Dismiss'), onclick: () => { notices.delete(place); paintNotice(); } }, icon('close', 12))]);
  }

  function resize() {
    const { input } = parts;
    input.style.height = 'auto';
    input.style.height = `${Math.min(input.scrollHeight, innerHeight * 0.4)}px`;
  }


  async function submit() {
    const { input } = parts;
    const text = input.value;
    const mine = place;
    if (!text.trim()) return;
    closeOffer();
    drafts.delete(mine);
    notices.delete(mine);
    input.value = '';
    resize();
    paintNotice();
    paintOffer();
    sent();
    const answer = await deliver(text.trimEnd(), store.ui.conversation, threaded && store.ui.thread, parts.all.checked);
    parts.all.checked = false;
    if (answer.ok) return;
    // Nothing typed may be lost: the text comes back, before whatever was typed since.
    drafts.set(mine, text + (drafts.get(mine) || ''));
    notices.set(mine, answer.message);
    if (mine === place) show();
  }

  function show() {
    parts.input.value = drafts.get(place) || '';
    paintNotice();
    paintOffer();
    resize();
  }

  function render(slot) {
    if (parts?.language !== language()) { build(slot); place = ''; }
    const c = current();
    const thread = threaded ? store.ui.thread : '';
    const now = `${me().id} ${c.id} ${thread}`;
    const words = thread ? say('Reply…') : say('Message {0}', c.with ? nameOf(c.with) : `#${c.name}`);
    parts.input.placeholder = words;
    parts.input.setAttribute('aria-label', words);
    parts.toAll.lastChild.textContent = isChannel(c) ? say('Also send to #{0}', c.name) : say('Also send as direct message');
    if (now !== place) {
      place = now;
      offer = null;
      show();
      const free = document.activeElement === document.body || threaded;
      if (free && matchMedia('(min-width: 761px)').matches) parts.input.focus({ preventScroll: true });
    }
    const reason = closedReason(c);
    parts.box.hidden = !!reason;
    parts.closed.hidden = !reason;
    parts.closed.textContent = reason;
  }

  return render;
}
