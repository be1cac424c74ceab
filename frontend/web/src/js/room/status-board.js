// What `status` messages say about the stream (a score, a topic): the last value of each key.

import { element, setText } from '../dom.js';
import { statusText } from '../text.js';

/** More keys than this would cover the stage. */
const MAX_KEYS = 4;

export class StatusBoard {
  #root;
  #values = new Map();

  constructor(root) {
    this.#root = root;
  }

  set({ key, value }) {
    const shown = statusText(value);
    if (!this.#values.has(key)) {
      if (this.#values.size >= MAX_KEYS) {
        return;
      }
      const node = element('b', {});
      this.#values.set(key, node);
      this.#root.append(element('div', { class: 'status' }, element('span', {}, String(key)), node));
    }
    setText(this.#values.get(key), shown);
  }
}
