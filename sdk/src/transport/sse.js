// Server-sent events, for networks that break WebSockets. Read with fetch rather than EventSource, which can carry no token
// and reconnects by rules of its own.

import { CLOSE, closing, OWN_CLOSE } from '../close.js';
import { roomPath } from '../http.js';
import { EventStreamParser } from './event-stream.js';

/** The server sends a comment every 15 s at least. */
const SILENT_MS = 40_000;

export class SseTransport {
  name = 'sse';
  #http;
  #room;
  #cursor;
  #listener;
  #clock;
  #connectWithinMs;
  #request = new AbortController();
  #timer = null;
  #said = null;
  #done = false;

  constructor({ http, room, cursor, listener, clock, connectWithinMs = 5_000 }) {
    this.#http = http;
    this.#room = room;
    this.#cursor = cursor;
    this.#listener = listener;
    this.#clock = clock;
    this.#connectWithinMs = connectWithinMs;
  }

  start() {
    this.#expectWithin(this.#connectWithinMs, closing({ reason: 'no answer to the connect' }));
    this.#run();
  }

  /** Ends it; nothing is told afterwards. */
  close() {
    this.#done = true;
    this.#clock.clearTimeout(this.#timer);
    this.#request.abort();
  }

  acknowledge() {
    // Events are of the room only, which needs none.
  }

  async #run() {
    try {
      const headers = { Accept: 'text/event-stream', ...(this.#cursor ? { 'Last-Event-ID': this.#cursor } : {}) };
      const response = await this.#http.call(
        'GET', roomPath(this.#room, '/events'), { headers, signal: this.#request.signal, cache: 'no-store' });
      if (response.status === 204) {
        this.#end({ ...closing({ reason: 'The stream has ended.' }), over: true });
        return;
      }
      this.#opened();
      await this.#read(response.body);
      this.#end(this.#said ?? closing({ reason: 'the stream was cut' }));
    } catch (problem) {
      this.#end(this.#said ?? reasonOf(problem));
    }
  }

  async #read(body) {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    const parser = new EventStreamParser();
    for (;;) {
      const { done, value } = await reader.read();
      if (done || this.#done) {
        return;
      }
      this.#heard();
      for (const event of parser.push(decoder.decode(value, { stream: true }))) {
        if (!this.#done) {
          this.#take(event);
        }
      }
    }
  }

  #take({ event, data }) {
    const word = JSON.parse(data);
    if (event === 'message') {
      this.#listener.batch(word);
    } else if (event === 'room') {
      this.#listener.room(word);
    } else if (event === 'close') {
      this.#said = closing(word);
    } else if (event === 'end') {
      this.#said = { ...closing({ reason: 'The stream has ended.' }), over: true };
    }
  }

  #opened() {
    if (!this.#done) {
      this.#heard();
      this.#listener.opened({ cursors: this.#cursor ? { [`room:${this.#room}`]: this.#cursor } : {} });
    }
  }

  #heard() {
    this.#expectWithin(SILENT_MS, closing({ code: OWN_CLOSE.SILENT, reason: 'the server is silent' }));
  }

  #expectWithin(delayMs, otherwise) {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = this.#clock.setTimeout(() => {
      this.#said = otherwise;
      this.#request.abort();
      this.#end(otherwise);
    }, delayMs);
  }

  #end(reason) {
    this.#clock.clearTimeout(this.#timer);
    if (!this.#done) {
      this.#done = true;
      this.#listener.closed(reason);
    }
  }
}

function reasonOf(problem) {
  const afterMs = problem.retryAfterMs ?? 0;
  const reason = problem.detail ?? String(problem);
  switch (problem.status) {
    case 400:
      return { ...closing({ reason }), lostCursor: true };
    case 403:
      return closing({ code: CLOSE.BANNED, reason });
    case 404:
      return { ...closing({ reason }), over: true };
    case 503:
      return closing({ code: CLOSE.USE_POLLING, reason, afterMs });
    default:
      return closing({ reason, afterMs });
  }
}
