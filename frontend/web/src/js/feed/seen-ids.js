// The newest message ids that were shown, so that no message is shown twice.
// Outlives a transport: polling and push share one, and a change between them repeats nothing.

export class SeenIds {
  #limit;
  #ids = new Set();

  constructor(limit = 2_000) {
    this.#limit = limit;
  }

  /** Remembers an id; false when it was there already. When full, the oldest is forgotten. */
  add(id) {
    if (this.#ids.has(id)) {
      return false;
    }
    this.#ids.add(id);
    if (this.#ids.size > this.#limit) {
      this.#ids.delete(this.#ids.values().next().value);
    }
    return true;
  }
}
