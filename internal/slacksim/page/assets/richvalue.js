// What stands in the editor of a rich_text_input, as the rich_text block that Slack sends.

const MARKS = { B: 'bold', STRONG: 'bold', I: 'italic', EM: 'italic', S: 'strike', STRIKE: 'strike', DEL: 'strike', U: 'underline', CODE: 'code' };
const BLOCKS = new Set(['DIV', 'P', 'UL', 'OL', 'BLOCKQUOTE', 'PRE', 'LI']);
const URL_IN_TEXT = /(https?:\/\/[^\s<>]*[^\s<>.,;:!?'")\]])/;

// leaves are the pieces of text under a node with the marks they carry.
function leaves(node, style = {}) {
  if (node.nodeType === Node.TEXT_NODE) {
    const text = node.textContent.replace(/\u00a0/g, ' ').replace(/\u200b/g, '');
    return text ? text.split(URL_IN_TEXT).filter(Boolean).map((part) => piece(part, style)) : [];
  }
  if (node.nodeName === 'BR') return [piece('\n', style)];
  if (node.nodeName === 'A') return [{ type: 'link', url: node.href, text: node.textContent, ...marks(style) }];
  const mark = MARKS[node.nodeName];
  return [...node.childNodes].flatMap((child) => leaves(child, mark ? { ...style, [mark]: true } : style));
}

const marks = (style) => (Object.keys(style).length ? { style } : {});
const piece = (text, style) => (URL_IN_TEXT.test(text) && !style.code ? { type: 'link', url: text, ...marks(style) } : { type: 'text', text, ...marks(style) });

// joined puts neighbours together that look the same.
function joined(parts) {
  const out = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (last?.type === 'text' && part.type === 'text' && JSON.stringify(last.style) === JSON.stringify(part.style)) last.text += part.text;
    else out.push({ ...part });
  }
  const end = out.at(-1);
  if (end?.type === 'text') end.text = end.text.replace(/\n$/, '');
  return out.filter((p) => p.type !== 'text' || p.text);
}

const section = (elements) => ({ type: 'rich_text_section', elements });

function list(node, indent = 0) {
  const style = node.nodeName === 'OL' ? 'ordered' : 'bullet';
  const out = [];
  for (const item of node.children) {
    if (item.nodeName === 'UL' || item.nodeName === 'OL') { out.push(...list(item, indent + 1)); continue; }
    const own = [...item.childNodes].filter((c) => c.nodeName !== 'UL' && c.nodeName !== 'OL');
    const last = out.at(-1);
    const entry = section(joined(own.flatMap((c) => leaves(c))));
    if (last?.indent === indent && last.style === style) last.elements.push(entry);
    else out.push({ type: 'rich_text_list', style, indent, elements: [entry] });
    for (const inner of item.children) if (inner.nodeName === 'UL' || inner.nodeName === 'OL') out.push(...list(inner, indent + 1));
  }
  return out;
}

// fromEditor answers the block, or null where nothing was written.
export function fromEditor(editor) {
  const out = [];
  let line = [];
  const flush = () => {
    const elements = joined(line);
    if (elements.length) out.push(section(elements));
    line = [];
  };
  const plain = (nodes) => {
    const last = out.at(-1);
    const elements = joined(nodes.flatMap((n) => leaves(n)));
    // Lines that follow one another are one section, as Slack writes them.
    if (last?.type === 'rich_text_section') last.elements = joined([...last.elements, { type: 'text', text: '\n' }, ...elements]);
    else if (elements.length) out.push(section(elements));
  };
  const walk = (node) => {
    switch (node.nodeName) {
      case 'UL': case 'OL': flush(); out.push(...list(node)); return;
      case 'BLOCKQUOTE': flush(); out.push({ type: 'rich_text_quote', elements: joined(leaves(node)) }); return;
      case 'PRE': flush(); out.push({ type: 'rich_text_preformatted', elements: joined(leaves(node).map((p) => ({ type: 'text', text: p.text ?? p.url }))) }); return;
      default:
    }
    const inner = [...node.childNodes];
    if (BLOCKS.has(node.nodeName)) {
      flush();
      if (inner.some((c) => BLOCKS.has(c.nodeName))) inner.forEach(walk);
      else plain(inner);
      return;
    }
    line.push(...leaves(node));
  };
  [...editor.childNodes].forEach(walk);
  flush();
  const elements = out.filter((e) => e.elements.length && e.elements.some((p) => p.type !== 'text' || p.text.trim()));
  return elements.length ? { type: 'rich_text', elements } : null;
}
