// The like button, its counter, and the hearts that rise from it.

import { element, setText } from '../dom.js';
import { shortCount } from '../text.js';
import { LikeCollector } from './like-collector.js';

/** Hearts for others' likes: enough to be seen, not enough to cover the stage. */
const MAX_HEARTS_A_PAGE = 6;
const MAX_HEARTS = 24;

export class Likes {
  #hearts;
  #counter;
  #collector;
  #total = 0;

  /** `send(count)` sends likes; `onError(problem)` shows why it could not. */
  constructor({ button, counter, hearts, send, onError }) {
    this.#hearts = hearts;
    this.#counter = counter;
    this.#collector = new LikeCollector({ send: (count) => send(count).catch(onError) });
    button.addEventListener('click', () => {
      this.#collector.tap();
      this.#show(this.#total + 1);
      this.#rise();
    });
  }

  /**
   * Likes that arrived: hearts for those of others, and the counter. A message with a running total says what it is;
   * others are counted, but for one's own taps, which were counted when they were made.
   */
  add(messages, { ownUid, animate }) {
    let total = this.#total;
    let others = 0;
    for (const { body, from } of messages) {
      if (body.total === undefined) {
        const count = body.count ?? 1;
        const own = from?.uid === ownUid;
        others += own ? 0 : count;
        total += own && animate ? 0 : count;
      } else {
        // Merged likes are of many people; what is new is what is not counted yet.
        others += Math.max(0, body.total - total);
        total = Math.max(total, body.total);
      }
    }
    this.#show(total);
    for (let heart = 0; animate && heart < Math.min(others, MAX_HEARTS_A_PAGE); heart += 1) {
      this.#rise(heart * 120);
    }
  }

  flush() {
    this.#collector.flush();
  }

  #show(total) {
    this.#total = total;
    setText(this.#counter, shortCount(total));
  }

  #rise(delayMs = 0) {
    if (document.hidden || this.#hearts.childElementCount >= MAX_HEARTS) {
      return;
    }
    const heart = element('span', { class: 'heart' }, '♥');
    heart.style.setProperty('--drift', `${Math.round(Math.random() * 70 - 35)}px`);
    heart.style.setProperty('--hue', Math.round(330 + Math.random() * 60));
    heart.style.animationDelay = `${delayMs}ms`;
    heart.addEventListener('animationend', () => heart.remove());
    this.#hearts.append(heart);
  }
}
