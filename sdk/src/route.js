// What the server says about how to connect.

import { DEFAULT_BACKOFF } from './backoff.js';

/** Tickets live 60 s; one that is older than this is not tried. */
const TICKET_FRESH_MS = 25_000;

export const UNKNOWN_ROUTE = {
  transport: 'poll', rule: 'unknown', nodes: [], ticket: null, maxFailures: 3, backoff: DEFAULT_BACKOFF, pollAfterMs: 2_000,
  askAgainMs: Infinity, telemetrySample: 1,
};

export class Router {
  #http;
  #who;
  #clock;
  #random;
  #route = UNKNOWN_ROUTE;
  #ticketAt = -Infinity;
  /** The server's time less the clock's; null when it is not known. */
  #offsetMs = null;

  /** `who()` gives `{ uid, device, version, platform }`, any of which may be missing. */
  constructor({ http, who, clock, random }) {
    this.#http = http;
    this.#who = who;
    this.#clock = clock;
    this.#random = random;
  }

  /** The last answer, or one that says to poll. */
  get route() {
    return this.#route;
  }

  /** The server's time, in ms since 1970, as far as is known; else null. */
  get serverNow() {
    return this.#offsetMs === null ? null : this.#clock.now() + this.#offsetMs;
  }

  /** Asks; rejects with a Problem and keeps the last answer. */
  async ask(signal) {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(this.#who())) {
      if (value !== null && value !== undefined && value !== '') {
        query.set(name, value);
      }
    }
    const askedAt = this.#clock.now();
    const answer = await this.#http.json('GET', `/v1/route?${query}`, { signal, cache: 'no-store' });
    this.#route = {
      ...UNKNOWN_ROUTE,
      ...answer,
      backoff: { ...DEFAULT_BACKOFF, ...answer.backoff },
      nodes: this.#shuffled((answer.nodes ?? []).filter(({ ws }) => ws)),
    };
    this.#ticketAt = this.#clock.now();
    if (typeof answer.now === 'number') {
      this.#offsetMs = answer.now - (askedAt + this.#ticketAt) / 2;
    }
    return this.#route;
  }

  /** A ticket for one attempt to connect, from a fresh answer where that is needed: some work only once. */
  async withTicket(signal) {
    if (this.#clock.now() - this.#ticketAt > TICKET_FRESH_MS) {
      await this.ask(signal);
    }
    this.#ticketAt = -Infinity;
    return this.#route;
  }

  /** The nodes in an order in which each is first as often as its weight says. */
  #shuffled(nodes) {
    return nodes
      .map((node) => ({ node, key: -Math.log(1 - this.#random()) / Math.max(node.weight ?? 1, 1e-9) }))
      .sort((a, b) => a.key - b.key)
      .map(({ node }) => node);
  }
}
