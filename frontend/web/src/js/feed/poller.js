// Reads a room by polling. This is one *transport*; another one offers the same:
//
//   start(cursor)    begins to read after a cursor, null for the newest page
//   stop()           ends it; nothing is told afterwards
//   hurry(delayMs)   something is expected: look soon, but never earlier than the server allows
//   cursor           where another transport may go on
//
// and tells a listener:
//
//   page({ messages, first, gap, roomState, online, everyMs })   messages in order, each of them once
//   transport({ name: 'connecting' })
//   transport({ name: 'polling', everyMs })
//   transport({ name: 'retrying', retryAt, reason })      retryAt is a time of the clock
//   transport({ name: 'ended', reason })                  the last thing told

import { browserClock } from '../clock.js';
import { backoffMs, jittered } from './backoff.js';

export const PAGE_LIMIT = 100;
const DEFAULT_INTERVAL_MS = 2_000;
const REQUEST_TIMEOUT_MS = 15_000;

export class Poller {
  #read;
  #seen;
  #listener;
  #clock;
  #random;
  #cursor = null;
  #first = true;
  #tag = null;
  #everyMs = DEFAULT_INTERVAL_MS;
  #failures = 0;
  #notBefore = -Infinity;
  #next = null;
  #request = null;
  #hurried = null;
  #running = false;

  /** `read({ after, limit, etag, signal })` answers a page, null for "not changed", or rejects with a Problem. */
  constructor({ read, seen, listener, clock = browserClock, random = Math.random }) {
    this.#read = read;
    this.#seen = seen;
    this.#listener = listener;
    this.#clock = clock;
    this.#random = random;
  }

  get cursor() {
    return this.#cursor;
  }

  start(cursor = null) {
    this.#cursor = cursor;
    this.#first = cursor === null;
    this.#running = true;
    this.#listener.transport({ name: 'connecting' });
    this.#poll();
  }

  stop() {
    this.#running = false;
    this.#clock.clearTimeout(this.#next?.timer);
    this.#request?.abort();
  }

  hurry(delayMs = 0) {
    if (!this.#running) {
      return;
    }
    if (this.#request !== null) {
      // The answer under way may have been made before what is expected.
      this.#hurried = delayMs;
      return;
    }
    const at = Math.max(this.#clock.now() + delayMs, this.#notBefore);
    if (this.#next === null || at < this.#next.at) {
      this.#schedule(at - this.#clock.now());
    }
  }

  async #poll() {
    this.#next = null;
    this.#request = new AbortController();
    const { signal } = this.#request;
    const timeout = this.#clock.setTimeout(() => this.#request?.abort(), REQUEST_TIMEOUT_MS);
    const after = this.#cursor;
    let outcome;
    try {
      const etag = this.#tag?.after === after ? this.#tag.etag : null;
      const page = await this.#read({ after, limit: PAGE_LIMIT, etag, signal });
      outcome = () => (page === null ? this.#wait(this.#everyMs) : this.#take(page, after));
    } catch (problem) {
      outcome = () => this.#failed(problem);
    }
    this.#clock.clearTimeout(timeout);
    this.#request = null;
    if (this.#running) {
      outcome();
    }
  }

  #take(page, after) {
    const messages = page.messages.filter((message) => this.#seen.add(message.id));
    const first = this.#first;
    this.#first = false;
    this.#cursor = page.cursor;
    this.#tag = { after, etag: page.etag };
    this.#everyMs = page.pollAfterMs > 0 ? page.pollAfterMs : DEFAULT_INTERVAL_MS;
    const ended = page.state !== 'live' && page.messages.length === 0;
    if (!ended) {
      const full = after !== null && page.messages.length >= PAGE_LIMIT;
      // Before the listener is told: an error while drawing must not end the reading.
      this.#wait(full ? 0 : this.#everyMs);
    }
    const { state: roomState, online, gap } = page;
    this.#listener.page({ messages, first, gap: gap === true, roomState, online, everyMs: this.#everyMs });
    if (ended) {
      this.#end('The stream has ended.');
    }
  }

  #wait(everyMs) {
    this.#failures = 0;
    this.#notBefore = -Infinity;
    this.#listener.transport({ name: 'polling', everyMs: this.#everyMs });
    this.#schedule(jittered(everyMs, this.#random));
  }

  #failed(problem) {
    if (problem.status === 404) {
      this.#end(problem.detail);
      return;
    }
    if (problem.status === 400 && this.#cursor !== null) {
      // The server does not know this cursor (any more): from the newest page on, and say so.
      this.#cursor = null;
      this.#listener.page({ messages: [], first: false, gap: true, everyMs: this.#everyMs });
    }
    this.#failures += 1;
    const ownMs = backoffMs(this.#failures, this.#random);
    const askedMs = problem.retryAfterMs ?? 0;
    const waitMs = Math.max(ownMs, askedMs);
    const now = this.#clock.now();
    this.#notBefore = now + askedMs;
    this.#hurried = null;
    const reason = problem.detail ?? 'The answer could not be read.';
    this.#listener.transport({ name: 'retrying', retryAt: now + waitMs, reason });
    this.#schedule(waitMs);
  }

  #end(reason) {
    this.stop();
    this.#listener.transport({ name: 'ended', reason });
  }

  #schedule(delayMs) {
    const wanted = this.#hurried === null ? delayMs : Math.min(delayMs, this.#hurried);
    this.#hurried = null;
    this.#clock.clearTimeout(this.#next?.timer);
    const timer = this.#clock.setTimeout(() => this.#poll(), wanted);
    this.#next = { timer, at: this.#clock.now() + wanted };
  }
}
