// How lively the stream was, as a curve below the player. A click or a key jumps there.

import { setText } from '../dom.js';
import { clockText } from './times.js';

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 1_000;
const HEIGHT = 100;
/** An arrow key's step, of the whole. */
const STEP = 0.01;

/** Heights, 0 to 1, of `count` columns over a video's length; what was said before or after it is left out. */
export function columns(buckets, durationMs, count) {
  const sums = new Array(count).fill(0);
  for (const { at, count: messages } of buckets) {
    if (at >= 0 && at < durationMs) {
      sums[Math.floor((at / durationMs) * count)] += messages;
    }
  }
  const most = Math.max(1, ...sums);
  return sums.map((sum) => sum / most);
}

export class DensityCurve {
  #root;
  #label;
  #durationMs = 1;
  #at = 0;
  #seek;
  #played;
  #cursor;

  /** `seek(ms)` is called with the moment of the video that was chosen. */
  constructor({ root, label, seek }) {
    this.#root = root;
    this.#label = label;
    this.#seek = seek;
    root.addEventListener('click', (event) => this.#choose(this.#momentAt(event)));
    root.addEventListener('pointermove', (event) => this.#point(event));
    root.addEventListener('pointerleave', () => this.#showTime());
    root.addEventListener('keydown', (event) => this.#press(event));
  }

  /** `buckets` are `{ at, count }` in ms of the video. */
  show(buckets, durationMs) {
    this.#durationMs = durationMs;
    const heights = columns(buckets, durationMs, Math.min(200, Math.max(20, buckets.length)));
    const step = WIDTH / heights.length;
    // By the root, so that one loud moment does not make all others flat.
    const y = (height) => (HEIGHT - 4 - Math.sqrt(height) * (HEIGHT - 12)).toFixed(1);
    const points = heights.map((height, index) => `${((index + 0.5) * step).toFixed(1)},${y(height)}`);
    const line = `0,${HEIGHT} ${points.join(' ')} ${WIDTH},${HEIGHT}`;
    this.#played = svg('rect', { x: 0, y: 0, width: 0, height: HEIGHT });
    this.#cursor = svg('rect', { class: 'curve-cursor', x: 0, y: 0, width: 2.5, height: HEIGHT });
    const clip = svg('clipPath', { id: 'curve-played' });
    clip.append(this.#played);
    const picture = svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' });
    picture.append(
      clip,
      svg('polygon', { class: 'curve-all', points: line }),
      svg('polygon', { class: 'curve-played', points: line, 'clip-path': 'url(#curve-played)' }),
      this.#cursor,
    );
    this.#root.replaceChildren(picture);
    this.#root.setAttribute('aria-valuemax', String(Math.round(durationMs / 1_000)));
    this.at(0);
  }

  /** Where the player is, in ms of the video. */
  at(ms) {
    this.#at = ms;
    const place = Math.min(1, Math.max(0, ms / this.#durationMs)) * WIDTH;
    this.#played.setAttribute('width', place.toFixed(1));
    this.#cursor.setAttribute('x', place.toFixed(1));
    this.#root.setAttribute('aria-valuenow', String(Math.round(ms / 1_000)));
    this.#root.setAttribute('aria-valuetext', clockText(ms));
    this.#showTime();
  }

  #showTime() {
    setText(this.#label, `${clockText(this.#at)} / ${clockText(this.#durationMs)}`);
  }

  #point(event) {
    setText(this.#label, `Go to ${clockText(this.#momentAt(event))}`);
  }

  #momentAt(event) {
    const { left, width } = this.#root.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - left) / width)) * this.#durationMs;
  }

  #press(event) {
    const moves = { ArrowLeft: -STEP, ArrowDown: -STEP, ArrowRight: STEP, ArrowUp: STEP, PageDown: -10 * STEP, PageUp: 10 * STEP };
    const ends = { Home: 0, End: this.#durationMs };
    const wanted = ends[event.key] ?? (event.key in moves ? this.#at + moves[event.key] * this.#durationMs : null);
    if (wanted !== null) {
      event.preventDefault();
      // Not for the player as well, which has keys of its own.
      event.stopPropagation();
      this.#choose(Math.min(this.#durationMs, Math.max(0, wanted)));
    }
  }

  #choose(ms) {
    this.#seek(ms);
  }
}

function svg(tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));
  return node;
}
