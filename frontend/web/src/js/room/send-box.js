// Where a comment is written.

import { setText } from '../dom.js';
import { isBlank, remaining } from '../text.js';

/** From here on the visitor is told how many characters are left. */
const NEAR_LIMIT = 50;

export class SendBox {
  #parts;
  #send;
  #waitTimer = null;
  #waiting = false;

  /** `send(text)` resolves when the server has accepted the comment, or rejects with a Problem. */
  constructor({ parts, send }) {
    this.#parts = parts;
    this.#send = send;
    parts.sendForm.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    parts.input.addEventListener('input', () => this.#count());
    parts.input.addEventListener('keydown', (event) => {
      // Enter also picks a word in an input method for Chinese or Japanese: that one must not send.
      if (event.key === 'Enter' && event.isComposing) {
        event.preventDefault();
      }
    });
    this.#count();
  }

  /** Says why something was not accepted; waits as long as the server asked for. */
  showProblem(problem) {
    if (problem.status === 429 && problem.retryAfterMs > 0) {
      this.#waitFor(problem.detail, problem.retryAfterMs);
    } else {
      setText(this.#parts.sendError, problem.detail ?? 'Something went wrong.');
    }
  }

  close() {
    clearTimeout(this.#waitTimer);
  }

  async #submit() {
    const { input, sendError } = this.#parts;
    const text = input.value.trim();
    if (this.#waiting || isBlank(text) || remaining(text) < 0) {
      return;
    }
    input.value = '';
    this.#count();
    setText(sendError, '');
    try {
      await this.#send(text);
    } catch (problem) {
      if (input.value === '') {
        input.value = text;
        this.#count();
      }
      this.showProblem(problem);
    }
  }

  #count() {
    const { input, counter, sendButton } = this.#parts;
    const left = remaining(input.value.trim());
    counter.hidden = left > NEAR_LIMIT;
    counter.classList.toggle('counter--over', left < 0);
    setText(counter, left < 0 ? `${-left} too many` : `${left} left`);
    input.setAttribute('aria-invalid', String(left < 0));
    sendButton.disabled = this.#waiting || left < 0 || isBlank(input.value);
  }

  #waitFor(detail, waitMs) {
    const until = performance.now() + waitMs;
    const tick = () => {
      const left = Math.ceil((until - performance.now()) / 1000);
      this.#waiting = left > 0;
      setText(this.#parts.sendError, left > 0 ? `${detail} Again in ${left} s.` : '');
      this.#count();
      if (left > 0) {
        this.#waitTimer = setTimeout(tick, 1000);
      }
    };
    clearTimeout(this.#waitTimer);
    tick();
  }
}
