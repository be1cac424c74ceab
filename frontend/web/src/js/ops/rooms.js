// Live rooms: how busy they are, and how they are written and served.

import { element, parts, setText } from '../dom.js';
import { LiveTable } from './live-table.js';
import { number, span } from './words.js';

const SLOW_MS = 1_000;

export class Rooms {
  #api;
  #table;
  #parts;

  constructor({ root, api }) {
    this.root = root;
    this.#api = api;
    this.#parts = parts(root);
    this.#table = new LiveTable({
      table: this.#parts.rooms,
      key: ({ room }) => room,
      empty: 'No room is live.',
      columns: [
        { label: 'Room', kind: 'main-cell', draw: drawName },
        { label: 'Online', kind: 'figure', draw: (cell, row) => setText(cell, number(row.online)) },
        { label: 'Messages/s', kind: 'figure', draw: (cell, row) => setText(cell, number(row.ratePerS)) },
        { label: 'Lag', kind: 'figure', draw: drawLag },
        { label: 'Gear', kind: 'figure', draw: (cell, row) => drawBadge(cell, row.gear, row.gear > 1 ? 'warm' : 'plain') },
        { label: 'Polls/s', kind: 'figure', draw: (cell, row) => setText(cell, number(row.pollsPerS)) },
        { label: 'Cache', draw: (cell, row) => drawBadge(cell, hotText(row), row.hotOn > 0 ? 'hot' : 'plain') },
        { label: 'Sessions', kind: 'figure', draw: (cell, row) => setText(cell, number(row.sessions)) },
        { label: 'Push', draw: (cell, row) => drawBadge(cell, row.pushMode ?? '–', row.pushMode === 'broadcast' ? 'hot' : 'plain') },
      ],
    });
  }

  async refresh() {
    const rooms = await this.#api.rooms();
    this.#table.show(rooms);
    setText(this.#parts.count, String(rooms.length));
  }
}

function drawName(cell, { room, title, host }) {
  if (cell.childElementCount === 0) {
    cell.append(
      element('a', { class: 'room-link', href: `/#/rooms/${room}`, target: '_blank', rel: 'noopener' }),
      element('span', { class: 'under' }),
    );
  }
  setText(cell.children[0], title);
  setText(cell.children[1], `${room} · by ${host}`);
}

function drawLag(cell, { lagMs }) {
  setText(cell, span(lagMs));
  cell.classList.toggle('is-bad', lagMs >= SLOW_MS);
}

function hotText({ hotOn }) {
  if (hotOn === 0) {
    return 'cold';
  }
  return hotOn === 1 ? 'hot' : `hot on ${hotOn}`;
}

export function drawBadge(cell, text, look) {
  const badge = cell.querySelector('.state') ?? cell.appendChild(element('span'));
  badge.className = `state state--${look}`;
  setText(badge, String(text));
}
