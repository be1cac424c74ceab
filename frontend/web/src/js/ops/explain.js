// Why a client is answered what it is.

import { element, parts, setText } from '../dom.js';

export class Explain {
  #api;
  #parts;

  constructor({ root, api }) {
    this.#api = api;
    this.#parts = parts(root);
    this.#parts.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#ask();
    });
  }

  async #ask() {
    const { uid, device, version, error, verdict, transport, decided, looked } = this.#parts;
    setText(error, '');
    try {
      const answer = await this.#api.explain({
        uid: uid.value.trim(), device: device.value.trim(), version: version.value.trim(),
      });
      const push = answer.transport === 'push';
      setText(transport, push ? 'long connection' : 'polling');
      transport.className = `state state--${push ? 'good' : 'plain'}`;
      setText(decided, `decided by “${answer.rule}”`);
      looked.replaceChildren(...answer.rules.map((rule) => ruleRow(rule, answer.rule)));
      verdict.hidden = false;
    } catch (problem) {
      verdict.hidden = true;
      setText(error, problem.detail);
    }
  }
}

function ruleRow({ name, matched, detail }, decider) {
  return element(
    'li',
    { class: name === decider ? 'rule rule--decides' : 'rule' },
    element('b', {}, name),
    element('span', { class: 'rule-mark', 'aria-label': matched ? 'applies' : 'does not apply' }, matched ? '✓' : '–'),
    element('span', {}, detail),
  );
}
