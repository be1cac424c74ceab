// Tells how messages reach this page. Visible text may count down every second; what is read
// aloud changes only when the state does.

import { setText } from '../dom.js';
import { browserClock } from '../clock.js';

const TICK_MS = 1_000;

export class TransportIndicator {
  #root;
  #visible;
  #spoken;
  #clock;
  #timer = null;

  /** `root` holds an element to look at and one in an aria-live region. */
  constructor({ root, visible, spoken, clock = browserClock }) {
    this.#root = root;
    this.#visible = visible;
    this.#spoken = spoken;
    this.#clock = clock;
  }

  show(state) {
    this.#clock.clearTimeout(this.#timer);
    this.#root.dataset.state = state.name;
    this.#root.dataset.degraded = String(state.degraded === true);
    this.#root.title = state.reason ?? '';
    this.#draw(state);
    setText(this.#spoken, spokenText(state));
  }

  close() {
    this.#clock.clearTimeout(this.#timer);
  }

  #draw(state) {
    setText(this.#visible, transportText(state, this.#clock.now()));
    if (state.name === 'retrying') {
      this.#timer = this.#clock.setTimeout(() => this.#draw(state), TICK_MS);
    }
  }
}

export function transportText(state, now) {
  switch (state.name) {
    case 'websocket':
      return 'long connection';
    case 'sse':
      return 'events';
    case 'polling':
      return `polling, every ${seconds(state.everyMs)} s`;
    case 'retrying': {
      const left = Math.ceil((state.retryAt - now) / 1000);
      return left > 0 ? `retrying in ${left} s` : 'retrying…';
    }
    case 'ended':
      return 'ended';
    default:
      return 'connecting…';
  }
}

function spokenText(state) {
  return state.name === 'retrying' ? `Connection lost: ${state.reason} Retrying.` : transportText(state, 0);
}

function seconds(ms) {
  return Math.round(ms / 100) / 10;
}
