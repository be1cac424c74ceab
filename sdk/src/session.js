// One client's reading of one room: which transport is used, and the one cursor that goes through all of them.
//
// At any time a room is read by a long connection that is open, or else by polling, also while a connection is being tried:
// so nobody waits for a network. Who changes over keeps the cursor and the ids seen, so nothing is missed and nothing is
// told twice.

import { backoffMs, jittered } from './backoff.js';
import { Chain, isAcknowledged } from './chain.js';
import { CLOSE, closing, OWN_CLOSE } from './close.js';
import { roomPath } from './http.js';
import { PollingTransport } from './transport/polling.js';
import { SseTransport } from './transport/sse.js';
import { WebSocketTransport } from './transport/websocket.js';

/** A connection that lasts for this long was no failed attempt. */
const STABLE_MS = 5_000;
/** How often the room's state is asked for on a connection that does not tell it. */
const FACTS_MS = 15_000;

const saysTheEnd = ({ type, body }) => type === 'system' && body?.event === 'ended';

export class Session {
  #http;
  #router;
  #room;
  #device;
  #openWebSocket;
  #seen;
  #telemetry;
  #emit;
  #clock;
  #random;
  #routeEveryMs;

  #prefer;
  #cursor;
  #first;
  #roomState = null;
  #poller = null;
  /** The open long connection, and the one being tried: `{ transport, chain, startedAt, openedAt }`. */
  #long = null;
  #attempt = null;
  /** Connects that failed, one after another; and connections that did not last. */
  #failures = 0;
  #flaps = 0;
  #retry = null;
  #goTo = [];
  #webSocketWorked = false;
  #webSocketBroken = false;
  #sentToPolling = false;
  #cut = null;
  #ended = null;
  #running = false;
  #leftOut = 0;
  #routeTimer = null;
  #factsTimer = null;
  #stableTimer = null;
  #told = '';

  constructor(options) {
    const { http, router, room, device, cursor, prefer, openWebSocket, seen, telemetry, emit, clock, random, routeEveryMs } = options;
    this.#http = http;
    this.#router = router;
    this.#room = room;
    this.#device = device;
    this.#cursor = cursor;
    this.#first = cursor === null;
    this.#prefer = prefer;
    this.#openWebSocket = openWebSocket;
    this.#seen = seen;
    this.#telemetry = telemetry;
    this.#emit = emit;
    this.#clock = clock;
    this.#random = random;
    this.#routeEveryMs = routeEveryMs;
  }

  get cursor() {
    return this.#cursor;
  }

  get leftOut() {
    return this.#leftOut;
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
    this.#failures = 0;
    this.#webSocketBroken = false;
    this.#sentToPolling = false;
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
    if (this.#prefer === 'polling' || (this.#roomState !== null && this.#roomState !== 'live')) {
      return false;
    }
    return this.#prefer === 'sse' || (this.#route.transport === 'push' && !this.#sentToPolling);
  }

  /** Whether what is open is what is wished for; with `auto`, events are only the second best. */
  #isFine(connection) {
    return this.#prefer === 'auto' || connection.transport.name === this.#prefer;
  }

  #nextKind() {
    if (this.#prefer === 'sse') {
      return 'sse';
    }
    if (this.#prefer === 'auto' && this.#long === null) {
      // Who never had a WebSocket may be in a network that breaks them; then the last try before polling is another way.
      const last = this.#failures % this.#route.maxFailures === this.#route.maxFailures - 1;
      if (this.#webSocketBroken || (!this.#webSocketWorked && last)) {
        return 'sse';
      }
    }
    return 'websocket';
  }

  /** Starts what is missing, and ends what is not wanted. May be called at any time. */
  #decide() {
    if (!this.#running || this.#ended !== null || this.#cut !== null) {
      return;
    }
    if (!this.#wantsLong()) {
      this.#dropAttempt();
      this.#dropLong();
      this.#failures = 0;
      this.#poll(0);
    } else if (this.#attempt === null && this.#retry === null) {
      if (this.#long === null) {
        this.#poll(this.#random() * this.#route.backoff.baseMs);
      }
      if ((this.#long === null || !this.#isFine(this.#long)) && this.#cursor !== null) {
        this.#connect(this.#nextKind());
      }
    }
    this.#tell();
  }

  async #askRoute() {
    try {
      await this.#router.ask();
      if (this.#route.transport === 'push') {
        this.#sentToPolling = false;
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
      http: this.#http, room: this.#room, cursor: this.#cursor, clock: this.#clock, listener: this.#listener(connection),
    });
  }

  async #webSocket(connection) {
    const open = await this.#openWebSocket();
    const { nodes, ticket } = await this.#router.withTicket();
    const url = this.#goTo.shift() ?? nodes[this.#failures % Math.max(1, nodes.length)]?.ws;
    if (url === undefined && this.#wantsLong()) {
      throw new Error('The route names no nodes.');
    }
    return new WebSocketTransport({
      open, url, clock: this.#clock, random: this.#random, listener: this.#listener(connection),
      auth: { ticket, room: this.#room, cursor: this.#cursor, acks: true, ...(this.#device ? { device: this.#device } : {}) },
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
    this.#goTo = [];
    this.#reportConnect(connection, true);
    if (connection.kind === 'websocket') {
      this.#webSocketWorked = true;
      this.#factsTimer = this.#clock.setTimeout(() => this.#askFacts(), jittered(FACTS_MS, this.#random));
    }
    this.#stableTimer = this.#clock.setTimeout(() => (this.#flaps = 0), STABLE_MS);
    if (this.#isFine(connection) && !(this.#prefer === 'auto' && connection.kind === 'sse')) {
      this.#failures = 0;
    } else {
      this.#retryIn(backoffMs(Math.max(1, this.#failures), this.#route.backoff, this.#random), 'WebSockets do not get through.');
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
      this.#flaps = reason.code === CLOSE.GOING_AWAY || livedMs >= STABLE_MS ? 0 : this.#flaps + 1;
      this.#react(reason);
    }
  }

  #failed(connection, reason) {
    this.#attempt = null;
    this.#failures += 1;
    this.#reportConnect(connection, false, reason.code);
    this.#react(reason);
  }

  /** What a reason asks for. */
  #react(reason) {
    const { code, afterMs } = reason;
    if (reason.over || code === CLOSE.BANNED) {
      this.#end(reason.reason);
      return;
    }
    if (reason.lostCursor) {
      this.#lostCursor();
    }
    const { backoff, maxFailures } = this.#route;
    const attempts = this.#failures + this.#flaps;
    let waitMs = attempts === 0 ? this.#random() * backoff.baseMs : backoffMs(attempts, backoff, this.#random);
    switch (code) {
      case CLOSE.GOING_AWAY:
        this.#goTo = [...reason.to];
        waitMs = 0;
        break;
      case CLOSE.USE_POLLING:
        this.#sentToPolling = this.#prefer !== 'sse';
        break;
      case CLOSE.TOO_MANY_CONNECTIONS:
        this.#failures = Math.max(this.#failures, maxFailures);
        waitMs = backoffMs(32, backoff, this.#random);
        break;
      case CLOSE.PROTOCOL_ERROR:
        this.#webSocketBroken = true;
        break;
      default: // back with the cursor
    }
    if (this.#long === null) {
      // Who is back soon polls not at all, and not all who were dropped poll at once.
      this.#poll(this.#failures === 0 ? this.#random() * this.#route.pollAfterMs : 0);
    }
    this.#retryIn(Math.max(waitMs, afterMs), reason.reason || 'The connection was lost.');
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
      http: this.#http, room: this.#room, cursor: this.#cursor, clock: this.#clock, random: this.#random,
      backoff: () => this.#route.backoff,
      listener: {
        batch: (batch) => {
          const began = this.#cursor === null;
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
    const { topic, gap, leftOut } = batch;
    const ofRoom = topic === `room:${this.#room}`;
    const first = ofRoom && this.#first;
    if (ofRoom) {
      this.#cursor = batch.to;
      this.#first = false;
    }
    const messages = batch.messages.filter(({ id }) => this.#seen.add(id));
    if (ofRoom && !first) {
      this.#reportDelay(messages, transport);
    }
    if (gap) {
      this.#emit('gap', { topic, transport });
      this.#telemetry.tell({ kind: 'gap', transport });
    }
    if (leftOut > 0) {
      this.#leftOut += leftOut;
      this.#emit('leftOut', { topic, count: leftOut, total: this.#leftOut });
    }
    this.#emit('batch', { topic, messages, first, gap, leftOut, transport });
    for (const message of messages) {
      this.#emit('message', message);
    }
    if (ofRoom && transport === 'websocket' && messages.some(saysTheEnd)) {
      // A WebSocket does not tell the room's state; polling says when there is nothing more.
      this.#facts({ state: 'archiving' });
    }
  }

  #facts({ state, online }) {
    const changed = state !== undefined && state !== this.#roomState;
    if (state !== undefined) {
      this.#roomState = state;
    }
    this.#emit('room', { ...(state === undefined ? {} : { state }), ...(online === undefined ? {} : { online }) });
    if (changed && state !== 'live') {
      this.#decide();
    }
  }

  async #askFacts() {
    const connection = this.#long;
    try {
      const { state, online } = await this.#http.json('GET', roomPath(this.#room), { cache: 'no-store' });
      if (this.#long === connection && this.#running) {
        this.#facts({ state, online });
      }
    } catch {
      // The next time.
    }
    if (this.#long === connection && connection !== null && this.#running) {
      this.#factsTimer = this.#clock.setTimeout(() => this.#askFacts(), jittered(FACTS_MS, this.#random));
    }
  }

  #lostCursor() {
    this.#cursor = null;
    this.#emit('gap', { topic: `room:${this.#room}`, transport: this.#long?.kind ?? 'polling' });
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
    this.#clock.clearTimeout(this.#factsTimer);
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

  #reportDelay(messages, transport) {
    const now = this.#router.serverNow;
    const sentAt = messages[0]?.sentAt;
    if (now !== null && typeof sentAt === 'number') {
      this.#telemetry.late(transport, now - sentAt);
    }
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
    if (this.#ended !== null) {
      return { name: 'ended', reason: this.#ended.reason };
    }
    if (this.#cut !== null) {
      return { name: 'retrying', reason: 'The connection was cut.', retryAt: this.#cut.until };
    }
    if (this.#long !== null) {
      const { transport, kind } = this.#long;
      return { name: kind, ...(transport.url ? { node: transport.url } : {}) };
    }
    const trouble = this.#poller?.trouble ?? null;
    if (trouble !== null) {
      return { name: 'retrying', ...trouble };
    }
    if (this.#cursor === null) {
      return { name: 'connecting' };
    }
    const degraded = this.#wantsLong();
    if (!degraded || this.#failures >= this.#route.maxFailures) {
      const reason = degraded ? (this.#retry?.reason ?? 'No long connection.') : undefined;
      return { name: 'polling', everyMs: this.#poller?.everyMs ?? this.#route.pollAfterMs, degraded, ...(reason ? { reason } : {}) };
    }
    return this.#retry === null
      ? { name: 'connecting' }
      : { name: 'retrying', reason: this.#retry.reason, retryAt: this.#retry.at };
  }
}
