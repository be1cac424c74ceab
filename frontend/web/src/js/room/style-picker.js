// Colour and way of flying for the next comments. Remembered for the visit.

import { element } from '../dom.js';
import { cssColor, validColor } from '../text.js';

const WHITE = 0xffffff;
const COLORS = [
  [WHITE, 'White'],
  [0xff5c7a, 'Red'],
  [0xff9f43, 'Orange'],
  [0xffe066, 'Yellow'],
  [0x5ee38a, 'Green'],
  [0x4fd8ff, 'Cyan'],
  [0x7c9cff, 'Blue'],
  [0xd58bff, 'Violet'],
];

export class StylePicker {
  #button;
  #panel;
  #color = WHITE;
  #mode = 'scroll';

  constructor({ button, panel, swatches, custom, modes }) {
    this.#button = button;
    this.#panel = panel;
    swatches.append(...COLORS.map(([color, name]) => this.#swatch(color, name)));
    custom.addEventListener('input', () => {
      const chosen = swatches.querySelector(':checked');
      if (chosen !== null) {
        chosen.checked = false;
      }
      this.#pick(parseInt(custom.value.slice(1), 16));
    });
    modes.addEventListener('change', (event) => {
      this.#mode = event.target.value;
    });
    button.addEventListener('click', () => this.#toggle(panel.hidden));
    panel.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        this.#toggle(false);
        button.focus();
      }
    });
    this.#pick(WHITE);
  }

  /** What to add to a comment's body; plain white scrolling comments need nothing. */
  get body() {
    return {
      ...(this.#color === WHITE ? {} : { color: this.#color }),
      ...(this.#mode === 'scroll' ? {} : { mode: this.#mode }),
    };
  }

  #swatch(color, name) {
    const radio = element('input', { type: 'radio', name: 'color', checked: color === WHITE, 'aria-label': name });
    radio.addEventListener('change', () => this.#pick(color));
    const label = element('label', { class: 'swatch', title: name }, radio, element('span', {}));
    label.style.setProperty('--swatch', cssColor(color));
    return label;
  }

  #pick(color) {
    this.#color = validColor(color) ?? WHITE;
    this.#button.style.setProperty('--swatch', cssColor(this.#color));
  }

  #toggle(open) {
    this.#panel.hidden = !open;
    this.#button.setAttribute('aria-expanded', String(open));
  }
}
