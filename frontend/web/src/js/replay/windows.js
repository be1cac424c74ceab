// A finished stream's messages, a window of its time at once. The windows' borders are the same for everybody, so browsers
// and CDNs can keep the answers.

const PAGE = 500;
/** So busy a window is not read to its end: nobody could. */
const MOST_PAGES = 6;

export class Windows {
  #page;

  /** `page({ from, to, limit, after })` resolves with one answer of the server. */
  constructor({ page, windowMs = 10_000 }) {
    this.#page = page;
    this.windowMs = windowMs;
  }

  /** Where the window that holds a moment begins. */
  startOf(ms) {
    return Math.floor(ms / this.windowMs) * this.windowMs;
  }

  /** Resolves with `{ messages, whole }` of the window that begins at `from`. */
  async read(from) {
    const messages = [];
    let after = null;
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      const answer = await this.#page({ from, to: from + this.windowMs, limit: PAGE, after });
      messages.push(...answer.messages);
      after = answer.next;
      if (after === null) {
        return { messages, whole: true };
      }
    }
    return { messages, whole: false };
  }
}
