// rich_text blocks: sections, lists, quotes, preformatted text.

import { h } from './dom.js';
import { emojify, lookup, unicode } from './emoji.js';
import { broadcast, channelMention, link, userMention } from './mrkdwn.js';
import { slackDate } from './time.js';

const TAGS = { code: 'code', bold: 'b', italic: 'i', strike: 's', underline: 'u' };

function styled(node, style = {}) {
  return Object.entries(TAGS).reduce((inner, [name, tag]) => (style[name] ? h(tag, {}, inner) : inner), node);
}

function leaf(el) {
  switch (el.type) {
    case 'text': return emojify(el.text);
    case 'link': return link(el.url, el.text || el.url);
    case 'emoji': return lookup(el.name) || unicode(el.unicode || '') || `:${el.name}:`;
    case 'user': return userMention(el.user_id);
    case 'usergroup': return h('span', { class: 'mention' }, '@group');
    case 'channel': return channelMention(el.channel_id);
    case 'broadcast': return broadcast(el.range);
    case 'date': {
      const text = slackDate(el.timestamp, el.format);
      return el.url ? link(el.url, text) : h('time', { class: 'date', title: el.fallback }, text);
    }
    case 'color': return h('span', {}, h('span', { class: 'swatch', style: { background: el.value } }), el.value);
    default: return el.fallback || '';
  }
}

const inline = (elements) => (elements || []).map((el) => styled(leaf(el), el.style));

function list(el) {
  const markers = el.style === 'ordered' ? ['decimal', 'lower-alpha', 'lower-roman'] : ['disc', 'circle', 'square'];
  const indent = el.indent || 0;
  return h(
    el.style === 'ordered' ? 'ol' : 'ul',
    { start: el.offset ? el.offset + 1 : null, style: { 'margin-left': `${indent * 24}px`, 'list-style-type': markers[indent % 3] } },
    (el.elements || []).map((item) => h('li', {}, inline(item.elements))),
  );
}

export function richText(elements) {
  return (elements || []).map((el) => {
    switch (el.type) {
      case 'rich_text_list': return list(el);
      case 'rich_text_quote': return h('blockquote', {}, inline(el.elements));
      case 'rich_text_preformatted': return h('pre', {}, inline(el.elements));
      default: return h('div', { class: 'rich-section' }, inline(el.elements));
    }
  });
}
