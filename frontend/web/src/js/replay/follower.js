// Follows the player's time through a finished stream: what has just passed, what is about to come, and a fresh start after
// every jump. Reads ahead, window by window, and keeps nothing that has passed.

import { browserClock } from '../clock.js';
import { mergeRepeats } from './repeats.js';

/** Read so far ahead; at double speed it is half as long. */
const AHEAD_MS = 8_000;
/** After a jump, this much of what was said before is told as well. */
const BEFORE_MS = 15_000;
/** The player's time may go so far in one step; what is more is a jump. Back is always one. */
const STEP_MS = 4_000;
const RETRY_MS = 2_000;

export class Follower {
  #windows;
  #listener;
  #clock;
  #at = null;
  /** Counts jumps, so that answers to what was asked before one are dropped. */
  #jumps = 0;
  #readUntil = 0;
  #jumpedTo = 0;
  #reading = false;
  #closed = false;
  #waiting = [];

  /**
   * The listener is told, in ms of the stream: `jumped(ms)`; `passed(messages)`, in order, each once since the jump;
   * `coming(messages)`, once they are known; `crowded(from)`, when a window is not shown whole; `trouble(problem)`, null when
   * it is over.
   */
  constructor({ windows, listener, clock = browserClock }) {
    this.#windows = windows;
    this.#listener = listener;
    this.#clock = clock;
  }

  /** To be called whenever the player's time has changed. */
  follow(ms) {
    if (this.#closed) {
      return;
    }
    if (this.#at === null || ms < this.#at || ms > this.#at + STEP_MS) {
      this.#jump(ms);
    }
    this.#at = ms;
    this.#tellPassed();
    this.#readAhead();
  }

  close() {
    this.#closed = true;
    this.#jumps++;
  }

  #jump(ms) {
    this.#jumps++;
    this.#waiting = [];
    this.#reading = false;
    this.#jumpedTo = ms;
    this.#readUntil = this.#windows.startOf(ms - BEFORE_MS);
    this.#listener.jumped(ms);
  }

  async #readAhead() {
    if (this.#reading || this.#closed || this.#readUntil >= this.#at + AHEAD_MS) {
      return;
    }
    this.#reading = true;
    const jump = this.#jumps;
    const from = this.#readUntil;
    try {
      const { messages, whole } = await this.#windows.read(from);
      if (jump === this.#jumps) {
        this.#listener.trouble(null);
        this.#take(from, messages, whole);
      }
    } catch (problem) {
      if (jump === this.#jumps) {
        this.#listener.trouble(problem);
        this.#clock.setTimeout(() => this.#again(jump), RETRY_MS);
      }
    }
  }

  #again(jump) {
    if (jump === this.#jumps) {
      this.#reading = false;
      this.#readAhead();
    }
  }

  #take(from, messages, whole) {
    this.#reading = false;
    this.#readUntil = from + this.#windows.windowMs;
    const merged = mergeRepeats(messages, this.#windows.windowMs / 2);
    this.#waiting.push(...merged);
    this.#listener.coming(merged.filter(({ at }) => at >= Math.max(this.#jumpedTo, this.#at)));
    if (!whole) {
      this.#listener.crowded(from);
    }
    this.#tellPassed();
    this.#readAhead();
  }

  #tellPassed() {
    const first = this.#waiting.findIndex(({ at }) => at > this.#at);
    const passed = this.#waiting.splice(0, first === -1 ? this.#waiting.length : first);
    if (passed.length > 0) {
      this.#listener.passed(passed);
    }
  }
}
