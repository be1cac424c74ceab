// What the system decided by itself, with what it had measured.

import { element, parts, setText } from '../dom.js';
import { LiveTable } from './live-table.js';
import { clockTime, number } from './words.js';

export class Decisions {
  #api;
  #parts;
  #table;

  constructor({ root, api, changed }) {
    this.#api = api;
    this.#parts = parts(root);
    this.#parts.kind.addEventListener('change', changed);
    this.#table = new LiveTable({
      table: this.#parts.decisions,
      key: (row) => [row.at, row.kind, row.subject, row.after].join(' '),
      empty: 'Nothing was decided yet.',
      columns: [
        { label: 'When', kind: 'time', draw: (cell, row) => setText(cell, clockTime(row.at)) },
        { label: 'What', kind: 'main-cell', draw: drawWhat },
        { label: 'Change', draw: (cell, row) => setText(cell, `${row.before} → ${row.after}`) },
        { label: 'Because', draw: drawReason },
      ],
    });
  }

  async refresh() {
    this.#table.show(await this.#api.decisions({ kind: this.#parts.kind.value, limit: 100 }));
  }
}

function drawWhat(cell, { kind, subject }) {
  if (cell.childElementCount === 0) {
    cell.append(element('b'), element('span', { class: 'under' }));
  }
  setText(cell.children[0], kind);
  setText(cell.children[1], subject);
}

function drawReason(cell, { reason, inputs }) {
  if (cell.childElementCount === 0) {
    cell.append(element('span'), element('span', { class: 'under' }));
  }
  setText(cell.children[0], reason);
  setText(cell.children[1], Object.entries(inputs).map(([name, value]) => `${name} ${number(value)}`).join(', '));
}
