// Calls of the server's HTTP interface.

import { Problem } from './problem.js';

export class Http {
  #server;
  #fetch;
  #token;
  #renewToken;

  /**
   * `server` is the address in front of `/v1`, empty for the page's own. `token()` gives the token or null; `renewToken(used)`
   * resolves when another one may be there, after the server has refused the one used.
   */
  constructor({ server = '', fetch = globalThis.fetch.bind(globalThis), token = () => null, renewToken = async () => {} }) {
    this.#server = server.replace(/\/+$/, '');
    this.#fetch = fetch;
    this.#token = token;
    this.#renewToken = renewToken;
  }

  /** Resolves with a JSON answer, or null when it is empty. */
  async json(method, path, options) {
    const response = await this.call(method, path, options);
    const text = await response.text();
    return text === '' ? null : JSON.parse(text);
  }

  /** Resolves with a good answer or 304; rejects with a Problem. */
  async call(method, path, options = {}) {
    const used = await this.#token();
    let response = await this.#once(method, path, options, used);
    if (response.status === 401 && used !== null) {
      await this.#renewToken(used);
      response = await this.#once(method, path, options, await this.#token());
    }
    if (!response.ok && response.status !== 304) {
      throw await Problem.of(response);
    }
    return response;
  }

  async #once(method, path, { body, headers = {}, ...options }, token) {
    const sent = { Accept: 'application/json, application/problem+json', ...headers };
    if (token !== null && token !== undefined) {
      sent.Authorization = `Bearer ${token}`;
    }
    if (body !== undefined) {
      sent['Content-Type'] = 'application/json';
      options.body = JSON.stringify(body);
    }
    try {
      return await this.#fetch(this.#server + path, { method, headers: sent, ...options });
    } catch {
      throw Problem.unreachable();
    }
  }
}

export function roomPath(room, rest = '') {
  return `/v1/rooms/${encodeURIComponent(room)}${rest}`;
}
