// What ops can ask and change, one method per call.

import { Http } from '/sdk/danmaku.js';

export class OpsApi {
  #http;
  /** What this server does not have; it is not asked for again. */
  #missing = new Set();

  constructor(session) {
    this.#http = new Http({ token: () => session.token, renewToken: async () => session.renew() });
  }

  overview() {
    return this.#get('overview');
  }

  plots(since) {
    return this.#get(`plots?since=${since}`);
  }

  rooms() {
    return this.#get('rooms?limit=200');
  }

  nodes() {
    return this.#get('nodes');
  }

  drain(id, { overMs, reason }) {
    return this.#http.json('POST', `/v1/ops/nodes/${encodeURIComponent(id)}/drain`, { body: { overMs, reason } });
  }

  undrain(id, reason) {
    return this.#delete(`nodes/${encodeURIComponent(id)}/drain`, reason);
  }

  grey() {
    return this.#get('grey');
  }

  setGrey({ percent, enabled, reason }) {
    return this.#put('grey', { percent, enabled, reason });
  }

  explain({ uid, device, version }) {
    return this.#get(`route/explain?${new URLSearchParams({ uid, device, version })}`);
  }

  lists() {
    return this.#get('lists');
  }

  putEntry({ list, kind, value, forMs, reason }) {
    return this.#put(entryPath({ list, kind, value }), { forMs, reason });
  }

  dropEntry({ list, kind, value, reason }) {
    return this.#delete(entryPath({ list, kind, value }), reason);
  }

  switches() {
    return this.#get('switches');
  }

  setSwitch(name, { value, forMs, reason }) {
    return this.#put(`switches/${name}`, { value, forMs, reason });
  }

  resetSwitch(name, reason) {
    return this.#delete(`switches/${name}`, reason);
  }

  decisions({ kind, before, limit }) {
    return this.#get(`decisions?${query({ kind, before, limit })}`);
  }

  audit({ below, limit }) {
    return this.#get(`audit?${query({ below, limit })}`);
  }

  undo(version, reason) {
    return this.#http.json('POST', `/v1/ops/rules/undo/${version}`, { body: { reason } });
  }

  /** What clients say of their connections, or null where the server does not gather it. */
  telemetry() {
    return this.#getIfThere('telemetry');
  }

  /** What the guard finds, or null where there is none. */
  guard() {
    return this.#getIfThere('guard');
  }

  async #getIfThere(path) {
    if (this.#missing.has(path)) {
      return null;
    }
    try {
      return await this.#get(path);
    } catch (problem) {
      if (problem.status === 404) {
        this.#missing.add(path);
        return null;
      }
      throw problem;
    }
  }

  #get(path) {
    return this.#http.json('GET', `/v1/ops/${path}`);
  }

  #put(path, body) {
    return this.#http.json('PUT', `/v1/ops/${path}`, { body });
  }

  #delete(path, reason) {
    return this.#http.json('DELETE', `/v1/ops/${path}?${new URLSearchParams({ reason })}`);
  }
}

/** An ops token of a development server, or null where it gives none. */
export async function developmentToken() {
  try {
    const body = { uid: 'ops', name: 'ops', roles: ['ops'] };
    return (await new Http({}).json('POST', '/v1/dev/tokens', { body })).token;
  } catch (problem) {
    if (problem.status === 403 || problem.status === 404) {
      return null;
    }
    throw problem;
  }
}

function entryPath({ list, kind, value }) {
  return `lists/${list}/${kind}/${encodeURIComponent(value)}`;
}

function query(values) {
  const known = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return new URLSearchParams(known);
}
