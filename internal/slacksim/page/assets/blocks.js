// Block Kit: blocks to DOM.

import { h } from './dom.js';
import { image, renderElement } from './elements.js';
import { icon } from './icons.js';
import { say } from './language.js';
import { markdown } from './markdown.js';
import { link, rich, words } from './mrkdwn.js';
import { richText } from './richtext.js';

const text = (object, cls = '') => h('div', { class: `text ${cls}` }, rich(object));

const BLOCKS = {
  section(block, ctx) {
    const body = h('div', { class: 'section-body' },
      block.text && text(block.text),
      block.fields && h('div', { class: 'fields' }, block.fields.map((f) => text(f, 'field-cell'))));
    if (!block.accessory) return body;
    return h('div', { class: `section section-${block.accessory.type}` }, body, h('div', { class: 'accessory' }, renderElement(block.accessory, { ...ctx, dispatch: true })));
  },

  header: (block) => h('div', { class: 'header-block', role: 'heading', 'aria-level': 2 }, rich(block.text)),
  divider: () => h('hr', { class: 'divider' }),
  context: (block) => h('div', { class: 'context' }, block.elements.map((el) => (el.type === 'image' ? image(el, 'context-image') : text(el)))),
  actions: (block, ctx) => h('div', { class: 'actions' }, block.elements.map((el) => renderElement(el, { ...ctx, dispatch: true }))),
  context_actions: (block, ctx) => h('div', { class: 'actions' }, block.elements.map((el) => renderElement(el, { ...ctx, dispatch: true }))),

  image: (block) => h('figure', { class: 'image-block' },
    block.title && h('figcaption', {}, rich(block.title)),
    image({ ...block, image_url: block.image_url || block.slack_file?.url }, 'image')),

  input(block, ctx) {
    const id = `err-${block.block_id}`;
    return h('div', { class: 'input-block', 'data-testid': 'input', 'data-block-id': block.block_id },
      h('div', { class: 'input-label' }, rich(block.label), block.optional && h('span', { class: 'optional' }, say(' (optional)'))),
      renderElement(block.element, { ...ctx, input: true, dispatch: !!block.dispatch_action, label: words(block.label) }),
      h('div', { class: 'field-error', id, role: 'alert', 'data-testid': 'error', 'data-block-id': block.block_id, hidden: true }),
      block.hint && h('div', { class: 'hint' }, rich(block.hint)));
  },

  rich_text: (block) => h('div', { class: 'text rich' }, richText(block.elements)),
  markdown: (block) => h('div', { class: 'text rich' }, markdown(block.text)),

  alert: (block) => h('div', { class: `alert alert-${block.level || 'default'}`, role: ['error', 'warning'].includes(block.level) ? 'alert' : 'status' },
    icon({ error: 'warning', warning: 'warning', success: 'check' }[block.level] || 'info', 18), text(block.text)),

  table(block) {
    const settings = block.column_settings || [];
    const cell = (c, tag, i) => h(tag, { class: settings[i]?.is_wrapped ? 'wrapped' : null, style: { 'text-align': settings[i]?.align || 'left' } },
      c.type === 'rich_text' ? richText(c.elements) : String(c.text ?? c.value ?? ''));
    const [head = [], ...body] = block.rows || [];
    const short = (rows) => rows.every((row) => row.length < 6);
    return h('div', { class: `table-wrap${short(block.rows || []) ? ' fits' : ''}`, tabindex: 0, role: 'region', 'aria-label': say('Table') }, h('table', { class: 'table' },
      h('thead', {}, h('tr', {}, head.map((c, i) => cell(c, 'th', i)))),
      h('tbody', {}, body.map((row) => h('tr', {}, row.map((c, i) => cell(c, 'td', i)))))));
  },

  file: (block) => h('div', { class: 'card' }, icon('file', 24), h('div', {}, h('b', {}, block.external_id || block.file_id || say('File')), h('div', { class: 'muted' }, say('Remote file')))),

  video: (block) => h('div', { class: 'video' },
    h('b', {}, block.title_url ? link(block.title_url, words(block.title)) : words(block.title)),
    h('div', { class: 'muted' }, [block.provider_name, block.author_name].filter(Boolean).join(' · ')),
    block.description && text(block.description),
    h('div', { class: 'video-frame' }, block.thumbnail_url && image({ image_url: block.thumbnail_url, alt_text: block.alt_text }, 'image'),
      link(block.video_url || '', h('span', { class: 'video-play' }, icon('play', 24))))),
};

// renderBlocks draws blocks for a surface. Slack gives every block an id; the position serves where one is missing.
export function renderBlocks(blocks, surface) {
  return (blocks || []).map((block, i) => {
    const named = block.block_id ? block : { ...block, block_id: `b${i}` };
    const build = Object.hasOwn(BLOCKS, block.type) && BLOCKS[block.type];
    const ctx = { surface, block: named, input: false, dispatch: false, label: '' };
    return h('div', { class: `block block-${block.type}`, 'data-testid': `block-${block.type}`, 'data-block-id': named.block_id },
      build ? build(named, ctx) : h('div', { class: 'unsupported' }, `This workspace can't show a “${block.type}” block.`));
  });
}
