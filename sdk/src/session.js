// Which transport one client reads one room by, and the way from each to the others.
//
// At any time a room is read by a long connection that is open, or else by polling, also while a connection is being tried:
// so nobody waits for a network. Who changes over takes the `Reading` along, the cursor and the ids seen, so nothing is missed
// and nothing is told twice.

import { Attempts, STABLE_MS } from './attempts.js';
import { backoffMs, jittered } from './backoff.js';
import { Chain, isAcknowledged } from './chain.js';
import { CLOSE, closing, OWN_CLOSE } from './close.js';
import { Reading } from './reading.js';
import { RoomFacts } from './room-facts.js';
import { transportState } from './transport-state.js';
import { PollingTransport } from './transport/polling.js';
import { SseTransport } from './transport/sse.js';
import { WebSocketTransport } from './transport/websocket.js';

export class Session {
  #http;
  #router;
  #room;
  #device;
  #openWebSocket;
  #reading;
  #attempts;
  #roomFacts;
  #telemetry;
  #emit;
  #clock;
  #random;
  #routeEveryMs;

  #prefer;
  #poller = null;
  /** The open long connection, and the one being tried: `{ transport, chain, startedAt, openedAt }`. */
  #long = null;
  #attempt = null;
  #retry = null;
  #cut = null;
  #ended = null;
  #running = false;
  #routeTimer = null;
  #stableTimer = null;
  #told = '';

  constructor(options) {
    const { http, router, room, device, cursor, prefer, openWebSocket, seen, telemetry, emit, clock, random, routeEveryMs } = options;
    this.#http = http;
    this.#router = router;
    this.#room = room;
    this.#device = device;
    this.#prefer = prefer;
    this.#openWebSocket = openWebSocket;
    this.#reading = new Reading({ room, cursor, seen, emit, telemetry, serverNow: () => router.serverNow });
    this.#attempts = new Attempts(random);
    this.#roomFacts = new RoomFacts({ http, room, clock, random, listener: (facts) => this.#facts(facts) });
    this.#telemetry = telemetry;
    this.#emit = emit;
    this.#clock = clock;
    this.#random = random;
    this.#routeEveryMs = routeEveryMs;
  }

  get cursor() {
    return this.#reading.cursor;
  }

  get leftOut() {
    return this.#reading.leftOut;
  }

  start() {
    this.#running = true;
    this.#tell();
    this.#poll(0);
    this.#askRoute();
  }

  stop() {
    this.#running = false;
    this.#clock.clearTimeout(this.#routeTimer);
    this.#dropAll();
  }

  /** `auto`, `websocket`, `sse` or `polling`. What is open goes on until the other one is. */
  prefer(wish) {
    this.#prefer = wish;
    this.#attempts.wishChanged();
    this.#dropAttempt();
    this.#decide();
  }

  /** Something is expected: a polling client looks soon. */
  hurry(delayMs) {
    this.#poller?.hurry(delayMs);
  }

  /** The network may be back: what waits is tried now. */
  wake() {
    this.#poller?.hurry(0);
    if (this.#retry !== null) {
      this.#clearRetry();
      this.#decide();
    }
  }

  /** Drops every connection, stays away for a time, and comes back with the cursor. */
  cut(forMs) {
    if (!this.#running || this.#ended !== null) {
      return;
    }
    this.#dropAll();
    const timer = this.#clock.setTimeout(() => {
      this.#cut = null;
      this.#decide();
    }, forMs);
    this.#cut = { timer, until: this.#clock.now() + forMs };
    this.#tell();
  }

  // ---- what to use

  get #route() {
    return this.#router.route;
  }

  #wantsLong() {
    if (this.#prefer === 'polling' || this.#reading.isOver) {
      return false;
    }
    return this.#prefer === 'sse' || (this.#route.transport === 'push' && !this.#attempts.sentToPolling);
  }

  /** Whether what is open is what is wished for; with `auto`, events are only the second best. */
  #isFine(connection) {
    return this.#prefer === 'auto' || connection.transport.name === this.#prefer;
  }

  #nextKind() {
    if (this.#prefer === 'sse') {
      return 'sse';
    }
    return this.#prefer === 'auto' && this.#long === null ? this.#attempts.nextKind(this.#route) : 'websocket';
  }

  /** Starts what is missing, and ends what is not wanted. May be called at any time. */
  #decide() {
    if (!this.#running || this.#ended !== null || this.#cut !== null) {
      return;
    }
    if (!this.#wantsLong()) {
      this.#dropAttempt();
      this.#dropLong();
      this.#attempts.forgetFailures();
      this.#poll(0);
    } else if (this.#attempt === null && this.#retry === null) {
      if (this.#long === null) {
        this.#poll(this.#random() * this.#route.backoff.baseMs);
      }
      if ((this.#long === null || !this.#isFine(this.#long)) && this.#reading.cursor !== null) {
        this.#connect(this.#nextKind());
      }
    }
    this.#tell();
  }

  async #askRoute() {
    try {
      await this.#router.ask();
      if (this.#route.transport === 'push') {
        this.#attempts.routeSaysPush();
      }
    } catch {
      // The last answer holds.
    }
    if (this.#running && this.#ended === null) {
      this.#routeTimer = this.#clock.setTimeout(() => this.#askRoute(), jittered(Math.min(this.#routeEveryMs, this.#route.askAgainMs), this.#random));
      this.#decide();
    }
  }

  // ---- connecting

  async #connect(kind) {
    const connection = { transport: null, kind, chain: new Chain(), startedAt: this.#clock.now(), openedAt: 0 };
    this.#attempt = connection;
    try {
      connection.transport = kind === 'sse' ? this.#sse(connection) : await this.#webSocket(connection);
    } catch (problem) {
      if (this.#attempt === connection) {
        this.#failed(connection, closing({ reason: problem.detail ?? String(problem) }));
      }
      return;
    }
    if (this.#attempt !== connection) {
      return;
    }
    if (this.#wantsLong()) {
      connection.transport.start();
    } else {
      this.#decide();
    }
  }

  #sse(connection) {
    return new SseTransport({
      http: this.#http, room: this.#room, cursor: this.#reading.cursor, clock: this.#clock, listener: this.#listener(connection),
    });
  }

  async #webSocket(connection) {
    const open = await this.#openWebSocket();
    const { nodes, ticket } = await this.#router.withTicket();
    const url = this.#attempts.nextUrl(nodes);
    if (url === undefined && this.#wantsLong()) {
      throw new Error('The route names no nodes.');
    }
    return new WebSocketTransport({
      open, url, clock: this.#clock, random: this.#random, listener: this.#listener(connection),
      auth: { ticket, room: this.#room, cursor: this.#reading.cursor, acks: true, ...(this.#device ? { device: this.#device } : {}) },
    });
  }

  #listener(connection) {
    return {
      opened: ({ cursors }) => this.#opened(connection, cursors),
      batch: (batch) => this.#batch(connection, batch),
      room: (facts) => this.#facts(facts),
      closed: (reason) => this.#closed(connection, reason),
    };
  }

  #opened(connection, cursors) {
    if (this.#attempt !== connection) {
      return;
    }
    this.#attempt = null;
    this.#dropLong();
    this.#dropPoller();
    this.#long = connection;
    connection.chain = new Chain(cursors);
    connection.openedAt = this.#clock.now();
    this.#attempts.opened(connection.kind);
    this.#reportConnect(connection, true);
    if (connection.kind === 'websocket') {
      this.#roomFacts.start();
    }
    this.#stableTimer = this.#clock.setTimeout(() => this.#attempts.lasted(), STABLE_MS);
    if (this.#isFine(connection) && !(this.#prefer === 'auto' && connection.kind === 'sse')) {
      this.#attempts.forgetFailures();
    } else {
      this.#retryIn(backoffMs(Math.max(1, this.#attempts.failures), this.#route.backoff, this.#random), 'WebSockets do not get through.');
    }
    this.#tell();
  }

  #batch(connection, batch) {
    if (this.#long !== connection) {
      return;
    }
    if (!connection.chain.accepts(batch)) {
      this.#telemetry.tell({ kind: 'gap', transport: connection.kind });
      connection.transport.close(OWN_CLOSE.HOLE);
      this.#closed(connection, closing({ code: OWN_CLOSE.HOLE, reason: 'something was missing' }));
      return;
    }
    this.#take(batch, connection.kind);
    if (isAcknowledged(batch.topic) && this.#long === connection) {
      connection.transport.acknowledge(batch.topic, batch.to);
    }
  }

  #closed(connection, reason) {
    if (this.#attempt === connection) {
      this.#failed(connection, reason);
    } else if (this.#long === connection) {
      const livedMs = this.#clock.now() - connection.openedAt;
      this.#telemetry.tell({ kind: 'disconnect', transport: connection.kind, code: reason.code, ms: Math.round(livedMs) });
      this.#forgetLong();
      this.#attempts.ended(reason.code, livedMs);
      this.#react(reason);
    }
  }

  #failed(connection, reason) {
    this.#attempt = null;
    this.#attempts.failed();
    this.#reportConnect(connection, false, reason.code);
    this.#react(reason);
  }

  /** What a reason asks for. */
  #react(reason) {
    if (reason.over || reason.code === CLOSE.BANNED) {
      this.#end(reason.reason);
      return;
    }
    if (reason.lostCursor) {
      this.#lostCursor();
    }
    const waitMs = this.#attempts.learn(reason, this.#route);
    if (this.#long === null) {
      // Who is back soon polls not at all, and not all who were dropped poll at once.
      this.#poll(this.#attempts.failures === 0 ? this.#random() * this.#route.pollAfterMs : 0);
    }
    this.#retryIn(Math.max(waitMs, reason.afterMs), reason.reason || 'The connection was lost.');
    this.#decide();
  }

  #retryIn(waitMs, reason) {
    this.#clearRetry();
    const timer = this.#clock.setTimeout(() => {
      this.#retry = null;
      if (this.#prefer === 'auto' && this.#long?.kind === 'sse' && this.#wantsLong() && this.#attempt === null) {
        this.#connect('websocket');
      }
      this.#decide();
    }, waitMs);
    this.#retry = { timer, at: this.#clock.now() + waitMs, reason };
  }

  // ---- polling

  #poll(delayMs) {
    if (this.#poller !== null) {
      return;
    }
    const beginsAt = this.#clock.now() + delayMs;
    let reported = false;
    const poller = new PollingTransport({
      http: this.#http, room: this.#room, cursor: this.#reading.cursor, clock: this.#clock, random: this.#random,
      backoff: () => this.#route.backoff,
      listener: {
        batch: (batch) => {
          const began = this.#reading.cursor === null;
          this.#take(batch, 'polling');
          if (began) {
            this.#decide();
          }
        },
        room: (facts) => this.#facts(facts),
        polled: () => {
          if (!reported) {
            reported = true;
            const ms = Math.max(0, Math.round(this.#clock.now() - beginsAt));
            this.#telemetry.tell({ kind: 'connect', transport: 'polling', ok: poller.trouble === null, ms });
          }
          this.#tell();
        },
        lostCursor: () => this.#lostCursor(),
        closed: (reason) => {
          this.#poller = null;
          this.#end(reason.reason);
        },
      },
    });
    this.#poller = poller;
    poller.start(delayMs);
  }

  // ---- what came

  #take(batch, transport) {
    if (this.#reading.take(batch, transport) && transport === 'websocket') {
      // A WebSocket does not tell the room's state; polling says when there is nothing more.
      this.#facts({ state: 'archiving' });
    }
  }

  #facts(facts) {
    if (this.#reading.learn(facts) && this.#reading.isOver) {
      this.#decide();
    }
  }

  #lostCursor() {
    this.#reading.loseCursor(this.#long?.kind ?? 'polling');
  }

  // ---- ending

  #end(reason) {
    this.#ended = { reason };
    this.#clock.clearTimeout(this.#routeTimer);
    this.#dropAll();
    this.#tell();
    this.#emit('end', { reason });
  }

  #dropAll() {
    this.#clock.clearTimeout(this.#cut?.timer);
    this.#cut = null;
    this.#dropAttempt();
    this.#dropLong();
    this.#dropPoller();
  }

  #dropAttempt() {
    this.#attempt?.transport?.close();
    this.#attempt = null;
    this.#clearRetry();
  }

  #dropLong() {
    this.#long?.transport.close();
    this.#forgetLong();
  }

  #forgetLong() {
    this.#long = null;
    this.#roomFacts.stop();
    this.#clock.clearTimeout(this.#stableTimer);
  }

  #dropPoller() {
    this.#poller?.close();
    this.#poller = null;
  }

  #clearRetry() {
    this.#clock.clearTimeout(this.#retry?.timer);
    this.#retry = null;
  }

  // ---- telling

  #reportConnect(connection, ok, code) {
    const ms = Math.round(this.#clock.now() - connection.startedAt);
    this.#telemetry.tell({ kind: 'connect', transport: connection.kind, ok, ms, ...(code === undefined ? {} : { code }) });
  }

  #tell() {
    if (!this.#running) {
      return;
    }
    const state = this.#state();
    const text = JSON.stringify(state);
    if (text !== this.#told) {
      this.#told = text;
      this.#emit('transport', state);
    }
  }

  #state() {
    return transportState({
      ended: this.#ended,
      cut: this.#cut,
      long: this.#long,
      poller: this.#poller,
      cursor: this.#reading.cursor,
      wantsLong: this.#wantsLong(),
      failing: this.#attempts.failures >= this.#route.maxFailures,
      retry: this.#retry,
      everyMs: this.#route.pollAfterMs,
    });
  }
}
