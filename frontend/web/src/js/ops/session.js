// Who operates: a token that lives as long as this browser tab, and nowhere else.

import { readToken } from '../identity/token.js';
import { safeStorage } from '../identity/storage.js';

const TOKEN = 'danmaku.opsToken';

export class Session {
  #storage;
  #refused;

  /** `refused()` is called when the server does not accept the token any more. */
  constructor({ storage = safeStorage(() => window.sessionStorage), refused = () => {} } = {}) {
    this.#storage = storage;
    this.#refused = refused;
  }

  get token() {
    return this.#storage.get(TOKEN);
  }

  get uid() {
    return this.token === null ? null : (readToken(this.token)?.uid ?? null);
  }

  /** @returns a text that says why it cannot be a token for this, or null */
  begin(text) {
    const token = text.trim();
    const claims = readToken(token);
    if (claims === null) {
      return 'This is not a token: expected three parts with dots between them.';
    }
    if (claims.expiresAtMs < Date.now()) {
      return `This token ended ${new Date(claims.expiresAtMs).toLocaleString()}.`;
    }
    this.#storage.set(TOKEN, token);
    return null;
  }

  end() {
    this.#storage.remove(TOKEN);
  }

  /** For Http: there is no other token, so whoever is refused signs in again. */
  renew() {
    if (this.token !== null) {
      this.end();
      this.#refused();
    }
  }
}
