// file_input: files are uploaded as they are chosen or dropped; the value is the list of their ids.

import { post } from './api.js';
import { h } from './dom.js';
import { hooks } from './hooks.js';
import { icon } from './icons.js';
import { say } from './language.js';
import { store } from './state.js';
import { field } from './surface.js';
import { toast } from './toast.js';

const MOST = 10;
const BIGGEST = 10 * 1024 * 1024;

const base64 = (file) => new Promise((resolve, reject) => {
  const reader = new FileReader();
  reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(',') + 1));
  reader.onerror = () => reject(reader.error);
  reader.readAsDataURL(file);
});

const size = (bytes) => (bytes < 1024 ? `${bytes} B` : bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);
const extension = (name) => name.split('.').pop().toLowerCase();

export function fileInput(element, ctx) {
  const f = field(ctx, element, [], (files) => files.map((x) => x.id));
  const most = element.max_files || MOST;
  const list = h('div', { class: 'file-list' });
  const picker = h('input', {
    type: 'file', class: 'file-picker', multiple: most > 1, tabindex: -1, 'aria-hidden': true, accept: element.filetypes?.map((t) => `.${t}`).join(','),
    onchange: () => { add([...picker.files]); picker.value = ''; },
  });
  const button = h('button', { type: 'button', class: 'btn', ...hooks(ctx, element), 'aria-label': ctx.label, onclick: () => picker.click() }, icon('upload', 16), most > 1 ? say('Add files') : say('Add a file'));

  async function add(files) {
    for (const file of files) {
      if (f.value.length >= most) { toast(most > 1 ? say('You can add up to {0} files.', most) : say('You can add one file.')); return; }
      if (element.filetypes && !element.filetypes.includes(extension(file.name))) { toast(say('{0} is not of a type that can be added here ({1}).', file.name, element.filetypes.join(', '))); continue; }
      if (file.size > BIGGEST) { toast(say('{0} is larger than 10 MB.', file.name)); continue; }
      const answer = await post('/sim/file', { as: store.data.me, name: file.name, mimetype: file.type, content: await base64(file) });
      if (!answer.ok) { toast(answer.message); continue; }
      f.set([...f.value, { id: answer.file, name: file.name, size: file.size }]);
    }
  }

  f.paint = () => {
    button.disabled = f.value.length >= most;
    list.replaceChildren(...f.value.map((x) => h('div', { class: 'card file-card', 'data-testid': 'file', 'data-value': x.id }, icon('file', 20),
      h('span', { class: 'grow' }, h('b', {}, x.name), h('span', { class: 'muted' }, ` ${size(x.size)}`)),
      h('button', { type: 'button', class: 'icon-btn', 'aria-label': say('Remove {0}', x.name), onclick: () => f.set(f.value.filter((o) => o !== x)) }, icon('close', 12)))));
  };
  f.paint();
  return h('div', {
    class: 'file-input', ondragover: (e) => e.preventDefault(), ondrop: (e) => { e.preventDefault(); add([...e.dataTransfer.files]); },
  }, list, button, picker);
}
