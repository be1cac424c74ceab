// What a program uses: one room, read and written.

import { SeenIds } from './dedupe.js';
import { Emitter } from './emitter.js';
import { Http, roomPath } from './http.js';
import { randomId } from './ids.js';
import { Router } from './route.js';
import { Session } from './session.js';
import { systemClock } from './clock.js';
import { SILENT_TELEMETRY, Telemetry } from './telemetry.js';
import { webSocketOpener } from './websocket-of.js';

const SEND_AGAIN_MS = 600;
const PREFERENCES = ['auto', 'websocket', 'sse', 'polling'];

export class DanmakuClient {
  #room;
  #http;
  #session;
  #telemetry;
  #clock;
  #emitter = new Emitter();

  /** Options: see danmaku.d.ts. */
  constructor({
    server = '', room, token = null, renewToken, uid = null, device = null, version = null, platform = null, network = null,
    cursor = null, prefer = 'auto', remember = 5_000, routeEveryMs = 8_000, telemetry = true, telemetrySample = 1,
    clock = systemClock, random = Math.random, fetch = globalThis.fetch.bind(globalThis), WebSocket,
  }) {
    if (typeof room !== 'string' || room === '') {
      throw new TypeError(`room: ${String(room)} (expected: a room's id)`);
    }
    requirePreference(prefer);
    this.#room = room;
    this.#clock = clock;
    this.#http = new Http({ server, fetch, token: typeof token === 'function' ? token : () => token, renewToken });
    const valueOf = (given) => (typeof given === 'function' ? given() : given);
    const who = () => ({ uid: valueOf(uid), device: valueOf(device), version, platform });
    const router = new Router({ http: this.#http, who, clock, random });
    this.#telemetry = telemetry
      ? new Telemetry({
          http: new Http({ server, fetch }), // needs no token, and must not have one renewed
          who: () => ({ ...who(), network }),
          clock,
          random,
          sample: () => Math.min(telemetrySample, router.route.telemetrySample),
        })
      : SILENT_TELEMETRY;
    let opener = null;
    this.#session = new Session({
      http: this.#http, room, device: valueOf(device), cursor, prefer, clock, random, routeEveryMs,
      router,
      openWebSocket: () => (opener ??= webSocketOpener(WebSocket)),
      seen: new SeenIds(remember),
      telemetry: this.#telemetry,
      emit: (event, value) => this.#emitter.emit(event, value),
    });
  }

  on(event, listener) {
    return this.#emitter.on(event, listener);
  }

  off(event, listener) {
    this.#emitter.off(event, listener);
  }

  /** Where reading goes on; another client can begin there. */
  get cursor() {
    return this.#session.cursor;
  }

  /** How many messages were left out so far, as far as was told. */
  get leftOut() {
    return this.#session.leftOut;
  }

  start() {
    this.#session.start();
    return this;
  }

  stop() {
    this.#session.stop();
    this.#telemetry.flush();
  }

  prefer(wish) {
    requirePreference(wish);
    this.#session.prefer(wish);
  }

  cut(forMs = 0) {
    this.#session.cut(forMs);
  }

  wake() {
    this.#session.wake();
  }

  hurry(delayMs = 0) {
    this.#session.hurry(delayMs);
  }

  /** Resolves when the server has taken the message. Repeats once when no answer came; the id makes that harmless. */
  async send({ type = 'comment', body, id = randomId() }) {
    const call = () => this.#http.json('POST', roomPath(this.#room, '/messages'), { body: { type, body, id } });
    try {
      return await call();
    } catch (problem) {
      if (problem.status !== 0) {
        throw problem;
      }
      await new Promise((resolve) => this.#clock.setTimeout(resolve, SEND_AGAIN_MS));
      return call();
    } finally {
      this.#session.hurry(100);
    }
  }
}

function requirePreference(wish) {
  if (!PREFERENCES.includes(wish)) {
    throw new TypeError(`prefer: ${String(wish)} (expected: ${PREFERENCES.join(', ')})`);
  }
}
