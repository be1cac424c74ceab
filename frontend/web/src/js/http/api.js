// The server's HTTP interface, one method per call.

import { Http } from '/sdk/danmaku.js';

export class Api {
  #http;

  /** The token comes from the identity, which is asked to renew it when the server refuses it. */
  constructor(identity) {
    this.#http = new Http({ token: () => identity.token, renewToken: (used) => identity.renew(used) });
  }

  /** Newest first. */
  async rooms(state = 'live') {
    const answer = await this.#http.json('GET', `/v1/rooms?state=${state}`);
    return Array.isArray(answer) ? answer : (answer.rooms ?? []);
  }

  room(room) {
    return this.#http.json('GET', roomPath(room));
  }

  createRoom({ title, area }) {
    return this.#http.json('POST', '/v1/rooms', { body: { title, area } });
  }

  endRoom(room) {
    return this.#http.json('POST', roomPath(room, '/end'));
  }

  deleteMessage(room, id) {
    return this.#http.json('DELETE', roomPath(room, `/messages/${encodeURIComponent(id)}`));
  }

  enter(room) {
    return this.#http.json('POST', roomPath(room, '/viewers'));
  }

  /** Also works while the page is being closed. */
  leave(room) {
    return this.#http.call('DELETE', roomPath(room, '/viewers'), { keepalive: true });
  }

  viewers(room, { limit, offset }) {
    return this.#http.json('GET', roomPath(room, `/viewers?limit=${limit}&offset=${offset}`));
  }

  /** A page of a finished stream, by stream time: `{ messages, next, durationMs }`. */
  replay(room, { from, to, limit, after = null }) {
    const query = new URLSearchParams({ from, to, limit, ...(after === null ? {} : { after }) });
    return this.#http.json('GET', replayPath(room, `/messages?${query}`));
  }

  /** How long a finished stream is, in ms. */
  async replayLength(room) {
    const { durationMs } = await this.#http.json('GET', replayPath(room, '/messages?limit=1'));
    return durationMs;
  }

  /** How lively a finished stream was, by what people did: `[{ at, count }]`. */
  density(room) {
    return this.#http.json('GET', replayPath(room, '/density?types=comment,gift,like'));
  }

  async gifts() {
    const answer = await this.#http.json('GET', '/v1/gifts');
    return Array.isArray(answer) ? answer : (answer.gifts ?? []);
  }
}

/** A development token, or null where the server does not give any. */
export async function mintToken({ uid, name }) {
  try {
    const answer = await new Http({}).json('POST', '/v1/dev/tokens', { body: { uid, name, roles: [] } });
    return answer.token;
  } catch (problem) {
    if (problem.status === 403 || problem.status === 404) {
      return null;
    }
    throw problem;
  }
}

function roomPath(room, rest = '') {
  return `/v1/rooms/${encodeURIComponent(room)}${rest}`;
}

function replayPath(room, rest) {
  return `/v1/replays/${encodeURIComponent(room)}${rest}`;
}
