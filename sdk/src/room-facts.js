// What a WebSocket does not tell: the room's state and how many are online. Asked for now and then while it is open.

import { jittered } from './backoff.js';
import { roomPath } from './http.js';

const EVERY_MS = 15_000;

export class RoomFacts {
  #http;
  #room;
  #clock;
  #random;
  #listener;
  #timer = null;
  /** Another object each time it is started; an answer that comes after that belongs to nobody. */
  #run = null;

  /** @param listener hears `{ state, online }` */
  constructor({ http, room, clock, random, listener }) {
    this.#http = http;
    this.#room = room;
    this.#clock = clock;
    this.#random = random;
    this.#listener = listener;
  }

  start() {
    this.stop();
    this.#run = {};
    this.#later();
  }

  stop() {
    this.#run = null;
    this.#clock.clearTimeout(this.#timer);
  }

  #later() {
    this.#timer = this.#clock.setTimeout(() => this.#ask(), jittered(EVERY_MS, this.#random));
  }

  async #ask() {
    const run = this.#run;
    try {
      const { state, online } = await this.#http.json('GET', roomPath(this.#room), { cache: 'no-store' });
      if (this.#run === run) {
        this.#listener({ state, online });
      }
    } catch {
      // The next time.
    }
    if (this.#run === run) {
      this.#later();
    }
  }
}
