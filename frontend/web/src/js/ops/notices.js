// What an action did, or why it failed. Good news goes by itself; bad news stays until it is dismissed.

import { element } from '../dom.js';

const SHOWN_MS = 8_000;
const MOST = 4;

export class Notices {
  #list;

  constructor(list) {
    this.#list = list;
  }

  done(text) {
    const row = this.#add('done', text);
    setTimeout(() => row.remove(), SHOWN_MS);
  }

  failed(text) {
    this.#add('failed', text);
  }

  /** Runs an action and tells how it went; resolves with whether it went well. */
  async tell(action, done) {
    try {
      const answer = await action();
      this.done(typeof done === 'function' ? done(answer) : done);
      return true;
    } catch (problem) {
      this.failed(`Nothing was changed: ${problem.detail ?? problem}`);
      return false;
    }
  }

  #add(kind, text) {
    const row = element(
      'li',
      { class: `notice notice--${kind}` },
      element('span', {}, text),
      element('button', { class: 'notice-close', type: 'button', 'aria-label': 'Dismiss', onclick: () => row.remove() }, '×'),
    );
    this.#list.append(row);
    while (this.#list.children.length > MOST) {
      this.#list.firstElementChild.remove();
    }
    return row;
  }
}
