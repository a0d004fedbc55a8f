// A surface holds blocks: a message, a modal view, the Home tab. It remembers what a person entered there,
// by block_id and action_id, across renders and updates, and sends actions.

import { post } from './api.js';
import { confirmDialog } from './dialog.js';
import { store } from './state.js';
import { toast } from './toast.js';

const surfaces = new Map();

// A message may be shown twice, in the conversation and in its thread: each place has its own surface.
export function surfaceFor(container, place = '') {
  const key = `${store.data.me} ${JSON.stringify(container)} ${place}`;
  if (!surfaces.has(key)) surfaces.set(key, { container, fields: new Map(), seen: new Set(), pending: new Map(), errors: {}, root: null });
  return surfaces.get(key);
}

const keyOf = (block, action) => `${block}\n${action}`;

// render builds the surface's children. Fields that are gone afterwards are forgotten, so that
// one that comes back starts from its initial value, as Slack does.
export function render(surface, build) {
  surface.seen = new Set();
  const nodes = build();
  for (const key of surface.fields.keys()) if (!surface.seen.has(key)) surface.fields.delete(key);
  return nodes;
}

// field gives the remembered value of an element, or starts it with `initial`. `wire` is its shape for the API.
export function field(ctx, element, initial, wire = (v) => v) {
  const { surface, block } = ctx;
  const key = keyOf(block.block_id, element.action_id);
  surface.seen.add(key);
  let f = surface.fields.get(key);
  if (!f || f.type !== element.type) {
    f = { block: block.block_id, action: element.action_id, type: element.type, value: initial };
    surface.fields.set(key, f);
  }
  f.wire = () => wire(f.value);
  f.paint = () => {};
  f.set = (value) => {
    f.value = value;
    clearError(surface, f.block);
    f.paint();
  };
  return f;
}

export const empty = (value) => value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length);

export function collect(surface) {
  const values = {};
  for (const f of surface.fields.values()) {
    const value = f.wire();
    (values[f.block] ||= {})[f.action] = empty(value) && !Array.isArray(value) ? null : value;
  }
  return values;
}

export function setErrors(surface, errors) {
  surface.errors = { ...errors };
  surface.paintErrors?.();
}

export function clearError(surface, blockId) {
  if (!surface.errors[blockId]) return;
  delete surface.errors[blockId];
  surface.paintErrors?.();
}

function mark(surface, block, action, by) {
  const key = keyOf(block, action);
  surface.pending.set(key, (surface.pending.get(key) || 0) + by);
  const busy = surface.pending.get(key) > 0;
  const pick = `[data-block-id=${JSON.stringify(block)}][data-action-id=${JSON.stringify(action)}]`;
  for (const el of surface.root?.querySelectorAll(pick) || []) {
    el.classList.toggle('busy', busy);
    el.setAttribute('aria-busy', busy);
  }
}

export const isPending = (ctx, element) => (ctx.surface.pending.get(keyOf(ctx.block.block_id, element.action_id)) || 0) > 0;

// act sends a block action, after the element's confirm dialog. It tells whether the person went through with it.
// A second click while the first is under way is sent too: the app has to cope with it.
export async function act(ctx, element, value) {
  if (element.confirm && !(await confirmDialog(element.confirm))) return false;
  const { surface, block } = ctx;
  mark(surface, block.block_id, element.action_id, 1);
  send(surface, block.block_id, element.action_id, value);
  return true;
}

async function send(surface, block, action, value) {
  const answer = await post('/sim/action', {
    as: store.data.me, container: surface.container, block_id: block, action_id: action, value, values: collect(surface),
  });
  mark(surface, block, action, -1);
  if (!answer.ok) toast(answer.message);
}

export const suggest = (ctx, element, query) => post('/sim/suggest', {
  as: store.data.me, container: ctx.surface.container, block_id: ctx.block.block_id, action_id: element.action_id, query,
});
