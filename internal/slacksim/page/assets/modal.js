// The modal stack of this person: the topmost view is shown, with what was typed in it kept across updates.

import { avatar } from './avatar.js';
import { post } from './api.js';
import { renderBlocks } from './blocks.js';
import { fill, h, keepFocus, trapFocus } from './dom.js';
import { icon } from './icons.js';
import { language, say } from './language.js';
import { words } from './mrkdwn.js';
import { store } from './state.js';
import { collect, render as renderSurface, setErrors, surfaceFor } from './surface.js';
import { validate } from './validate.js';

let shown = null; // {view, surface, el, body, banner, submit, before}

const root = () => document.getElementById('modals');
const FIELDS = 'input:not(.file-picker), textarea, .date-btn, .rich-editor, .file-input > .btn';

async function submit() {
  const { view, surface } = shown;
  const errors = validate(view, surface);
  setErrors(surface, errors);
  if (Object.keys(errors).length) { focusError(); return; }
  busy(surface, 1);
  const answer = await post('/sim/view/submit', { as: store.data.me, view_id: view.id, values: collect(surface) });
  busy(surface, -1);
  surface.banner = answer.ok ? '' : answer.message;
  if (answer.response === 'errors') setErrors(surface, answer.errors);
  if (shown?.surface !== surface) return;
  paintBanner();
  if (answer.response === 'errors') focusError();
}

function busy(surface, by) {
  surface.submitting = (surface.submitting || 0) + by;
  if (shown?.surface === surface) paintBusy();
}

function paintBusy() {
  const on = shown.surface.submitting > 0;
  shown.submit?.classList.toggle('busy', on);
  shown.submit?.setAttribute('aria-busy', on);
}

function paintBanner() {
  shown.banner.hidden = !shown.surface.banner;
  fill(shown.banner, shown.surface.banner && [icon('warning', 18), h('span', {}, shown.surface.banner)]);
}

function paintErrors() {
  for (const slot of shown.body.querySelectorAll('.field-error')) {
    const text = shown.surface.errors[slot.dataset.blockId];
    slot.hidden = !text;
    slot.textContent = text || '';
    slot.parentElement.classList.toggle('has-error', !!text);
    for (const el of slot.parentElement.querySelectorAll(FIELDS)) el.setAttribute('aria-invalid', !!text);
  }
}

function focusError() {
  const first = shown?.body.querySelector('.has-error');
  first?.scrollIntoView({ block: 'center' });
  first?.querySelector(FIELDS)?.focus({ preventScroll: true });
}

// close drops the topmost view (Cancel, Back, Escape), or with `all` the whole stack (the cross).
async function close(all) {
  const { view, surface } = shown;
  const answer = await post('/sim/view/close', { as: store.data.me, view_id: view.id, ...(all && { all: true }) });
  if (answer.ok || shown?.surface !== surface) return;
  surface.banner = answer.message;
  paintBanner();
}

function frame(view, surface, pushed) {
  const body = h('div', { class: 'modal-body blocks', tabindex: -1 });
  const banner = h('div', { class: 'modal-banner', role: 'alert', 'data-testid': 'modal-error', hidden: true });
  const head = h('header', { class: 'modal-head' });
  const foot = h('footer', { class: 'modal-foot' });
  const el = h('div', { class: 'shade' }, h('div', {
    class: 'modal', role: 'dialog', 'aria-modal': true, 'aria-labelledby': 'modal-title', 'data-testid': 'modal', 'data-view-id': view.id, onkeydown: keys,
  }, head, banner, body, foot));
  shown = { view, surface, el, head, body, banner, foot, submit: null, before: shown?.before || document.activeElement, pushed };
  surface.root = el;
  surface.paintErrors = () => { if (shown?.surface === surface) paintErrors(); };
}

function keys(event) {
  trapFocus(shown.el, event);
  if (event.key === 'Escape') { event.preventDefault(); close(false); return; }
  const field = event.target.matches('.text-input');
  // Enter in a one-line field submits, and so does Ctrl/Cmd + Enter anywhere, as in Slack.
  if (event.key === 'Enter' && field && !event.isComposing && (event.target.tagName === 'INPUT' || event.ctrlKey || event.metaKey) && shown.submit) {
    event.preventDefault();
    submit();
  }
}

function paint(view) {
  const { head, body, foot, surface, pushed } = shown;
  shown.view = view;
  shown.el.firstElementChild.dataset.hash = view.hash;
  const needsSubmit = view.blocks?.some((b) => b.type === 'input');
  fill(head,
    pushed ? h('button', { type: 'button', class: 'icon-btn', 'data-testid': 'modal-back', 'aria-label': say('Back'), onclick: () => close(false) }, icon('back', 20)) : avatar(store.data.app.bot_user, 28),
    h('h2', { id: 'modal-title', 'data-testid': 'modal-title' }, words(view.title)),
    h('button', { type: 'button', class: 'icon-btn', 'data-testid': 'modal-x', 'aria-label': say('Close'), onclick: () => close(true) }, icon('close', 20)));
  const top = body.scrollTop;
  const known = new Set(surface.fields.keys());
  keepFocus(body, () => fill(body, renderSurface(surface, () => renderBlocks(view.blocks, surface))));
  body.scrollTop = top;
  shown.submit = view.submit?.text || needsSubmit
    ? h('button', { type: 'button', class: 'btn btn-primary', 'data-testid': 'modal-submit', onclick: submit }, h('span', { class: 'btn-text' }, words(view.submit) || say('Submit'))) : null;
  fill(foot, h('button', { type: 'button', class: 'btn', 'data-testid': 'modal-close', onclick: () => close(false) }, words(view.close) || (shown.submit ? say('Cancel') : say('Close'))), shown.submit);
  paintBusy();
  focusStart(view, known);
}

// focusStart puts the focus where focus_on_load says when that element is new, else into the first field of a new modal.
function focusStart(view, known) {
  const { body, el } = shown;
  const block = view.blocks?.find((b) => b.element?.focus_on_load || b.accessory?.focus_on_load || b.elements?.some?.((e) => e.focus_on_load));
  const action = block && (block.element || block.accessory || block.elements.find((e) => e.focus_on_load)).action_id;
  const wanted = block && !known.has(`${block.block_id}\n${action}`) && body.querySelector(`[data-block-id=${JSON.stringify(block.block_id)}][data-action-id=${JSON.stringify(action)}]`);
  const target = wanted && (wanted.matches('input, textarea, button, .rich-editor') ? wanted : wanted.querySelector('input, textarea, button'));
  if (target) target.focus();
  else if (!el.contains(document.activeElement)) (body.querySelector('.input-block input, .input-block textarea, .input-block .rich-editor') || shown.submit || body).focus({ preventScroll: true });
}

export function renderModal() {
  const views = store.data.views || [];
  const view = views.at(-1);
  document.getElementById('app').inert = !!view;
  if (!view) {
    if (shown) {
      const { before } = shown;
      shown = null;
      root().replaceChildren();
      if (before?.isConnected) before.focus({ preventScroll: true });
    }
    return;
  }
  const surface = surfaceFor({ type: 'view', view_id: view.id });
  const pushed = views.length > 1;
  if (shown?.surface !== surface || shown.pushed !== pushed) {
    frame(view, surface, pushed);
    root().replaceChildren(shown.el);
    shown.hash = '';
  }
  const hash = JSON.stringify([language(), view.hash, view.title, view.submit, view.blocks]);
  if (shown.hash !== hash) {
    shown.hash = hash;
    paint(view);
  }
  const errors = JSON.stringify(view.errors || {});
  if (surface.told !== errors) {
    surface.told = errors;
    surface.errors = { ...view.errors };
  }
  paintErrors();
  paintBanner();
}
