// The way in: a token with the role `ops`.

import { parts, setText } from '../dom.js';
import { developmentToken } from './ops-api.js';

export class SignIn {
  #root;
  #parts;
  #session;
  #api;
  #done;

  /** `done()` is called when the server has accepted the token. */
  constructor({ root, session, api, done }) {
    this.#root = root;
    this.#parts = parts(root);
    this.#session = session;
    this.#api = api;
    this.#done = done;
    this.#parts.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#try(this.#parts.token.value);
    });
    this.#parts.development.addEventListener('click', () => this.#develop());
  }

  open(why = '') {
    this.#root.hidden = false;
    this.#parts.token.value = '';
    setText(this.#parts.error, why);
    this.#parts.token.focus();
  }

  async #develop() {
    try {
      const token = await developmentToken();
      if (token === null) {
        setText(this.#parts.error, 'This server gives no development tokens.');
      } else {
        await this.#try(token);
      }
    } catch (problem) {
      setText(this.#parts.error, problem.detail);
    }
  }

  async #try(token) {
    const { error, enter } = this.#parts;
    const wrong = this.#session.begin(token);
    setText(error, wrong ?? '');
    if (wrong !== null) {
      return;
    }
    enter.disabled = true;
    try {
      await this.#api.overview();
      this.#root.hidden = true;
      this.#done();
    } catch (problem) {
      this.#session.end();
      setText(error, problem.status === 401 ? 'The server does not accept this token.' : problem.detail);
    }
    enter.disabled = false;
  }
}
