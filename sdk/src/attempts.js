// What the connections so far have taught: how long to wait for the next one, of which kind it is, and where it goes.

import { backoffMs } from './backoff.js';
import { CLOSE } from './close.js';

/** A connection that lasts for this long was no failed attempt. */
export const STABLE_MS = 5_000;

export class Attempts {
  #random;
  /** Connects that failed, one after another; and connections that did not last. */
  #failures = 0;
  #flaps = 0;
  #goTo = [];
  #webSocketWorked = false;
  #webSocketBroken = false;
  #sentToPolling = false;

  constructor(random) {
    this.#random = random;
  }

  get failures() {
    return this.#failures;
  }

  /** Whether a node said that this client is to poll; it holds until the route says otherwise. */
  get sentToPolling() {
    return this.#sentToPolling;
  }

  routeSaysPush() {
    this.#sentToPolling = false;
  }

  /** Another transport is wished for, so that what failed may be tried again. */
  wishChanged() {
    this.#failures = 0;
    this.#webSocketBroken = false;
    this.#sentToPolling = false;
  }

  /** `websocket`, or `sse` where WebSockets seem not to get through. */
  nextKind({ maxFailures }) {
    // Who never had a WebSocket may be in a network that breaks them; then the last try before polling is another way.
    const last = this.#failures % maxFailures === maxFailures - 1;
    return this.#webSocketBroken || (!this.#webSocketWorked && last) ? 'sse' : 'websocket';
  }

  /** The address of the next WebSocket: where a node sent this client, else another of the route's after each failure. */
  nextUrl(nodes) {
    return this.#goTo.shift() ?? nodes[this.#failures % Math.max(1, nodes.length)]?.ws;
  }

  opened(kind) {
    this.#goTo = [];
    this.#webSocketWorked ||= kind === 'websocket';
  }

  /** What is open is what was wished for. */
  forgetFailures() {
    this.#failures = 0;
  }

  failed() {
    this.#failures += 1;
  }

  lasted() {
    this.#flaps = 0;
  }

  /** A connection that had been open has ended. */
  ended(code, livedMs) {
    this.#flaps = code === CLOSE.GOING_AWAY || livedMs >= STABLE_MS ? 0 : this.#flaps + 1;
  }

  /** Learns from why a connection or an attempt ended; returns how many ms to wait before the next, as far as it is up to us. */
  learn({ code, to }, { backoff, maxFailures }) {
    const bad = this.#failures + this.#flaps;
    switch (code) {
      case CLOSE.GOING_AWAY:
        this.#goTo = [...to];
        return 0;
      case CLOSE.TOO_MANY_CONNECTIONS:
        this.#failures = Math.max(this.#failures, maxFailures);
        return backoffMs(32, backoff, this.#random);
      case CLOSE.USE_POLLING:
        this.#sentToPolling = true;
        break;
      case CLOSE.PROTOCOL_ERROR:
        this.#webSocketBroken = true;
        break;
      default: // back with the cursor
    }
    return bad === 0 ? this.#random() * backoff.baseMs : backoffMs(bad, backoff, this.#random);
  }
}
