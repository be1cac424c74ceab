// What clients report of their connections: how connecting goes, and how long a message takes to reach them.

import { element, parts, setText } from '../dom.js';
import { LiveTable } from './live-table.js';
import { number, span } from './words.js';

const BAD_SUCCESS = 80;

export class Telemetry {
  #api;
  #root;
  #table;
  #samples = [];
  #keptMs;

  constructor({ root, api, keptMs }) {
    this.#api = api;
    this.#root = root;
    this.#keptMs = keptMs;
    this.#table = new LiveTable({
      table: parts(root).cohorts,
      key: ({ transport }) => transport,
      empty: 'No client reported anything in the last minute.',
      columns: [
        { label: 'Transport', kind: 'main-cell', draw: (cell, { transport }) => setText(cell, nameOf(transport)) },
        { label: 'Connects', kind: 'figure', draw: (cell, row) => setText(cell, number(row.connects)) },
        { label: 'Good', kind: 'figure', draw: drawSuccess },
        { label: 'To connect', kind: 'figure', draw: (cell, row) => drawTwo(cell, row.connectP50Ms, row.connectP95Ms) },
        { label: 'Send → delivered', kind: 'figure', draw: (cell, row) => drawTwo(cell, row.delayP50Ms, row.delayP95Ms) },
        { label: 'Disconnects', kind: 'figure', draw: (cell, row) => setText(cell, number(row.disconnects)) },
        { label: 'Gaps', kind: 'figure', draw: (cell, row) => setText(cell, number(row.gaps)) },
      ],
    });
  }

  async refresh() {
    const report = await this.#api.telemetry();
    this.#root.hidden = report === null;
    if (report === null) {
      return;
    }
    this.#table.show(report.transports.filter(isHeard));
    const at = (transport) => report.transports.find((row) => row.transport === transport)?.delayP50Ms ?? null;
    this.#samples.push({ at: report.now, long: at('long'), polling: at('polling') });
    this.#samples = this.#samples.filter((sample) => sample.at > report.now - this.#keptMs);
  }

  /** Of the time that this page was looked at. */
  plot() {
    return [
      this.#samples.map(({ at }) => at / 1000),
      [['long p50', this.#samples.map(({ long }) => long)], ['polling p50', this.#samples.map(({ polling }) => polling)]],
    ];
  }
}

function isHeard({ connects, disconnects, delays, gaps }) {
  return connects + disconnects + delays + gaps > 0;
}

function nameOf(transport) {
  return transport === 'long' ? 'all long connections' : transport;
}

function drawSuccess(cell, { successPercent }) {
  setText(cell, successPercent === undefined ? '–' : `${number(successPercent)} %`);
  cell.classList.toggle('is-bad', successPercent < BAD_SUCCESS);
}

function drawTwo(cell, p50, p95) {
  if (cell.childElementCount === 0) {
    cell.append(element('span'), element('span', { class: 'under' }));
  }
  setText(cell.children[0], span(p50));
  setText(cell.children[1], p95 === undefined ? '' : `p95 ${span(p95)}`);
}
