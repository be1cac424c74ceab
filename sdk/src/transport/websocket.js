// The long connection in its JSON dialect, `danmaku.json.v1`.
//
// Every transport offers start(), close(), and tells its listener:
//
//   opened({ cursors })                      it is up
//   batch({ topic, from, to, messages, leftOut, gap })
//   room({ state, online })                  one of them, or both
//   closed({ code, reason, afterMs, to })    the last thing told; not after close()

import { closing, OWN_CLOSE } from '../close.js';

const PROTOCOL = 'danmaku.json.v1';
const DEFAULT_HEARTBEAT_MS = 30_000;

export class WebSocketTransport {
  name = 'websocket';
  #open;
  #url;
  #auth;
  #listener;
  #clock;
  #random;
  #connectWithinMs;
  #socket = null;
  #timer = null;
  #heartbeatMs = DEFAULT_HEARTBEAT_MS;
  #heardAt = 0;
  #said = null;
  #done = false;

  /** `open(url, protocols)` makes a WebSocket. `auth` is what is sent first, without its `op`. */
  constructor({ open, url, auth, listener, clock, random, connectWithinMs = 5_000 }) {
    this.#open = open;
    this.#url = url;
    this.#auth = auth;
    this.#listener = listener;
    this.#clock = clock;
    this.#random = random;
    this.#connectWithinMs = connectWithinMs;
  }

  get url() {
    return this.#url;
  }

  start() {
    let socket;
    try {
      socket = this.#open(this.#url, [PROTOCOL]);
    } catch (error) {
      this.#clock.setTimeout(() => this.#end(closing({ reason: String(error.message ?? error) })), 0);
      return;
    }
    this.#socket = socket;
    socket.addEventListener('open', () => this.#done || this.#say({ op: 'auth', ...this.#auth }));
    socket.addEventListener('message', ({ data }) => this.#take(data));
    socket.addEventListener('close', ({ code, reason }) => this.#end(this.#said ?? closing({ code, reason })));
    this.#timer = this.#clock.setTimeout(
      () => this.#hangUp(closing({ reason: 'no answer to the connect' })), this.#connectWithinMs);
  }

  /** Ends it; nothing is told afterwards. */
  close(code = OWN_CLOSE.DONE) {
    this.#done = true;
    this.#clock.clearTimeout(this.#timer);
    this.#shut(code);
  }

  acknowledge(topic, cursor) {
    this.#say({ op: 'ack', topic, cursor });
  }

  #take(data) {
    if (this.#done || typeof data !== 'string') {
      return;
    }
    this.#heardAt = this.#clock.now();
    let word;
    try {
      word = JSON.parse(data);
    } catch {
      this.#hangUp(closing({ code: OWN_CLOSE.HOLE, reason: 'a word that is no JSON' }));
      return;
    }
    switch (word.op) {
      case 'auth':
        this.#authenticated(word);
        break;
      case 'messages':
        this.#listener.batch({ ...word, gap: word.gap === true, leftOut: word.leftOut ?? 0, messages: word.messages ?? [] });
        break;
      case 'heartbeat':
        if (Number.isFinite(word.online)) {
          this.#listener.room({ online: word.online });
        }
        break;
      case 'disconnect':
        this.#said = closing(word);
        break;
      default: // a word of a later version
    }
  }

  #authenticated({ code = 0, reason, heartbeatMs, cursors = {}, online }) {
    this.#clock.clearTimeout(this.#timer);
    if (code !== 0) {
      this.#hangUp(closing({ code, reason }));
      return;
    }
    this.#heartbeatMs = heartbeatMs > 0 ? heartbeatMs : DEFAULT_HEARTBEAT_MS;
    // The first one at any time, so that clients that came together do not beat together.
    this.#timer = this.#clock.setTimeout(() => this.#beat(), this.#heartbeatMs * this.#random());
    this.#listener.opened({ cursors });
    if (Number.isFinite(online) && !this.#done) {
      this.#listener.room({ online });
    }
  }

  #beat() {
    if (this.#clock.now() - this.#heardAt > 2.5 * this.#heartbeatMs) {
      this.#hangUp(closing({ code: OWN_CLOSE.SILENT, reason: 'the server is silent' }));
      return;
    }
    this.#say({ op: 'heartbeat' });
    this.#timer = this.#clock.setTimeout(() => this.#beat(), this.#heartbeatMs);
  }

  #say(word) {
    if (this.#socket?.readyState === 1) {
      this.#socket.send(JSON.stringify(word));
    }
  }

  /** Ends it from here; a dead network would tell much later. */
  #hangUp(reason) {
    this.#shut(reason.code);
    this.#end(reason);
  }

  #shut(code) {
    const socket = this.#socket;
    if (socket?.readyState === 0 && code === OWN_CLOSE.DONE) {
      // Browsers complain of a connection that is closed before it is open; this one is nobody's mistake.
      const late = this.#clock.setTimeout(() => socket.close(), this.#connectWithinMs);
      socket.addEventListener('open', () => {
        this.#clock.clearTimeout(late);
        socket.close(OWN_CLOSE.DONE);
      });
      socket.addEventListener('close', () => this.#clock.clearTimeout(late));
      return;
    }
    try {
      socket?.close(code === OWN_CLOSE.DONE || code >= 3000 ? code : OWN_CLOSE.DONE);
    } catch {
      // It was closed already.
    }
  }

  #end(reason) {
    this.#clock.clearTimeout(this.#timer);
    if (!this.#done) {
      this.#done = true;
      this.#listener.closed(reason);
    }
  }
}
