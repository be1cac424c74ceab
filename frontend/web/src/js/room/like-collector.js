// Turns quick taps into few messages: what was tapped within the window is sent as one count.

import { browserClock } from '../clock.js';

const WINDOW_MS = 500;

export class LikeCollector {
  #send;
  #clock;
  #count = 0;

  constructor({ send, clock = browserClock }) {
    this.#send = send;
    this.#clock = clock;
  }

  tap() {
    this.#count += 1;
    if (this.#count === 1) {
      this.#clock.setTimeout(() => this.flush(), WINDOW_MS);
    }
  }

  /** Sends what is collected now; also called when the visitor leaves. */
  flush() {
    if (this.#count > 0) {
      const count = this.#count;
      this.#count = 0;
      this.#send(count);
    }
  }
}
