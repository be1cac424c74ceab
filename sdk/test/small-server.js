// A real server of one room, as small as it can be: polls, events, the long connection's JSON dialect, and the route. Tests
// switch its parts off, and cut what is open.

import { createServer } from 'node:http';
import { acceptWebSocket } from './frames.js';

const PAGE = 100;

export class SmallServer {
  log = [];
  route = { transport: 'push', rule: 'percent' };
  online = 3;
  state = 'live';
  /** What clients did, newest last: `route`, `poll`, `events`, `auth`, `ack`, … */
  calls = [];
  refuse = { webSocket: false, events: false, polls: false, telemetry: false };
  heartbeatMs = 30_000;
  #http = createServer((request, response) => this.#answer(request, response));
  #sockets = new Set();
  #streams = new Set();
  #sessions = new Set();
  #port = 0;
  #ids = 0;

  static async start() {
    const server = new SmallServer();
    await server.listen();
    return server;
  }

  async listen() {
    this.#http.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    this.#http.on('upgrade', (request, socket) => this.#upgrade(request, socket));
    await new Promise((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
    this.#port = this.#http.address().port;
  }

  async stop() {
    this.#http.close();
    this.#sockets.forEach((socket) => socket.destroy());
  }

  get url() {
    return `http://127.0.0.1:${this.#port}`;
  }

  get ws() {
    return `ws://127.0.0.1:${this.#port}/sub`;
  }

  get sessions() {
    return [...this.#sessions];
  }

  get streams() {
    return [...this.#streams];
  }

  count(kind) {
    return this.calls.filter((call) => call.kind === kind).length;
  }

  /** Appends comments and tells everybody who is connected. */
  say(count = 1) {
    for (let i = 0; i < count; i += 1) {
      this.log.push({ id: `m${this.log.length + 1}`, type: 'comment', body: { text: 'hello' }, sentAt: Date.now() });
    }
    this.#sessions.forEach((session) => this.#push(session));
    this.#streams.forEach((stream) => this.#stream(stream));
  }

  /** Drops all connections, as a network does. */
  cutAll() {
    this.#sockets.forEach((socket) => socket.destroy());
  }

  /** Says why to every long connection, then closes it. */
  close(code, more = {}) {
    for (const session of this.#sessions) {
      session.end.say(JSON.stringify({ op: 'disconnect', code, reason: 'test', ...more }));
      session.end.close(code, 'test');
    }
  }

  #push(session) {
    if (session.at < this.log.length) {
      session.end.say(JSON.stringify({
        op: 'messages', topic: 'room:r1', from: `c${session.at}`, to: `c${this.log.length}`,
        messages: this.log.slice(session.at), leftOut: 0,
      }));
      session.at = this.log.length;
    }
  }

  #stream(stream) {
    if (stream.at < this.log.length) {
      const data = {
        topic: 'room:r1', from: `c${stream.at}`, to: `c${this.log.length}`, messages: this.log.slice(stream.at), leftOut: 0, gap: false,
      };
      stream.response.write(`id: ${data.to}\ndata: ${JSON.stringify(data)}\n\n`);
      stream.at = this.log.length;
    }
  }

  #answer(request, response) {
    const url = new URL(request.url, this.url);
    const json = (status, body, headers = {}) => {
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
      response.end(JSON.stringify(body));
    };
    if (url.pathname === '/v1/route') {
      this.calls.push({ kind: 'route', query: Object.fromEntries(url.searchParams) });
      json(200, {
        maxFailures: 3, backoff: { baseMs: 20, maxMs: 200, factor: 2, jitter: 0.5 }, pollAfterMs: 30,
        nodes: [{ id: 'n1', ws: this.ws, weight: 1 }], ticket: `t${++this.#ids}`, ...this.route,
      });
    } else if (url.pathname === '/v1/rooms/r1/messages' && request.method === 'POST') {
      let text = '';
      request.on('data', (piece) => (text += piece));
      request.on('end', () => {
        const { id, type } = JSON.parse(text);
        this.calls.push({ kind: 'send', id, token: request.headers.authorization });
        json(202, { id, room: 'r1', type, sentAt: Date.now() });
      });
    } else if (url.pathname === '/v1/rooms/r1/messages') {
      this.#poll(url, json);
    } else if (url.pathname === '/v1/rooms/r1/events') {
      this.#events(request, response, json);
    } else if (url.pathname === '/v1/rooms/r1') {
      json(200, { room: 'r1', state: this.state, online: this.online });
    } else if (url.pathname === '/v1/telemetry') {
      let text = '';
      request.on('data', (piece) => (text += piece));
      request.on('end', () => {
        this.calls.push({ kind: 'telemetry', events: JSON.parse(text) });
        json(this.refuse.telemetry ? 503 : 202, {});
      });
    } else {
      json(404, { detail: `no ${url.pathname}` });
    }
  }

  #poll(url, json) {
    const after = url.searchParams.get('after');
    this.calls.push({ kind: 'poll', after });
    if (this.refuse.polls) {
      json(503, { detail: 'away' });
      return;
    }
    const at = after === null ? Math.max(0, this.log.length - PAGE) : Number(after.slice(1));
    const messages = this.log.slice(at, at + PAGE);
    json(200, {
      room: 'r1', state: this.state, cursor: `c${at + messages.length}`, messages, gap: false, leftOut: 0, pollAfterMs: 30, online: this.online,
    });
  }

  #events(request, response, json) {
    const last = request.headers['last-event-id'];
    this.calls.push({ kind: 'events', last });
    if (this.refuse.events) {
      json(503, { detail: 'no events' });
      return;
    }
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write('event: room\ndata: {"state":"live","online":3}\n\n');
    const stream = { response, at: Number(last.slice(1)) };
    this.#streams.add(stream);
    response.on('close', () => this.#streams.delete(stream));
    this.#stream(stream);
  }

  #upgrade(request, socket) {
    this.calls.push({ kind: 'upgrade' });
    if (this.refuse.webSocket) {
      socket.destroy();
      return;
    }
    const end = acceptWebSocket(request, socket, 'danmaku.json.v1');
    const session = { end, at: 0, topics: [] };
    end.onClose = () => this.#sessions.delete(session);
    end.onText = (text) => this.#heard(session, JSON.parse(text));
  }

  #heard(session, word) {
    this.calls.push({ kind: word.op, ...word });
    if (word.op === 'auth') {
      session.at = Number(word.cursor.slice(1));
      this.#sessions.add(session);
      session.end.say(JSON.stringify({
        op: 'auth', code: 0, session: 's1', heartbeatMs: this.heartbeatMs, cursors: { 'room:r1': word.cursor },
      }));
      this.#push(session);
    } else if (word.op === 'heartbeat') {
      session.end.say(JSON.stringify({ op: 'heartbeat', code: 0, online: this.online }));
    } else if (word.op === 'ack') {
      session.end.say(JSON.stringify({ ...word, code: 0 }));
    }
  }
}

/** Waits for a condition; fails after ten seconds. */
export async function until(condition, what = String(condition)) {
  const deadline = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > deadline) {
      throw new Error(`not within 10 s: ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
