// Live clients by how messages reach them.

import { fromTemplate, parts, setText } from '../dom.js';
import { number, percent } from './words.js';

const KINDS = ['longConnections', 'events', 'polling'];

export class Clients {
  #api;
  #parts;

  constructor({ root, api }) {
    this.#api = api;
    root.append(fromTemplate('clients-template'));
    this.#parts = parts(root);
  }

  async refresh() {
    const { clients, processes, nodes } = await this.#api.overview();
    const all = KINDS.reduce((sum, kind) => sum + clients[kind], 0);
    for (const kind of KINDS) {
      const share = all === 0 ? 0 : clients[kind] / all;
      const about = kind === 'polling' ? 'about ' : '';
      setText(this.#parts[kind], `${about}${number(clients[kind])}`);
      setText(this.#parts[`${kind}Share`], all === 0 ? '–' : percent(share));
      this.#parts[`${kind}Bar`].style.flexGrow = String(share);
    }
    this.#parts.bar.classList.toggle('is-empty', all === 0);
    setText(this.#parts.source, sourceText(processes, nodes));
  }
}

/** Whose figures these are. */
export function sourceText(processes, nodes) {
  const names = processes.map(({ process, roles }) => `${process} (${roles.replaceAll(',', ', ')})`);
  return `Figures of ${names.join('; ') || 'no process'}, and of ${number(nodes)} ${nodes === 1 ? 'node' : 'nodes'}.`;
}
