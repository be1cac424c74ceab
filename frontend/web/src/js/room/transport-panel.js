// How messages come, in more words, and the choice of another way; and a button that cuts the connection, to see that
// nothing is missing afterwards.

import { setText } from '../dom.js';
import { shortCount } from '../text.js';
import { transportText } from './transport-indicator.js';

const CUT_MS = 3_000;

export class TransportPanel {
  #button;
  #panel;
  #parts;
  #closeOutside = (event) => {
    if (!this.#panel.contains(event.target) && !this.#button.contains(event.target)) {
      this.#toggle(false);
    }
  };

  constructor({ parts, client }) {
    this.#parts = parts;
    this.#button = parts.transport;
    this.#panel = parts.transportPanel;
    this.#button.addEventListener('click', () => this.#toggle(this.#panel.hidden));
    this.#panel.addEventListener('change', (event) => client.prefer(event.target.value));
    this.#panel.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        this.#toggle(false);
        this.#button.focus();
      }
    });
    parts.cut.addEventListener('click', () => client.cut(CUT_MS));
    document.addEventListener('pointerdown', this.#closeOutside);
    client.on('transport', (state) => this.#show(state));
    client.on('leftOut', ({ total }) => {
      parts.leftOut.hidden = false;
      setText(parts.leftOut, `${shortCount(total)} messages were left out, because there are too many to read.`);
    });
  }

  close() {
    document.removeEventListener('pointerdown', this.#closeOutside);
  }

  #show(state) {
    setText(this.#parts.transportNow, nowText(state));
    this.#parts.cut.disabled = state.name === 'ended';
  }

  #toggle(open) {
    this.#panel.hidden = !open;
    this.#button.setAttribute('aria-expanded', String(open));
    if (open) {
      this.#panel.querySelector(':checked')?.focus();
    }
  }
}

/** A sentence about a state. */
export function nowText(state) {
  switch (state.name) {
    case 'websocket':
      return `Connected to ${new URL(state.node).host}. Messages come as they are sent.`;
    case 'sse':
      return 'Connected by server-sent events. Messages come as they are sent.';
    case 'polling':
      return state.degraded
        ? `No long connection (${state.reason}) It is tried again; until then the server is asked ${transportText(state, 0).replace('polling, ', '')}.`
        : `The server is asked ${transportText(state, 0).replace('polling, ', '')}.`;
    case 'retrying':
      return `${state.reason} Messages that are sent meanwhile come afterwards.`;
    case 'ended':
      return state.reason;
    default:
      return 'Connecting…';
  }
}
