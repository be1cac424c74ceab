// Comments that fly over the stage.

import Danmaku from '../../vendor/danmaku.dom.min.js';
import { element } from '../dom.js';
import { brightness, cssColor, validColor } from '../text.js';
import { delays } from './pacing.js';

/** More than this in a row could not be read, and would make phones stutter: further ones are only in the list. */
const MAX_IN_A_ROW = 6;
const ROW_PX = 36;
/** The library keeps every comment it was ever given; after this many a fresh one takes over. */
const MAX_KEPT = 500;
const MODES = { scroll: 'rtl', top: 'top', bottom: 'bottom' };
const SPEED = { wide: 150, narrow: 90 };
const NARROW_PX = 600;

export class Stage {
  #container;
  #danmaku;
  #visible = true;
  #resizing;
  #timers = new Set();
  /** `{ id, node, landsAt }` */
  #inFlight = new Set();
  #still = window.matchMedia('(prefers-reduced-motion: reduce)');

  constructor(container) {
    this.#container = container;
    this.#danmaku = new Danmaku({ container });
    this.#resizing = new ResizeObserver(() => this.#fit());
    this.#resizing.observe(container);
  }

  /** Lets comments fly, spread over the span. */
  fly(comments, { spanMs, ownUid }) {
    if (document.hidden || !this.#visible) {
      return;
    }
    const wait = delays(comments, spanMs);
    comments.forEach((message, index) => {
      this.#later(() => this.#emit(message, message.from?.uid === ownUid), wait[index]);
    });
  }

  /** Takes what is deleted off the stage: all comments with the id, whoever sent them. */
  remove(deleted) {
    this.#inFlight.forEach(({ id, node }) => id === deleted && node.remove());
  }

  set visible(visible) {
    this.#visible = visible;
    if (visible) {
      this.#danmaku.show();
    } else {
      this.#danmaku.hide();
    }
  }

  close() {
    this.#resizing.disconnect();
    this.#timers.forEach(clearTimeout);
    this.#danmaku.destroy();
  }

  #emit({ id, body }, own) {
    this.#forgetLanded();
    if (this.#inFlight.size >= this.#capacity()) {
      return;
    }
    const node = element('span', { class: 'flying-comment' }, body.text);
    const color = validColor(body.color);
    if (color !== null) {
      node.style.color = cssColor(color);
      node.classList.toggle('flying-comment--dark', brightness(color) < 0.3);
    }
    node.classList.toggle('flying-comment--own', own);
    this.#inFlight.add({ id, node, landsAt: performance.now() + this.#flightMs() });
    this.#danmaku.emit({ mode: this.#modeOf(body), render: () => node });
  }

  /** Whoever asked for less motion gets comments that appear, stay and go. */
  #modeOf(body) {
    return this.#still.matches ? 'top' : (MODES[body.mode] ?? MODES.scroll);
  }

  #forgetLanded() {
    const now = performance.now();
    for (const comment of this.#inFlight) {
      if (comment.landsAt < now) {
        this.#inFlight.delete(comment);
      }
    }
    if (this.#danmaku.comments.length > MAX_KEPT) {
      const full = this.#danmaku;
      // What is still flying may land first.
      this.#later(() => full.destroy(), this.#flightMs());
      this.#danmaku = new Danmaku({ container: this.#container });
      this.#fit();
    }
  }

  #later(task, delayMs) {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      task();
    }, delayMs);
    this.#timers.add(timer);
  }

  #capacity() {
    const rows = Math.max(1, Math.floor(this.#container.offsetHeight / ROW_PX));
    return this.#still.matches ? rows : rows * MAX_IN_A_ROW;
  }

  #flightMs() {
    return (this.#container.offsetWidth / this.#danmaku.speed) * 1000 + 500;
  }

  #fit() {
    this.#danmaku.resize();
    this.#danmaku.speed = this.#container.offsetWidth < NARROW_PX ? SPEED.narrow : SPEED.wide;
  }
}
