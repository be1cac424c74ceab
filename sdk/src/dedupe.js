// The newest messages that were told, by id and sender, so that none is told twice. It outlives a transport: all of them share one, and a
// change between them repeats nothing.

/** What a message is known by: another sender's message with the same id is another message. */
export function nameOf({ id, from }) {
  return `${from?.uid ?? ''}/${id}`;
}

export class SeenIds {
  #limit;
  #ids = new Set();

  constructor(limit = 5_000) {
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
