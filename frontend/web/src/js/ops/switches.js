// What can be turned down, each with an end.

import { element, parts, setText } from '../dom.js';
import { spanOf, SPANS } from './ask.js';
import { effectOf, nameOf } from './switch-words.js';
import { ending, number } from './words.js';

export class Switches {
  #api;
  #ask;
  #notices;
  #changed;
  #list;
  #rows = new Map();

  constructor({ root, api, ask, notices, changed }) {
    this.root = root;
    this.#api = api;
    this.#ask = ask;
    this.#notices = notices;
    this.#changed = changed;
    this.#list = parts(root).switches;
  }

  async refresh() {
    const order = (row) => (row.name.startsWith('type.') ? 1 : 0);
    const switches = [...await this.#api.switches()].sort((one, other) => order(one) - order(other));
    switches.forEach((row) => this.#draw(row));
  }

  #draw(row) {
    let line = this.#rows.get(row.name);
    if (line === undefined) {
      line = switchRow(row.name);
      this.#rows.set(row.name, line);
      this.#list.append(line);
    }
    const { state, note, change, reset } = parts(line);
    const changed = row.value !== row.default || row.who !== undefined;
    setText(state, valueText(row.name, row.value));
    state.className = `state state--${changed ? 'warm' : 'good'}`;
    setText(note, changed ? noteText(row) : '');
    reset.hidden = !changed;
    reset.onclick = () => this.#reset(row);
    change.onclick = () => this.#change(row);
    setText(change, typeof row.value === 'boolean' ? `Switch ${row.value ? 'off' : 'on'}…` : 'Change…');
  }

  async #change({ name, value }) {
    const flag = typeof value === 'boolean';
    const fields = flag ? [] : [valueField(name, value)];
    const answer = await this.#ask.open({
      title: flag ? `${nameOf(name)}: ${value ? 'off' : 'on'}?` : nameOf(name),
      text: effectOf(name, flag ? !value : null),
      danger: flag && value,
      confirm: flag ? `Switch ${value ? 'off' : 'on'}` : 'Set',
      fields: [...fields, { name: 'span', label: 'For', options: SPANS, value: 900_000 }],
    });
    if (answer !== null) {
      const wanted = flag ? !value : Number(answer.value);
      await this.#notices.tell(
        () => this.#api.setSwitch(name, { value: wanted, forMs: spanOf(answer.span), reason: answer.reason }),
        (row) => `${nameOf(name)} is ${valueText(row.name, row.value)}, ${ending(row.until) || 'until it is changed'} (version ${row.version}).`,
      );
      this.#changed();
    }
  }

  async #reset({ name, default: standard }) {
    const answer = await this.#ask.open({
      title: `${nameOf(name)}: back to ${valueText(name, standard)}?`,
      text: effectOf(name, standard),
      confirm: 'Put back',
    });
    if (answer !== null) {
      await this.#notices.tell(
        () => this.#api.resetSwitch(name, answer.reason),
        (row) => `${nameOf(name)} is ${valueText(row.name, row.value)} again (version ${row.version}).`,
      );
      this.#changed();
    }
  }
}

function switchRow(name) {
  return element(
    'li',
    { class: 'switch', 'data-switch': name },
    element(
      'div',
      { class: 'switch-words' },
      element('h3', {}, nameOf(name), ' ', element('code', {}, name)),
      element('p', { class: 'under', 'data-part': 'note' }),
    ),
    element('span', { 'data-part': 'state' }),
    element(
      'div',
      { class: 'switch-buttons' },
      element('button', { class: 'button button--small', type: 'button', 'data-part': 'reset' }, 'Put back…'),
      element('button', { class: 'button button--small', type: 'button', 'data-part': 'change' }),
    ),
  );
}

function valueField(name, value) {
  const [min, max] = name === 'poll.intervalMs' ? [500, 60_000] : [0, 100];
  return { name: 'value', label: name === 'poll.intervalMs' ? 'Milliseconds' : 'Of a hundred', type: 'number', value, min, max };
}

function valueText(name, value) {
  if (typeof value === 'boolean') {
    return value ? 'on' : 'off';
  }
  return `${number(value)} ${name === 'poll.intervalMs' ? 'ms' : '%'}`;
}

function noteText({ until, who, reason }) {
  return [ending(until) || 'until it is changed', `by ${who}`, reason].filter((text) => text).join(' · ');
}
