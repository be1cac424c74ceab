// What a client tells of its connections: collected, sent now and then, and forgotten when it cannot be. Nothing here ever
// disturbs the client: whatever goes wrong, it is silent.

import { jittered } from './backoff.js';

/** How long an event may wait: what went wrong is wanted soon, how late messages are is not. */
const WAITS_MS = { connect: 4_000, disconnect: 10_000, gap: 10_000, delay: 30_000 };
/** Of delays, the longest within this time is told. */
const DELAY_EVERY_MS = 10_000;
/** Whoever was away for longer, as with a closed laptop, tells nothing of the network. */
const MOST_DELAY_MS = 300_000;
const MOST_KEPT = 100;
/** The server takes 100 events and 16 KB a call; these are less of both. */
const MOST_A_CALL = 40;

export class Telemetry {
  #http;
  #who;
  #clock;
  #random;
  #sample;
  #draw;
  #events = [];
  #timer = null;
  #dueAt = Infinity;
  #delay = null;

  /**
   * `who()` gives `{ uid, device, version, platform, network }`; `sample()` says which share of all clients reports, 0 to 1.
   */
  constructor({ http, who, clock, random = Math.random, sample = () => 1 }) {
    this.#http = http;
    this.#who = who;
    this.#clock = clock;
    this.#random = random;
    this.#sample = sample;
    this.#draw = random();
  }

  /** `event`: `{ kind: 'connect'|'disconnect'|'delay'|'gap', transport, ok, ms, code, missed }`, what applies of it. */
  tell(event) {
    try {
      if (this.#events.length < MOST_KEPT && this.#draw < this.#sample()) {
        this.#events.push({ ...this.#who(), ...event });
        this.#within(WAITS_MS[event.kind]);
      }
    } catch {
      // What who or sample throw is not the reading's trouble.
    }
  }

  /** A message came so long after it was sent. */
  late(transport, ms) {
    if (!(ms <= MOST_DELAY_MS)) {
      return;
    }
    const now = this.#clock.now();
    const late = Math.max(0, Math.round(ms));
    if (this.#delay?.transport === transport) {
      this.#delay.ms = Math.max(this.#delay.ms, late);
    } else {
      this.#tellDelay();
      this.#delay = { transport, ms: late, since: now };
    }
    if (now - this.#delay.since >= DELAY_EVERY_MS) {
      this.#tellDelay();
    }
  }

  #tellDelay() {
    if (this.#delay !== null) {
      const { transport, ms } = this.#delay;
      this.#delay = null;
      this.tell({ kind: 'delay', transport, ms });
    }
  }

  #within(waitMs) {
    const now = this.#clock.now();
    const delayMs = jittered(waitMs, this.#random);
    if (now + delayMs < this.#dueAt) {
      this.#clock.clearTimeout(this.#timer);
      this.#dueAt = now + delayMs;
      this.#timer = this.#clock.setTimeout(() => this.flush(), delayMs);
    }
  }

  /** Sends what there is; also works while a page is being closed. */
  flush() {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
    this.#dueAt = Infinity;
    const events = this.#events;
    this.#events = [];
    for (let from = 0; from < events.length; from += MOST_A_CALL) {
      const body = events.slice(from, from + MOST_A_CALL);
      this.#http.call('POST', '/v1/telemetry', { body, keepalive: true }).catch(() => {});
    }
  }
}

/** For clients that do not report. */
export const SILENT_TELEMETRY = { tell() {}, late() {}, flush() {} };
