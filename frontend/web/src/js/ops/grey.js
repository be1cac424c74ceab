// How many get a long connection: the percentage and the main switch.

import { parts, setText } from '../dom.js';
import { effectOf, isDangerous } from './grey-words.js';
import { number } from './words.js';

/** The form stays disabled until the first answer: before it, an untouched main switch would read as off. */
export class Grey {
  #api;
  #ask;
  #notices;
  #changed;
  #parts;
  #now = null;
  /** Whether somebody is choosing: what is in force must not move the slider away then. */
  #touched = false;

  constructor({ root, api, ask, notices, changed }) {
    this.#api = api;
    this.#ask = ask;
    this.#notices = notices;
    this.#changed = changed;
    this.#parts = parts(root);
    const { slider, exact, enabled, form, back } = this.#parts;
    slider.addEventListener('input', () => this.#choose(slider.value));
    exact.addEventListener('input', () => this.#choose(exact.value));
    enabled.addEventListener('change', () => this.#choose(exact.value));
    back.addEventListener('click', () => this.#reset());
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#apply();
    });
  }

  async refresh() {
    this.#now = await this.#api.grey();
    const { percent, enabled, version } = this.#now;
    this.#parts.controls.disabled = false;
    setText(this.#parts.inForce, enabled ? `${number(percent)} %` : 'off');
    setText(this.#parts.since, `in force since version ${version}${enabled ? '' : ` (${number(percent)} % when on)`}`);
    if (!this.#touched) {
      this.#reset();
    }
    this.#draw();
  }

  #reset() {
    this.#touched = false;
    if (this.#now !== null) {
      this.#parts.slider.value = this.#now.percent;
      this.#parts.exact.value = this.#now.percent;
      this.#parts.enabled.checked = this.#now.enabled;
    }
    this.#draw();
  }

  #choose(percent) {
    this.#touched = true;
    this.#parts.slider.value = percent;
    if (document.activeElement !== this.#parts.exact) {
      this.#parts.exact.value = percent;
    }
    this.#draw();
  }

  get #wanted() {
    return { percent: Number(this.#parts.exact.value), enabled: this.#parts.enabled.checked };
  }

  #draw() {
    const { effect, apply, back } = this.#parts;
    const text = this.#now === null ? '' : effectOf(this.#now, this.#wanted);
    setText(effect, text === '' ? 'Nothing is changed yet.' : text);
    apply.disabled = text === '';
    back.hidden = text === '';
  }

  async #apply() {
    const wanted = this.#wanted;
    if (isDangerous(this.#now, wanted)) {
      const answer = await this.#ask.open({
        title: wanted.enabled ? `Down to ${number(wanted.percent)} %?` : 'Switch the grey release off?',
        text: `${effectOf(this.#now, wanted)} Their polls come to the front ends at once.`,
        danger: true,
        confirm: wanted.enabled ? `Set ${number(wanted.percent)} %` : 'Switch off',
      });
      if (answer === null) {
        return;
      }
      this.#parts.reason.value = answer.reason || this.#parts.reason.value;
    }
    const done = await this.#notices.tell(
      () => this.#api.setGrey({ ...wanted, reason: this.#parts.reason.value }),
      ({ percent, enabled, version }) =>
        `The grey release is ${enabled ? `${number(percent)} %` : 'off'} everywhere within a second (version ${version}).`,
    );
    if (done) {
      this.#touched = false;
      this.#parts.reason.value = '';
      this.#changed();
    }
  }
}
