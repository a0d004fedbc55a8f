// The `markdown` block: standard Markdown, the part of it that Slack translates.

import { h } from './dom.js';
import { emojify } from './emoji.js';
import { link } from './mrkdwn.js';

const RULES = [
  [/`([^`\n]+)`/, (m) => h('code', {}, m[1])],
  [/!?\[([^\]\n]*)\]\(([^)\s]+)\)/, (m) => link(m[2], m[1] || m[2])],
  [/\*\*(?=\S)(.+?)\*\*/, (m) => h('b', {}, inline(m[1]))],
  [/__(?=\S)(.+?)__/, (m) => h('b', {}, inline(m[1]))],
  [/~~(?=\S)(.+?)~~/, (m) => h('s', {}, inline(m[1]))],
  [/\*(?=\S)([^*\n]+?)\*/, (m) => h('i', {}, inline(m[1]))],
  [/(?<![\p{L}\p{N}])_(?=\S)([^_\n]+?)_(?![\p{L}\p{N}])/u, (m) => h('i', {}, inline(m[1]))],
  [/https?:\/\/[^\s<>]*[^\s<>.,;:!?'")\]]/, (m) => link(m[0], m[0])],
];

function inline(text) {
  let first = null;
  for (const [pattern, build] of RULES) {
    const match = pattern.exec(text);
    if (match && (!first || match.index < first.match.index)) first = { match, build };
  }
  if (!first) return [emojify(text)];
  const { match, build } = first;
  return [emojify(text.slice(0, match.index)), build(match), ...inline(text.slice(match.index + match[0].length))];
}

const cells = (line) => line.trim().replace(/^\||\|$/g, '').split('|').map((c) => c.trim());

// Each entry takes the lines it understands from the front of `rest` and gives a node, or nothing.
const BLOCKS = [
  (rest) => {
    if (!/^```/.test(rest[0])) return null;
    rest.shift();
    const end = rest.findIndex((l) => /^```/.test(l));
    const body = rest.splice(0, end < 0 ? rest.length : end);
    rest.shift();
    return h('pre', {}, body.join('\n'));
  },
  (rest) => {
    const heading = rest[0].match(/^(#{1,6})\s+(.*)$/);
    if (!heading) return null;
    rest.shift();
    return h('div', { class: `md-heading md-h${Math.min(heading[1].length, 3)}`, role: 'heading', 'aria-level': heading[1].length }, inline(heading[2]));
  },
  (rest) => (/^\s*([-*_])(\s*\1){2,}\s*$/.test(rest[0]) ? (rest.shift(), h('hr')) : null),
  (rest) => {
    if (!/^>/.test(rest[0])) return null;
    const quote = [];
    while (rest.length && /^>/.test(rest[0])) quote.push(rest.shift().replace(/^> ?/, ''));
    return h('blockquote', {}, inline(quote.join('\n')));
  },
  (rest) => {
    const item = /^(\s*)([-*+]|\d+[.)])\s+(?:\[([ xX])\]\s+)?(.*)$/;
    if (!item.test(rest[0])) return null;
    const ordered = /^\s*\d/.test(rest[0]);
    const items = [];
    while (rest.length && item.test(rest[0]) && /^\s*\d/.test(rest[0]) === ordered) {
      const [, indent, , box, text] = rest.shift().match(item);
      const tick = box && h('input', { type: 'checkbox', disabled: true, checked: box !== ' ' });
      items.push(h('li', { class: tick ? 'task' : null, style: { 'margin-left': `${Math.floor(indent.length / 2) * 24}px` } }, tick, inline(text)));
    }
    return h(ordered ? 'ol' : 'ul', {}, items);
  },
  (rest) => {
    if (!rest[0].includes('|') || !/^\s*\|?[\s:|-]+-[\s:|-]*$/.test(rest[1] || '')) return null;
    const head = cells(rest.shift());
    rest.shift();
    const body = [];
    while (rest.length && rest[0].includes('|')) body.push(cells(rest.shift()));
    return h('div', { class: 'table-wrap' }, h('table', { class: 'table' },
      h('thead', {}, h('tr', {}, head.map((c) => h('th', {}, inline(c))))),
      h('tbody', {}, body.map((row) => h('tr', {}, row.map((c) => h('td', {}, inline(c))))))));
  },
];

export function markdown(text) {
  const rest = String(text ?? '').split('\n');
  const out = [];
  const paragraph = [];
  const flush = () => {
    if (paragraph.length) out.push(h('div', { class: 'md-paragraph' }, inline(paragraph.join('\n'))));
    paragraph.length = 0;
  };
  while (rest.length) {
    if (!rest[0].trim()) { rest.shift(); flush(); continue; }
    let node = null;
    for (const take of BLOCKS) {
      node = take(rest);
      if (node) break;
    }
    if (node) { flush(); out.push(node); } else paragraph.push(rest.shift());
  }
  flush();
  return out;
}
