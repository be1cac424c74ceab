// The black and the white list.

import { element, parts, setText } from '../dom.js';
import { spanOf, SPANS } from './ask.js';
import { buttonIn, LiveTable } from './live-table.js';
import { drawBadge } from './rooms.js';
import { ending } from './words.js';

export class Lists {
  #api;
  #ask;
  #notices;
  #changed;
  #parts;
  #table;

  constructor({ root, api, ask, notices, changed }) {
    this.#api = api;
    this.#ask = ask;
    this.#notices = notices;
    this.#changed = changed;
    this.#parts = parts(root);
    this.#parts.span.replaceChildren(...SPANS.map(([value, text]) => element('option', { value }, text)));
    this.#parts.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#put();
    });
    this.#table = new LiveTable({
      table: this.#parts.entries,
      key: ({ list, kind, value }) => `${list} ${kind} ${value}`,
      empty: 'Both lists are empty.',
      columns: [
        { label: 'List', draw: (cell, row) => drawBadge(cell, row.list, row.list === 'black' ? 'bad' : 'good') },
        { label: 'Who', kind: 'main-cell', draw: (cell, row) => setText(cell, `${row.kind} ${row.value}`) },
        { label: 'Why', draw: (cell, row) => setText(cell, row.reason || '–') },
        { label: 'By', draw: (cell, row) => setText(cell, row.who) },
        { label: 'Ends', draw: (cell, row) => setText(cell, ending(row.until) || 'never') },
        { label: '', kind: 'action', draw: (cell, row) => buttonIn(cell, { row, text: 'Remove…', act: (entry) => this.#drop(entry) }) },
      ],
    });
  }

  async refresh() {
    this.#table.show(entriesOf(await this.#api.lists()));
  }

  async #put() {
    const { list, kind, value, span, reason } = this.#parts;
    const entry = { list: list.value, kind: kind.value, value: value.value.trim() };
    const done = await this.#notices.tell(
      () => this.#api.putEntry({ ...entry, forMs: spanOf(span.value), reason: reason.value }),
      (put) => `${put.kind} ${put.value} is on the ${put.list} list (version ${put.version}).`,
    );
    if (done) {
      value.value = '';
      reason.value = '';
      this.#changed();
    }
  }

  async #drop({ list, kind, value }) {
    const answer = await this.#ask.open({
      title: `Take ${kind} ${value} from the ${list} list?`,
      text: 'The other rules decide then.',
      confirm: 'Remove',
    });
    if (answer !== null) {
      await this.#notices.tell(
        () => this.#api.dropEntry({ list, kind, value, reason: answer.reason }),
        ({ version }) => `${kind} ${value} is off the ${list} list (version ${version}).`,
      );
      this.#changed();
    }
  }
}

/** Both lists as rows, black first, as black decides first. */
export function entriesOf(lists) {
  return ['black', 'white'].flatMap((list) =>
    ['uid', 'device', 'version'].flatMap((kind) => lists[list][kind].map((row) => ({ list, kind, ...row }))));
}
