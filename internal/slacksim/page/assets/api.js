// The control API of docs/simulator.md: every answer has `ok`, and `message` when it is false.

import { retell } from './language.js';

export const TROUBLE = 'We had some trouble connecting. Try again?';

async function call(path, options) {
  try {
    const response = await fetch(path, options);
    const answer = await response.json();
    if (!answer.ok) answer.message = retell(answer.message || answer.error || TROUBLE);
    return answer;
  } catch {
    return { ok: false, error: 'network', message: retell(TROUBLE) };
  }
}

export const get = (path) => call(path, { cache: 'no-store' });

export const post = (path, body) =>
  call(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

// stream calls onState with every state of that person until the returned function is called.
export function stream(as, onState, onOnline) {
  let source = null;
  let timer = 0;
  let delay = 500;
  const connect = () => {
    source = new EventSource(`/sim/stream?as=${encodeURIComponent(as)}`);
    source.onmessage = (event) => {
      delay = 500;
      onOnline(true);
      onState(JSON.parse(event.data));
    };
    // The browser's own retry gives up after an HTTP error, so each loss starts a new source here.
    source.onerror = () => {
      source.close();
      onOnline(false);
      timer = setTimeout(connect, delay);
      delay = Math.min(delay * 2, 8000);
    };
  };
  connect();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
