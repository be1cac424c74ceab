// The server's HTTP interface, one method per call.

import { Problem } from './problem.js';

export class Api {
  #identity;

  /** The token comes from the identity, which is asked to renew it when the server refuses it. */
  constructor(identity) {
    this.#identity = identity;
  }

  async rooms() {
    const answer = await this.#json('GET', '/v1/rooms?state=live');
    return Array.isArray(answer) ? answer : (answer.rooms ?? []);
  }

  room(room) {
    return this.#json('GET', roomPath(room));
  }

  createRoom({ title, area }) {
    return this.#json('POST', '/v1/rooms', { body: { title, area } });
  }

  endRoom(room) {
    return this.#json('POST', roomPath(room, '/end'));
  }

  /** Safe to repeat with the same id. */
  send(room, { type, body, id }) {
    return this.#json('POST', roomPath(room, '/messages'), { body: { type, body, id } });
  }

  /** A page of messages with its `etag`, or null when nothing changed since the page with that tag. */
  async messages(room, { after, limit, etag, signal }) {
    const query = new URLSearchParams({ limit });
    if (after !== null) {
      query.set('after', after);
    }
    const headers = etag ? { 'If-None-Match': etag } : {};
    // Every cursor is another address: without no-store they would fill the browser's cache.
    const options = { headers, signal, cache: 'no-store' };
    const response = await this.#call('GET', roomPath(room, `/messages?${query}`), options);
    if (response.status === 304) {
      return null;
    }
    return { ...(await response.json()), etag: response.headers.get('ETag') };
  }

  deleteMessage(room, id) {
    return this.#json('DELETE', roomPath(room, `/messages/${encodeURIComponent(id)}`));
  }

  enter(room) {
    return this.#json('POST', roomPath(room, '/viewers'));
  }

  /** Also works while the page is being closed. */
  leave(room) {
    return this.#call('DELETE', roomPath(room, '/viewers'), { keepalive: true });
  }

  viewers(room, { limit, offset }) {
    return this.#json('GET', roomPath(room, `/viewers?limit=${limit}&offset=${offset}`));
  }

  async gifts() {
    const answer = await this.#json('GET', '/v1/gifts');
    return Array.isArray(answer) ? answer : (answer.gifts ?? []);
  }

  async #json(method, path, options) {
    const response = await this.#call(method, path, options);
    const text = await response.text();
    return text === '' ? null : JSON.parse(text);
  }

  async #call(method, path, options = {}) {
    const used = this.#identity.token;
    let response = await request(method, path, options, used);
    if (response.status === 401 && used !== null) {
      // Expired, or the server has a new key: once more with what the identity has then.
      await this.#identity.renew(used);
      response = await request(method, path, options, this.#identity.token);
    }
    if (!response.ok && response.status !== 304) {
      throw await Problem.of(response);
    }
    return response;
  }
}

/** A development token, or null where the server does not give any. */
export async function mintToken({ uid, name }) {
  const body = { uid, name, roles: [] };
  const response = await request('POST', '/v1/dev/tokens', { body }, null);
  if (response.status === 403 || response.status === 404) {
    return null;
  }
  if (!response.ok) {
    throw await Problem.of(response);
  }
  return (await response.json()).token;
}

async function request(method, path, { body, headers = {}, ...options }, token) {
  const sent = { Accept: 'application/json, application/problem+json', ...headers };
  if (token !== null) {
    sent.Authorization = `Bearer ${token}`;
  }
  if (body !== undefined) {
    sent['Content-Type'] = 'application/json';
    options.body = JSON.stringify(body);
  }
  try {
    return await fetch(path, { method, headers: sent, ...options });
  } catch {
    throw Problem.unreachable();
  }
}

function roomPath(room, rest = '') {
  return `/v1/rooms/${encodeURIComponent(room)}${rest}`;
}
