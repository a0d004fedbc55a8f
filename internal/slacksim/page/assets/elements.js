// Interactive elements. Each takes (element, ctx); ctx says where it stands:
// {surface, block, input: in an input block, dispatch: a change is sent at once, label}.

import { h } from './dom.js';
import { fileInput } from './files.js';
import { hooks } from './hooks.js';
import { icon } from './icons.js';
import { say } from './language.js';
import { plain, rich, words } from './mrkdwn.js';
import { datepicker, datetimepicker, timepicker } from './pickers.js';
import { openMenu } from './popup.js';
import { richInput } from './richinput.js';
import { select } from './select.js';
import { store } from './state.js';
import { act, field, isPending } from './surface.js';

function openUrl(url) {
  if (/^https?:\/\//i.test(url || '')) window.open(url, '_blank', 'noopener');
}

function button(element, ctx) {
  const style = { primary: ' btn-primary', danger: ' btn-danger' }[element.style] || '';
  return h('button', {
    type: 'button', class: `btn${style}${isPending(ctx, element) ? ' busy' : ''}`, ...hooks(ctx, element), 'data-value': element.value,
    'aria-label': element.accessibility_label, title: words(element.text),
    onclick: async () => { if (await act(ctx, element)) openUrl(element.url); },
  }, h('span', { class: 'btn-text' }, plain(element.text?.text, element.text?.emoji !== false)));
}

function iconButton(element, ctx) {
  if (element.visible_to_user_ids && !element.visible_to_user_ids.includes(store.data.me)) return null;
  return h('button', {
    type: 'button', class: 'btn btn-icon', ...hooks(ctx, element), 'data-value': element.value, 'aria-label': element.accessibility_label || words(element.text), title: words(element.text),
    onclick: () => act(ctx, element),
  }, icon(element.icon === 'trash' ? 'trash' : 'bolt', 16));
}

function feedbackButtons(element, ctx) {
  return [['👍', element.positive_button], ['👎', element.negative_button]].filter(([, b]) => b).map(([sign, b]) => h('button', {
    type: 'button', class: 'btn btn-icon', ...hooks(ctx, element), 'data-value': b.value, title: words(b.text), 'aria-label': b.accessibility_label || words(b.text),
    onclick: () => act(ctx, element, b.value),
  }, sign));
}

function overflow(element, ctx) {
  const el = h('button', {
    type: 'button', class: `btn btn-icon${isPending(ctx, element) ? ' busy' : ''}`, ...hooks(ctx, element), 'aria-label': say('More actions'), 'aria-haspopup': 'menu', 'aria-expanded': false,
    onclick: () => openMenu(el, element.options.map((option) => ({
      label: words(option.text), detail: words(option.description), attrs: { 'data-testid': 'option', 'data-value': option.value },
      run: async () => { if (await act(ctx, element, option.value)) openUrl(option.url); },
    }))),
  }, icon('more'));
  return el;
}

// choices are radio buttons or checkboxes; the remembered value is the list of chosen values.
function choices(element, ctx) {
  const many = element.type === 'checkboxes';
  const initial = many ? element.initial_options || [] : [element.initial_option].filter(Boolean);
  const wire = (values) => (many ? values : values[0] ?? null);
  const f = field(ctx, element, initial.map((o) => o.value), wire);
  const offered = f.value.filter((v) => element.options.some((o) => o.value === v));
  f.value = offered.length || many ? offered : initial.map((o) => o.value);
  const name = `${ctx.surface.container.view_id || ctx.surface.container.ts || 'home'}-${ctx.block.block_id}-${element.action_id}`;
  const boxes = element.options.map((option) => h('input', {
    type: many ? 'checkbox' : 'radio', name, value: option.value, 'data-value': option.value, ...hooks(ctx, element, 'choice'),
    onchange: async (event) => {
      const before = f.value;
      const rest = many ? before.filter((v) => v !== option.value) : [];
      f.set(event.target.checked ? [...rest, option.value] : rest);
      if (ctx.dispatch && !(await act(ctx, element, wire(f.value)))) f.set(before);
    },
  }));
  f.paint = () => boxes.forEach((b) => { b.checked = f.value.includes(b.value); });
  f.paint();
  return h('div', { class: 'choices', role: many ? 'group' : 'radiogroup', 'aria-label': ctx.label, ...hooks(ctx, element) },
    element.options.map((option, i) => h('label', { class: 'choice', 'data-value': option.value }, boxes[i],
      h('span', { class: 'choice-text' }, h('span', { class: 'text' }, rich(option.text)), option.description && h('span', { class: 'choice-detail text' }, rich(option.description))))));
}

const LIMIT = 3000; // what Slack takes in a text input without max_length

function textInput(element, ctx) {
  const f = field(ctx, element, String(element.initial_value ?? ''));
  const max = element.max_length || LIMIT;
  const left = h('span', { class: 'count', 'aria-hidden': 'true' });
  const area = element.multiline;
  const on = element.dispatch_action_config?.trigger_actions_on || ['on_enter_pressed'];
  const input = h(area ? 'textarea' : 'input', {
    class: 'text-input', type: area ? null : 'text', rows: area ? 4 : null, maxlength: max, placeholder: words(element.placeholder), autocomplete: 'off', 'aria-label': ctx.label,
    inputmode: { number_input: element.is_decimal_allowed ? 'decimal' : 'numeric', email_text_input: 'email', url_text_input: 'url' }[element.type],
    'aria-describedby': `err-${ctx.block.block_id}`, ...hooks(ctx, element),
    oninput: () => {
      f.set(input.value);
      if (ctx.dispatch && on.includes('on_character_entered')) act(ctx, element, f.wire());
    },
    onkeydown: (event) => {
      // In a multiline field Enter is a new line, so Slack sends the action there with Ctrl or Cmd.
      if (event.key !== 'Enter' || event.isComposing || (area && !event.ctrlKey && !event.metaKey)) return;
      if (!ctx.dispatch || !on.includes('on_enter_pressed')) return;
      event.preventDefault();
      event.stopPropagation();
      act(ctx, element, f.wire());
    },
  });
  f.paint = () => {
    if (input.value !== f.value) input.value = f.value;
    const rest = max - f.value.length;
    left.textContent = element.max_length || rest < 300 ? rest : '';
    left.classList.toggle('low', rest <= 10);
  };
  f.paint();
  return h('div', { class: `text-wrap${area ? ' area' : ''}` }, input, left);
}

export function image(element, cls = '') {
  const src = /^(https?:|data:image\/)/i.test(element.image_url || '') ? element.image_url : null;
  const img = h('img', { class: cls, alt: element.alt_text || '', title: element.alt_text, loading: 'lazy', src, onerror: () => img.replaceWith(h('span', { class: `${cls} image-lost` }, element.alt_text || 'image')) });
  return img;
}

const KINDS = {
  button, workflow_button: button, icon_button: iconButton, feedback_buttons: feedbackButtons, overflow, datepicker, timepicker, datetimepicker, checkboxes: choices, radio_buttons: choices,
  plain_text_input: textInput, email_text_input: textInput, url_text_input: textInput, number_input: textInput, rich_text_input: richInput, file_input: fileInput,
  image: (element) => image(element, 'accessory-image'),
};

export function renderElement(element, ctx) {
  const build = KINDS[element.type] || (/_select$/.test(element.type) ? select : null);
  return build ? build(element, ctx) : h('span', { class: 'unsupported' }, `[${element.type}]`);
}
