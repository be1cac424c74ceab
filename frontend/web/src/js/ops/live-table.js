// A table that is drawn again and again. Rows that stay are kept, so that focus and hover survive.

import { element } from '../dom.js';

export class LiveTable {
  #body;
  #columns;
  #key;
  #rows = new Map();
  #empty;

  /**
   * A column is `{ label, draw(cell, row), kind }`; `draw` is called each time and must not add twice. `key(row)` is
   * unlike any other row's.
   */
  constructor({ table, columns, key, empty }) {
    this.#columns = columns;
    this.#key = key;
    this.#body = element('tbody');
    this.#empty = element('tr', { class: 'no-rows' }, element('td', { colspan: columns.length }, empty));
    const heads = columns.map(({ label, kind }) => element('th', { scope: 'col', class: kind }, label));
    table.replaceChildren(element('thead', {}, element('tr', {}, ...heads)), this.#body);
  }

  show(rows) {
    const keys = new Set(rows.map((row) => this.#key(row)));
    for (const [key, line] of this.#rows) {
      if (!keys.has(key)) {
        line.remove();
        this.#rows.delete(key);
      }
    }
    rows.forEach((row, place) => this.#draw(row, place));
    if (rows.length === 0) {
      this.#body.replaceChildren(this.#empty);
    } else {
      this.#empty.remove();
    }
  }

  #draw(row, place) {
    const key = this.#key(row);
    let line = this.#rows.get(key);
    if (line === undefined) {
      const cells = this.#columns.map(({ label, kind }) => element('td', { class: kind, 'data-label': label }));
      line = element('tr', { 'data-key': key }, ...cells);
      this.#rows.set(key, line);
    }
    this.#columns.forEach(({ draw }, column) => draw(line.children[column], row));
    if (this.#body.children[place] !== line) {
      this.#body.insertBefore(line, this.#body.children[place] ?? null);
    }
  }
}

/** A cell's only button, which acts on what the row is when it is pressed. */
export function buttonIn(cell, { text, row, act, small = true }) {
  let button = cell.querySelector('button');
  if (button === null) {
    button = element('button', { type: 'button', class: small ? 'button button--small' : 'button' });
    cell.append(button);
  }
  button.textContent = text;
  button.onclick = () => act(row);
  return button;
}
