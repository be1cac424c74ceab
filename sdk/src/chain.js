// Where each topic has been read up to on one connection. Each batch goes on from where the one before led to; if it does not,
// something is missing that nobody told of. What is for a user or a device is acknowledged and sent again until it is, so a
// batch of an earlier place is a repeat there and no hole.

export function isAcknowledged(topic) {
  return topic.startsWith('user:') || topic.startsWith('device:');
}

export class Chain {
  #places = new Map();

  /** `cursors`: by topic, where delivery begins. */
  constructor(cursors = {}) {
    for (const [topic, cursor] of Object.entries(cursors)) {
      this.#places.set(topic, cursor);
    }
  }

  /** True when the batch goes on from the one before, or says itself that something is missing. */
  accepts({ topic, from, to, gap }) {
    const place = this.#places.get(topic);
    if (place !== undefined && from !== null && from !== undefined && from !== place && !gap) {
      return isAcknowledged(topic);
    }
    this.#places.set(topic, to);
    return true;
  }
}
