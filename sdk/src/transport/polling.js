// Reads a room by polling. The pace is the server's: every answer says when to ask again.

import { backoffMs, jittered } from '../backoff.js';
import { CLOSE, closing } from '../close.js';
import { roomPath } from '../http.js';

export const PAGE_LIMIT = 100;
const DEFAULT_INTERVAL_MS = 2_000;
const REQUEST_TIMEOUT_MS = 15_000;

export class PollingTransport {
  name = 'polling';
  #http;
  #room;
  #cursor;
  #listener;
  #clock;
  #random;
  #backoff;
  #tag = null;
  #everyMs = DEFAULT_INTERVAL_MS;
  #failures = 0;
  #notBefore = -Infinity;
  #next = null;
  #request = null;
  #hurried = null;
  #done = false;
  #trouble = null;

  /**
   * Besides what every transport tells, the listener hears `polled({ everyMs, trouble })` when the pace or the trouble has
   * changed: trouble is `{ reason, retryAt }` or null. `backoff()` gives the numbers of the route's answer.
   */
  constructor({ http, room, cursor, listener, clock, random, backoff }) {
    this.#http = http;
    this.#room = room;
    this.#cursor = cursor;
    this.#listener = listener;
    this.#clock = clock;
    this.#random = random;
    this.#backoff = backoff;
  }

  /** What cannot be read now: `{ reason, retryAt }`, retryAt a time of the clock; null when all is well. */
  get trouble() {
    return this.#trouble;
  }

  get everyMs() {
    return this.#everyMs;
  }

  start(delayMs = 0) {
    this.#schedule(delayMs);
  }

  /** Ends it; nothing is told afterwards. */
  close() {
    this.#done = true;
    this.#clock.clearTimeout(this.#next?.timer);
    this.#request?.abort();
  }

  /** Something is expected: looks soon, but never earlier than the server allows. */
  hurry(delayMs = 0) {
    if (this.#done) {
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

  acknowledge() {
    // Polls are of the room only, which needs none.
  }

  async #poll() {
    this.#next = null;
    this.#request = new AbortController();
    const { signal } = this.#request;
    const timeout = this.#clock.setTimeout(() => this.#request?.abort(), REQUEST_TIMEOUT_MS);
    const after = this.#cursor;
    let outcome;
    try {
      const page = await this.#read(after, signal);
      outcome = () => (page === null ? this.#wait(this.#everyMs) : this.#take(page, after));
    } catch (problem) {
      outcome = () => this.#failed(problem);
    }
    this.#clock.clearTimeout(timeout);
    this.#request = null;
    if (!this.#done) {
      outcome();
    }
  }

  /** A page with its `etag`, or null when nothing has changed since the one before. */
  async #read(after, signal) {
    const query = new URLSearchParams({ limit: PAGE_LIMIT });
    if (after !== null) {
      query.set('after', after);
    }
    const etag = this.#tag?.after === after ? this.#tag.etag : null;
    const headers = etag ? { 'If-None-Match': etag } : {};
    // Every cursor is another address: without no-store they would fill a browser's cache.
    const options = { headers, signal, cache: 'no-store' };
    const response = await this.#http.call('GET', roomPath(this.#room, `/messages?${query}`), options);
    return response.status === 304 ? null : { ...(await response.json()), etag: response.headers.get('ETag') };
  }

  #take(page, after) {
    this.#cursor = page.cursor;
    this.#tag = { after, etag: page.etag };
    this.#everyMs = page.pollAfterMs > 0 ? page.pollAfterMs : DEFAULT_INTERVAL_MS;
    const over = page.state === 'ended' && page.messages.length === 0;
    if (!over) {
      const full = after !== null && page.messages.length >= PAGE_LIMIT;
      // Before the listener is told: an error there must not end the reading.
      this.#wait(full ? 0 : this.#everyMs);
    }
    this.#listener.batch({
      topic: `room:${this.#room}`, from: after, to: page.cursor, messages: page.messages,
      leftOut: page.leftOut ?? 0, gap: page.gap === true,
    });
    if (!this.#done) {
      this.#listener.room({ state: page.state, online: page.online });
    }
    if (over) {
      this.#end({ ...closing({ reason: 'The stream has ended.' }), over: true });
    }
  }

  #wait(everyMs) {
    this.#failures = 0;
    this.#notBefore = -Infinity;
    this.#trouble = null;
    this.#schedule(jittered(everyMs, this.#random));
    this.#listener.polled();
  }

  #failed(problem) {
    if (problem.status === 404) {
      this.#end({ ...closing({ reason: problem.detail }), over: true });
      return;
    }
    if (problem.status === 403) {
      this.#end(closing({ code: CLOSE.BANNED, reason: problem.detail }));
      return;
    }
    if (problem.status === 400 && this.#cursor !== null) {
      // The server does not know this cursor (any more): from the newest page on, and say so.
      this.#cursor = null;
      this.#listener.lostCursor();
    }
    this.#failures += 1;
    const askedMs = problem.retryAfterMs ?? 0;
    const waitMs = Math.max(backoffMs(this.#failures, this.#backoff(), this.#random), askedMs);
    const now = this.#clock.now();
    this.#notBefore = now + askedMs;
    this.#hurried = null;
    this.#trouble = { reason: problem.detail ?? 'The answer could not be read.', retryAt: now + waitMs };
    this.#schedule(waitMs);
    this.#listener.polled();
  }

  #end(reason) {
    if (!this.#done) {
      this.close();
      this.#listener.closed(reason);
    }
  }

  #schedule(delayMs) {
    const wanted = this.#hurried === null ? delayMs : Math.min(delayMs, this.#hurried);
    this.#hurried = null;
    this.#clock.clearTimeout(this.#next?.timer);
    const timer = this.#clock.setTimeout(() => this.#poll(), wanted);
    this.#next = { timer, at: this.#clock.now() + wanted };
  }
}
