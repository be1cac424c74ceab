// What watches the long connections by itself, and what it found.

import { parts, setText } from '../dom.js';
import { clockTime } from './words.js';

const LOOKS = { watching: 'good', alert: 'bad', off: 'plain' };

export class Guard {
  #api;
  #root;
  #parts;

  constructor({ root, api }) {
    this.#api = api;
    this.#root = root;
    this.#parts = parts(root);
  }

  async refresh() {
    const guard = await this.#api.guard();
    this.#root.hidden = guard === null;
    if (guard === null) {
      return;
    }
    const { state, verdict, judgedAt, acts } = guard;
    setText(this.#parts.state, state);
    this.#parts.state.className = `state state--${LOOKS[state] ?? 'plain'}`;
    setText(this.#parts.verdict, judgedAt === 0 ? verdict : `${verdict} (${clockTime(judgedAt)})`);
    setText(this.#parts.act, acts.length === 0 ? '' : actText(acts[0]));
  }
}

/** What it did last. */
function actText({ at, action, subject, before, after, reason }) {
  const what = subject === '' ? action : `${action} ${subject}`;
  return `Last act, ${clockTime(at)}: ${what}, ${before} → ${after}, because ${reason}`;
}
