// What a client tells of its connections: collected, sent now and then, and forgotten when it cannot be.

const EVERY_MS = 30_000;
const MOST_A_CALL = 100;

export class Telemetry {
  #http;
  #who;
  #clock;
  #events = [];
  #timer = null;

  /** `who()` gives `{ uid, device, version, platform, network }`. */
  constructor({ http, who, clock }) {
    this.#http = http;
    this.#who = who;
    this.#clock = clock;
  }

  /** `event`: `{ kind: 'connect'|'disconnect'|'delay'|'gap', transport, ok, ms, code, missed }`, what applies of it. */
  tell(event) {
    if (this.#events.length < MOST_A_CALL) {
      this.#events.push({ ...this.#who(), ...event });
    }
    this.#timer ??= this.#clock.setTimeout(() => this.flush(), EVERY_MS);
  }

  /** Sends what there is; also works while a page is being closed. */
  flush() {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#events.length > 0) {
      const body = this.#events;
      this.#events = [];
      this.#http.call('POST', '/v1/telemetry', { body, keepalive: true }).catch(() => {});
    }
  }
}

/** For clients that do not report. */
export const SILENT_TELEMETRY = { tell() {}, flush() {} };
