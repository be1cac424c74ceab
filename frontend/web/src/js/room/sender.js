// Sends messages. The page chooses the ids, so that a repeat after a lost answer is harmless.

import { randomId } from '../identity/names.js';

const RETRY_MS = 600;

export class Sender {
  #api;
  #room;

  constructor({ api, room }) {
    this.#api = api;
    this.#room = room;
  }

  static newId() {
    return randomId(20);
  }

  /** Resolves when the server has taken the message; repeats once when no answer came. */
  async send({ type, body, id = Sender.newId() }) {
    try {
      return await this.#api.send(this.#room, { type, body, id });
    } catch (problem) {
      if (problem.status !== 0) {
        throw problem;
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      return this.#api.send(this.#room, { type, body, id });
    }
  }
}
