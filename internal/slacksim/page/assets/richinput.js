// rich_text_input: a small editor whose value is a rich_text block. What it holds is kept as that block; the editor is drawn from it.

import { h } from './dom.js';
import { hooks } from './hooks.js';
import { say } from './language.js';
import { words } from './mrkdwn.js';
import { fromEditor } from './richvalue.js';
import { richText } from './richtext.js';
import { act, field } from './surface.js';

// Every tool works on the selection. The keys are Slack's.
const TOOLS = [
  ['bold', 'B', 'Bold', 'b'], ['italic', 'I', 'Italic', 'i'], ['strikeThrough', 'S', 'Strikethrough', 'x', true], ['code', '</>', 'Code', 'c', true],
  ['insertOrderedList', '1.', 'Ordered list', '7', true], ['insertUnorderedList', '•', 'Bulleted list', '8', true], ['quote', '❝', 'Quote', '9', true], ['pre', '{ }', 'Code block'],
];

function run(name) {
  if (name === 'code') {
    const selection = getSelection();
    const inside = selection.anchorNode?.parentElement?.closest('code');
    if (inside) { inside.replaceWith(...inside.childNodes); return; }
    if (selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    const code = h('code', {}, range.toString());
    range.deleteContents();
    range.insertNode(code);
    selection.selectAllChildren(code);
    return;
  }
  const block = { quote: 'blockquote', pre: 'pre' }[name];
  if (!block) { document.execCommand(name); return; }
  const within = getSelection().anchorNode?.parentElement?.closest(block);
  document.execCommand('formatBlock', false, within ? 'div' : block);
}

export function richInput(element, ctx) {
  const f = field(ctx, element, element.initial_value || null);
  const on = element.dispatch_action_config?.trigger_actions_on || ['on_enter_pressed'];
  const lines = Math.max(element.min_lines || 3, 1);
  const editor = h('div', {
    class: 'text-input rich-editor text rich', contenteditable: 'true', role: 'textbox', 'aria-multiline': true, 'aria-label': ctx.label, spellcheck: 'false',
    'aria-describedby': `err-${ctx.block.block_id}`, 'data-placeholder': words(element.placeholder), style: { 'min-height': `${lines * 22 + 18}px`, 'max-height': `${(element.max_lines || 12) * 22 + 18}px` },
    ...hooks(ctx, element),
  });
  const tools = h('div', { class: 'rich-tools', role: 'toolbar', 'aria-label': say('Formatting') }, TOOLS.map(([name, sign, label]) => h('button', {
    type: 'button', class: `icon-btn rich-tool rich-${name}`, 'aria-label': say(label), title: say(label), tabindex: -1, onmousedown: (e) => e.preventDefault(),
    onclick: () => { editor.focus(); run(name); taken(); },
  }, sign)));

  let mine = ''; // the value that the editor shows
  function taken() {
    const value = fromEditor(editor);
    mine = JSON.stringify(value);
    f.set(value);
    editor.classList.toggle('is-empty', !value);
    if (ctx.dispatch && on.includes('on_character_entered')) act(ctx, element, value);
  }
  f.paint = () => {
    const value = JSON.stringify(f.value);
    if (value === mine) return;
    mine = value;
    editor.replaceChildren(...richText(f.value?.elements || []));
    editor.classList.toggle('is-empty', !f.value);
  };
  editor.addEventListener('input', taken);
  editor.addEventListener('paste', (event) => {
    event.preventDefault();
    document.execCommand('insertText', false, event.clipboardData.getData('text/plain'));
  });
  editor.addEventListener('keydown', (event) => {
    const mod = event.ctrlKey || event.metaKey;
    const tool = mod && TOOLS.find(([, , , key, shift]) => key === event.key.toLowerCase() && !!shift === event.shiftKey);
    if (tool) { event.preventDefault(); run(tool[0]); taken(); return; }
    if (event.key !== 'Enter' || !mod || !ctx.dispatch || !on.includes('on_enter_pressed')) return;
    event.preventDefault();
    event.stopPropagation();
    act(ctx, element, f.value);
  });
  f.paint();
  editor.classList.toggle('is-empty', !f.value);
  return h('div', { class: 'rich-input' }, tools, editor);
}
