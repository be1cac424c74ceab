// Asks before a change: says what will happen, takes what it needs, and the reason for the audit.

import { element, parts, setText } from '../dom.js';

/** For how long a change holds. */
export const SPANS = [
  ['', 'until it is changed'],
  [300_000, '5 minutes'],
  [900_000, '15 minutes'],
  [3_600_000, '1 hour'],
  [21_600_000, '6 hours'],
  [86_400_000, '1 day'],
  [604_800_000, '7 days'],
];

export class Ask {
  #dialog;
  #parts;
  #answer = null;

  constructor(dialog) {
    this.#dialog = dialog;
    this.#parts = parts(dialog);
    this.#parts.cancel.addEventListener('click', () => dialog.close());
    this.#parts.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#answer = Object.fromEntries(new FormData(this.#parts.form));
      dialog.close();
    });
  }

  /**
   * Resolves with the fields' texts by name, `reason` among them, or null when it was cancelled. A field is
   * `{ name, label, options: [[value, text]] }` or `{ name, label, type, value, min, max }`.
   */
  open({ title, text, danger = false, confirm, fields = [] }) {
    const { title: head, text: body, fields: place, reason, confirm: button, danger: sign } = this.#parts;
    setText(head, title);
    setText(body, text);
    setText(button, confirm);
    sign.hidden = !danger;
    button.classList.toggle('button--danger', danger);
    button.classList.toggle('button--main', !danger);
    place.replaceChildren(...fields.map(field));
    reason.value = '';
    this.#answer = null;
    this.#dialog.showModal();
    (place.querySelector('input, select') ?? reason).focus();
    return new Promise((resolve) => {
      this.#dialog.addEventListener('close', () => resolve(this.#answer), { once: true });
    });
  }
}

function field({ label, options, value, ...attributes }) {
  const control = options === undefined
    ? element('input', { required: true, value, ...attributes })
    : element('select', attributes, ...options.map(([own, text]) => element('option', { value: own, selected: own === value }, text)));
  return element('label', { class: 'field' }, element('span', {}, label), control);
}

/** A chosen span in ms; undefined for until it is changed. */
export function spanOf(text) {
  return text === '' || text === undefined ? undefined : Number(text);
}
