// Who the visitor is: a uid and a name that the browser keeps, and a token that proves them.
// Fires `change` when name, uid or the right to write changes.

import { friendlyName, randomUid } from './names.js';
import { readToken } from './token.js';

const UID = 'danmaku.uid';
const NAME = 'danmaku.name';
const TOKEN = 'danmaku.token';
const PASTED = 'danmaku.pastedToken';
/** A token this close to its end is not used any more. */
const MARGIN_MS = 60_000;

export class Identity extends EventTarget {
  #storage;
  #mint;
  #now;
  #renewing = null;
  /** The server was asked and gives no tokens: asking again would be noise. */
  #denied = false;

  /** `mint({ uid, name })` answers a token, or null where none are given; it rejects when it could not ask. */
  constructor({ storage, mint, now = Date.now }) {
    super();
    this.#storage = storage;
    this.#mint = mint;
    this.#now = now;
    if (storage.get(UID) === null) {
      storage.set(UID, randomUid());
    }
    if (storage.get(NAME) === null) {
      storage.set(NAME, friendlyName());
    }
  }

  get uid() {
    return this.#claims?.uid ?? this.#storage.get(UID);
  }

  get name() {
    return this.#claims?.name ?? this.#storage.get(NAME);
  }

  /** What the token allows besides writing. */
  get roles() {
    return this.#claims?.roles ?? [];
  }

  /** The token to send, or null to read anonymously. */
  get token() {
    return this.#storage.get(PASTED) ?? this.#storage.get(TOKEN);
  }

  get canWrite() {
    return this.token !== null;
  }

  /** A pasted token fixes uid and name; only its issuer can change them. */
  get isPasted() {
    return this.#storage.get(PASTED) !== null;
  }

  get #claims() {
    const token = this.token;
    return token === null ? null : readToken(token);
  }

  /** Makes sure that there is a token, where the server gives any. Never rejects. */
  async ensureToken() {
    const claims = this.#claims;
    if (this.#denied && claims === null) {
      return;
    }
    if (claims === null || claims.expiresAtMs < this.#now() + MARGIN_MS) {
      await this.renew(this.token);
    }
  }

  /** Replaces a token that the server refused. Callers at the same time share one request. */
  async renew(refused) {
    if (refused !== this.token) {
      return;
    }
    this.#renewing ??= this.#replaceToken().finally(() => {
      this.#renewing = null;
    });
    await this.#renewing;
  }

  async rename(name) {
    this.#storage.set(NAME, name);
    await this.#replaceToken();
  }

  /** Uses a token from elsewhere; false when it is not one. */
  adopt(token) {
    const trimmed = token.trim();
    if (readToken(trimmed) === null) {
      return false;
    }
    this.#storage.set(PASTED, trimmed);
    this.#changed();
    return true;
  }

  async #replaceToken() {
    this.#storage.remove(PASTED);
    this.#storage.remove(TOKEN);
    try {
      const identity = { uid: this.#storage.get(UID), name: this.#storage.get(NAME) };
      const token = await this.#mint(identity);
      this.#denied = token === null;
      if (token !== null) {
        this.#storage.set(TOKEN, token);
      }
    } catch {
      // The server could not be asked: anonymous for now, the next ensureToken tries again.
    }
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
