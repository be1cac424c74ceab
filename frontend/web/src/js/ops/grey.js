// How many get a long connection: the percentage and the main switch.

import { parts, setText } from '../dom.js';
import { number } from './words.js';

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

/** What a change does, for who decides on it; empty when it is none. */
export function effectOf(now, wanted) {
  const before = now.enabled ? now.percent : 0;
  const after = wanted.enabled ? wanted.percent : 0;
  if (now.percent === wanted.percent && now.enabled === wanted.enabled) {
    return '';
  }
  if (before === after) {
    return 'Changes nothing for clients until it is switched on.';
  }
  if (after > before) {
    return `From ${number(before)} % to ${number(after)} %: who has a long connection keeps it, ${number(after - before)} of a hundred more get one.`;
  }
  return after === 0
    ? `From ${number(before)} % to none: everybody polls, but those on the white list.`
    : `From ${number(before)} % to ${number(after)} %: ${number(before - after)} of a hundred go back to polling.`;
}

/** To none, off, or to less than half: many clients move at once. */
export function isDangerous(now, wanted) {
  const before = now.enabled ? now.percent : 0;
  const after = wanted.enabled ? wanted.percent : 0;
  return after < before && (after === 0 || after < before / 2);
}
