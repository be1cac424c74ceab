// Who changed what, and taking it back.

import { element, parts, setText } from '../dom.js';
import { buttonIn, LiveTable } from './live-table.js';
import { undoOf } from './undo.js';
import { clockTime, valueText } from './words.js';

const PAGE = 50;

export class Audit {
  #api;
  #ask;
  #notices;
  #changed;
  #parts;
  #table;
  #shown = PAGE;
  #rows = [];
  #ended = false;

  constructor({ root, api, ask, notices, changed }) {
    this.#api = api;
    this.#ask = ask;
    this.#notices = notices;
    this.#changed = changed;
    this.#parts = parts(root);
    this.#parts.more.addEventListener('click', () => {
      this.#shown = Math.min(500, this.#shown + PAGE);
      this.#changed();
    });
    this.#table = new LiveTable({
      table: this.#parts.audit,
      key: ({ version }) => String(version),
      empty: 'Nothing was ever changed.',
      columns: [
        { label: 'Version', kind: 'figure', draw: (cell, row) => setText(cell, String(row.version)) },
        { label: 'When', kind: 'time', draw: (cell, row) => setText(cell, clockTime(row.at)) },
        { label: 'What', kind: 'main-cell', draw: drawWhat },
        { label: 'Who', draw: (cell, row) => setText(cell, row.who) },
        { label: 'Why', draw: (cell, row) => setText(cell, row.why || '–') },
        { label: '', kind: 'action', draw: (cell, row) => this.#drawUndo(cell, row) },
      ],
    });
  }

  async refresh() {
    this.#rows = await this.#api.audit({ limit: this.#shown });
    this.#ended = this.#rows.length < this.#shown;
    this.#table.show(this.#rows);
    this.#parts.more.hidden = this.#ended || this.#shown === 500;
  }

  #drawUndo(cell, row) {
    const undo = undoOf(row, this.#rows, this.#ended);
    if (undo === null) {
      cell.replaceChildren();
    } else {
      buttonIn(cell, { row, text: 'Undo…', act: (entry) => this.#undo(entry) });
    }
  }

  async #undo(row) {
    const undo = undoOf(row, this.#rows, this.#ended);
    const answer = await this.#ask.open({ title: `Undo version ${row.version}?`, text: undo.text, danger: true, confirm: 'Undo' });
    if (answer !== null) {
      const reason = answer.reason || `undo of version ${row.version}`;
      await this.#notices.tell(() => undo.act(this.#api, reason), ({ version }) => `Version ${row.version} is undone (version ${version}).`);
      this.#changed();
    }
  }
}

function drawWhat(cell, { what, old, new: after }) {
  if (cell.childElementCount === 0) {
    cell.append(element('b'), element('span', { class: 'under' }));
  }
  setText(cell.children[0], what);
  setText(cell.children[1], `${valueText(old)} → ${valueText(after)}`);
}
