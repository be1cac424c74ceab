// A clock that stands still until a test moves it.

export class ManualClock {
  #now = 0;
  #tasks = new Map();
  #ids = 0;

  now = () => this.#now;

  setTimeout = (task, delayMs) => {
    const id = ++this.#ids;
    this.#tasks.set(id, { at: this.#now + delayMs, task });
    return id;
  };

  clearTimeout = (id) => {
    this.#tasks.delete(id);
  };

  /** Moves on, runs what is due in order, and lets promises settle after each task. */
  async advance(ms) {
    const until = this.#now + ms;
    await settle();
    for (;;) {
      const due = [...this.#tasks].filter(([, { at }]) => at <= until).sort((a, b) => a[1].at - b[1].at)[0];
      if (due === undefined) {
        break;
      }
      const [id, { at, task }] = due;
      this.#tasks.delete(id);
      this.#now = Math.max(this.#now, at);
      task();
      await settle();
    }
    this.#now = until;
  }
}

function settle() {
  return new Promise((resolve) => setImmediate(resolve));
}
