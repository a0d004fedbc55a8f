// Slack's mrkdwn, as Slack's client shows it. The result is DOM nodes; text from people only ever becomes text nodes.

import { h } from './dom.js';
import { emojify } from './emoji.js';
import { conversation, isApp, isChannel, nameOf, person, store } from './state.js';
import { slackDate } from './time.js';

const decode = (text) => text.replace(/&(amp|lt|gt);/g, (_, name) => ({ amp: '&', lt: '<', gt: '>' })[name]);
const wordLike = /[\p{L}\p{N}]/u;

export function link(url, ...label) {
  // A link may lead to the web, a mailbox or a phone; anything else (javascript:, data:) stays text.
  if (!/^(https?:\/\/|mailto:|tel:)/i.test(url)) return h('span', {}, ...label);
  return h('a', { class: 'link', href: url, target: '_blank', rel: 'noopener noreferrer' }, ...label);
}

export function userMention(id) {
  const mine = id === store.data.me;
  const known = person(id) || isApp(id);
  return h('span', { class: `mention${mine ? ' mention-me' : ''}`, 'data-testid': 'mention', 'data-user': id }, `@${known ? nameOf(id) : 'unknown'}`);
}

export const channelMention = (id, name) =>
  h('span', { class: 'mention', 'data-testid': 'mention', 'data-channel': id }, `#${conversation(id)?.name || name || 'private-channel'}`);

export const broadcast = (range) => h('span', { class: 'mention mention-me', 'data-testid': 'mention', 'data-broadcast': range }, `@${range}`);

// special turns the inside of <…> into a node, or null if it is nothing Slack knows.
function special(inside) {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? '' : decode(inside.slice(bar + 1));
  if (/^@[UWB]\w*$/.test(target)) return userMention(target.slice(1));
  if (/^#[CG]\w*$/.test(target)) return channelMention(target.slice(1), label);
  if (/^!(here|channel|everyone)$/.test(target)) return broadcast(target.slice(1));
  if (target.startsWith('!subteam^')) return h('span', { class: 'mention' }, label || '@group');
  if (target.startsWith('!date^')) {
    const [, unix, format, url] = target.split('^');
    const text = /^-?\d+$/.test(unix) && format ? slackDate(Number(unix), decode(format)) : label;
    return url ? link(decode(url), text) : h('time', { class: 'date', title: label }, text);
  }
  if (/^(https?:\/\/|mailto:|tel:)/i.test(target)) return link(decode(target), emojify(label || decode(target).replace(/^(mailto|tel):/i, '')));
  return null;
}

const BARE_URL = /^https?:\/\/[^\s<>|]*[^\s<>|.,;:!?'")\]}]/i;

// leaf shows text that holds no markup of its own: entities, shortcodes and what Slack finds unless `verbatim`.
function leaf(raw, opts) {
  const text = emojify(decode(raw));
  if (!opts.autolink && !opts.mentions) return [text];
  const out = [];
  let plain = '';
  for (let i = 0; i < text.length; ) {
    const found = (i === 0 || !wordLike.test(text[i - 1])) && automatic(text.slice(i), opts);
    if (!found) { plain += text[i++]; continue; }
    out.push(plain, found.node);
    plain = '';
    i += found.length;
  }
  return [...out, plain];
}

function automatic(rest, opts) {
  const url = opts.autolink && rest.match(BARE_URL)?.[0];
  if (url) return { length: url.length, node: link(url, url) };
  if (!opts.mentions) return null;
  const range = rest.match(/^@(here|channel|everyone)(?![\p{L}\p{N}_])/u);
  if (range) return { length: range[0].length, node: broadcast(range[1]) };
  const name = rest.match(/^#([\p{L}\p{N}_-]+)/u);
  const channel = name && store.data.conversations.find((c) => isChannel(c) && c.name === name[1]);
  return channel ? { length: name[0].length, node: channelMention(channel.id) } : null;
}

const STYLES = { '*': 'b', _: 'i', '~': 's' };

// closing finds the end of a span opened at i with the marker, or -1. It steps over links and code.
function closing(text, i, marker) {
  for (let j = i + 1; j < text.length; j++) {
    if (text[j] === '\n') return -1;
    const skip = text.slice(j).match(/^(<[^<>\n]+>|`[^`\n]+`)/);
    if (skip && marker !== '`') { j += skip[0].length - 1; continue; }
    if (text[j] !== marker) continue;
    if (j === i + 1 || /\s/.test(text[j - 1])) continue;
    if (text[j + 1] === marker || (text[j + 1] && wordLike.test(text[j + 1]))) continue;
    return j;
  }
  return -1;
}

function inline(text, opts) {
  const out = [];
  let plain = '';
  const flush = () => {
    if (plain) out.push(...leaf(plain, opts));
    plain = '';
  };
  for (let i = 0; i < text.length; ) {
    const char = text[i];
    const before = text[i - 1];
    if (char === '<') {
      const inside = text.slice(i).match(/^<([^<>\n]+)>/);
      const node = inside && special(inside[1]);
      if (node) { flush(); out.push(node); i += inside[0].length; continue; }
    }
    const startsWord = before === undefined || (!wordLike.test(before) && before !== char);
    const url = opts.autolink && char === 'h' && startsWord && text.slice(i).match(BARE_URL);
    if (url) { plain += url[0]; i += url[0].length; continue; }
    if ((STYLES[char] || char === '`') && startsWord && text[i + 1] && text[i + 1] !== char && !/\s/.test(text[i + 1])) {
      const end = closing(text, i, char);
      if (end > 0) {
        flush();
        const inner = text.slice(i + 1, end);
        out.push(char === '`' ? h('code', {}, ...code(inner)) : h(STYLES[char], {}, ...inline(inner, opts)));
        i = end + 1;
        continue;
      }
    }
    plain += char;
    i++;
  }
  flush();
  return out;
}

// code keeps everything as typed except <links> and entities.
function code(text) {
  return text.split(/(<[^<>\n]+>)/).map((part) => (/^<.+>$/.test(part) && special(part.slice(1, -1))) || decode(part));
}

function lines(text, opts) {
  const out = [];
  const run = [];
  let quoted = false;
  const flush = () => {
    if (!run.length) return;
    const nodes = inline(run.join('\n'), opts);
    out.push(quoted ? h('blockquote', {}, ...nodes) : nodes);
    run.length = 0;
  };
  for (const line of text.split('\n')) {
    const quote = line.match(/^(?:&gt;|>) ?(.*)$/);
    if (!!quote !== quoted) { flush(); quoted = !!quote; }
    run.push(quote ? quote[1] : line);
  }
  flush();
  return out;
}

// mrkdwn renders text. `verbatim` switches off what Slack finds by itself (bare URLs, @here, #channel);
// `mentions: false` only the mentions, as in the top-level text of an app's message.
export function mrkdwn(text, { verbatim = false, mentions = true } = {}) {
  const opts = { autolink: !verbatim, mentions: !verbatim && mentions };
  const parts = String(text ?? '').split(/```([\s\S]+?)```/);
  return parts.flatMap((part, i) => {
    if (i % 2) return [h('pre', {}, ...code(part.replace(/^\n/, '').replace(/\n$/, '')))];
    const trimmed = part.replace(/^\n/, i ? '' : '\n').replace(/\n$/, i < parts.length - 1 ? '' : '\n');
    return trimmed ? lines(trimmed, opts).flat() : [];
  });
}

export const plain = (text, emoji = true) => (emoji ? emojify(String(text ?? '')) : String(text ?? ''));

// rich shows a text object of either kind.
export function rich(object) {
  if (!object) return [];
  return object.type === 'mrkdwn' ? mrkdwn(object.text, { verbatim: object.verbatim }) : [plain(object.text, object.emoji !== false)];
}

// words is the text object as a plain string, for labels and titles.
export const words = (object) => (object ? plain(object.text) : '');
