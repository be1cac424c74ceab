// The sections of the page; the address says which one is shown. The one that is shown is read again every two seconds
// while somebody looks.

import { setText } from '../dom.js';
import { clockTime } from './words.js';

const EVERY_MS = 2_000;

export class Sections {
  #sections;
  #links;
  #status;
  #shown = null;
  #timer = null;
  #running = false;
  #asking = false;
  #again = false;

  /** `sections` by name: `{ root, refresh() }`. `status` tells how fresh what is shown is. */
  constructor({ sections, links, status }) {
    this.#sections = sections;
    this.#links = links;
    this.#status = status;
    window.addEventListener('hashchange', () => this.#follow());
    document.addEventListener('visibilitychange', () => this.refresh());
  }

  start() {
    this.#running = true;
    this.#follow();
  }

  stop() {
    this.#running = false;
    clearTimeout(this.#timer);
  }

  /** Reads what is shown, now. */
  async refresh() {
    clearTimeout(this.#timer);
    if (!this.#running || document.hidden) {
      return;
    }
    if (this.#asking) {
      // What is on its way may be from before a change.
      this.#again = true;
      return;
    }
    this.#asking = true;
    this.#again = false;
    const section = this.#shown;
    try {
      await this.#sections[section].refresh();
      this.#tell('fresh', `as of ${clockTime(Date.now())}`);
    } catch (problem) {
      this.#tell('trouble', `${problem.detail ?? problem} Trying again…`);
    }
    this.#asking = false;
    if (this.#again || section !== this.#shown) {
      this.refresh();
    } else if (this.#running) {
      this.#timer = setTimeout(() => this.refresh(), EVERY_MS);
    }
  }

  #follow() {
    if (!this.#running) {
      return;
    }
    const wanted = window.location.hash.replace(/^#/, '');
    this.#shown = Object.hasOwn(this.#sections, wanted) ? wanted : Object.keys(this.#sections)[0];
    for (const [name, { root }] of Object.entries(this.#sections)) {
      root.hidden = name !== this.#shown;
    }
    for (const link of this.#links) {
      const current = link.hash === `#${this.#shown}`;
      link.removeAttribute('aria-current');
      if (current) {
        link.setAttribute('aria-current', 'page');
        link.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      }
    }
    this.refresh();
  }

  #tell(state, text) {
    this.#status.dataset.state = state;
    setText(this.#status, text);
  }
}
