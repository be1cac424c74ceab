// Connectors with their load, and draining them.

import { element, parts, setText } from '../dom.js';
import { buttonIn, LiveTable } from './live-table.js';
import { drawBadge } from './rooms.js';
import { bytes, clockTime, number, percent } from './words.js';

const LOOKS = { up: 'good', draining: 'warm', full: 'warm', sick: 'bad', silent: 'bad' };

const OVER = [
  ['0', 'at once'],
  ['10000', '10 seconds'],
  ['60000', '1 minute'],
  ['300000', '5 minutes'],
  ['1800000', '30 minutes'],
];

export class Nodes {
  #api;
  #ask;
  #notices;
  #changed;
  #parts;
  #table;

  constructor({ root, api, ask, notices, changed }) {
    this.root = root;
    this.#api = api;
    this.#ask = ask;
    this.#notices = notices;
    this.#changed = changed;
    this.#parts = parts(root);
    this.#table = new LiveTable({
      table: this.#parts.nodes,
      key: ({ id }) => id,
      empty: 'No connector is known. Clients poll.',
      columns: [
        { label: 'Node', kind: 'main-cell', draw: drawNode },
        { label: 'State', draw: drawState },
        { label: 'Load', draw: drawLoad },
        { label: 'CPU', kind: 'figure', draw: (cell, row) => setText(cell, percent(row.cpu)) },
        { label: 'Waiting', kind: 'figure', draw: (cell, row) => setText(cell, bytes(row.backlogBytes)) },
        { label: 'Writes', kind: 'figure', draw: (cell, row) => setText(cell, `${bytes(row.bytesPerSecond)}/s`) },
        { label: 'Weight', kind: 'figure', draw: (cell, row) => setText(cell, number(row.weight)) },
        { label: '', kind: 'action', draw: (cell, row) => this.#drawAction(cell, row) },
      ],
    });
  }

  async refresh() {
    const nodes = await this.#api.nodes();
    this.#table.show(nodes);
    const sessions = nodes.reduce((sum, node) => sum + node.sessions, 0);
    setText(this.#parts.sum, `${number(sessions)} long connections on ${number(nodes.length)}`);
  }

  #drawAction(cell, row) {
    const draining = row.drainUntil !== undefined;
    buttonIn(cell, {
      row,
      text: draining ? 'Take back' : 'Drain…',
      act: (node) => (draining ? this.#undrain(node) : this.#drain(node)),
    });
  }

  async #drain({ id, sessions }) {
    const answer = await this.#ask.open({
      title: `Drain ${id}?`,
      text: `It takes no new clients within a second, and its ${number(sessions)} clients are asked to go elsewhere. Where no other node takes them they poll.`,
      danger: true,
      confirm: 'Drain',
      fields: [{ name: 'over', label: 'Ask them over', options: OVER, value: '60000' }],
    });
    if (answer !== null) {
      await this.#notices.tell(
        () => this.#api.drain(id, { overMs: Number(answer.over), reason: answer.reason }),
        ({ until, version }) => `${id} drains; all clients are asked by ${clockTime(until)} (version ${version}).`,
      );
      this.#changed();
    }
  }

  async #undrain({ id }) {
    const answer = await this.#ask.open({
      title: `Take the drain of ${id} back?`,
      text: 'It takes new clients again. Those that have gone come back as the routes send them.',
      confirm: 'Take back',
    });
    if (answer !== null) {
      await this.#notices.tell(
        () => this.#api.undrain(id, answer.reason),
        ({ version }) => `${id} takes clients again (version ${version}).`,
      );
      this.#changed();
    }
  }
}

function drawNode(cell, { id, label, region, ws, tcp }) {
  if (cell.childElementCount === 0) {
    cell.append(element('b'), element('span', { class: 'under' }));
  }
  setText(cell.children[0], id);
  setText(cell.children[1], [region, label, ws[0], tcp[0]].filter((text) => text).join(' · '));
}

function drawState(cell, { state, drainUntil }) {
  drawBadge(cell, state, LOOKS[state] ?? 'plain');
  cell.title = drainUntil === undefined ? '' : `all clients asked by ${clockTime(drainUntil)}`;
}

function drawLoad(cell, { sessions, capacity }) {
  if (cell.childElementCount === 0) {
    cell.append(element('span', { class: 'under' }), element('span', { class: 'meter' }, element('span')));
  }
  setText(cell.children[0], `${number(sessions)} of ${number(capacity)}`);
  cell.children[1].firstElementChild.style.width = `${capacity === 0 ? 0 : Math.min(100, (100 * sessions) / capacity)}%`;
}
