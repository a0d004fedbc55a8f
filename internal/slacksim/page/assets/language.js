// What the page itself says, in the language of the person who looks at it. English stands in place; de.js has the German of it.

import { de } from './de.js';
import { store, viewer } from './state.js';

const DICTIONARIES = { de };

export function language() {
  const spoken = store.data ? viewer().locale.slice(0, 2) : 'en';
  return Object.hasOwn(DICTIONARIES, spoken) ? spoken : 'en';
}

const put = (text, values) => text.replace(/\{(\d)\}/g, (_, n) => values[n]);

export const say = (text, ...values) => put(DICTIONARIES[language()]?.[text] ?? text, values);

const plain = (text) => text.replace(/[.*+?^$()|[\]\\]/g, '\\$&');

// retell says what the workspace answered, with names and numbers in it, in the person's language.
export function retell(message) {
  const words = DICTIONARIES[language()] || {};
  if (words[message]) return words[message];
  for (const [text, translated] of Object.entries(words)) {
    const found = text.includes('{0}') && message.match(new RegExp(`^${plain(text).replace(/\{\d\}/g, '(.+)')}$`));
    if (found) return put(translated, found.slice(1));
  }
  return message;
}
