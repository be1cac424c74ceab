// The list of live rooms, and the form that starts one.

import { fromTemplate, parts, setText } from '../dom.js';
import { hrefOf } from '../router.js';
import { showReplays } from './replays.js';
import { roomCard, updateRoomCard } from './room-card.js';

const REFRESH_MS = 4_000;

export class Lobby {
  #api;
  #identity;
  #root = fromTemplate('lobby-template');
  #parts = parts(this.#root);
  #cards = new Map();
  #timer = null;
  #closed = false;
  #showRights = () => this.#drawRights();
  #lookNow = () => {
    if (!document.hidden) {
      this.#refresh();
    }
  };

  constructor({ api, identity, openIdentity }) {
    this.#api = api;
    this.#identity = identity;
    this.#parts.startForm.addEventListener('submit', (event) => this.#start(event));
    this.#parts.pasteToken.addEventListener('click', openIdentity);
  }

  open(view) {
    document.title = 'Danmaku';
    view.replaceChildren(this.#root);
    this.#identity.addEventListener('change', this.#showRights);
    document.addEventListener('visibilitychange', this.#lookNow);
    this.#drawRights();
    this.#refresh();
    showReplays({ api: this.#api, section: this.#parts.finished, list: this.#parts.replays });
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#identity.removeEventListener('change', this.#showRights);
    document.removeEventListener('visibilitychange', this.#lookNow);
  }

  async #refresh() {
    clearTimeout(this.#timer);
    try {
      const rooms = await this.#api.rooms();
      this.#draw(rooms);
      this.#tell('');
      this.#identity.ensureToken();
    } catch (problem) {
      this.#tell(`${problem.detail ?? 'The rooms could not be read.'} Trying again…`);
    }
    if (!this.#closed && !document.hidden) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#refresh(), REFRESH_MS);
    }
  }

  /** Cards of rooms that stay are kept, so that focus and hover survive a refresh. */
  #draw(rooms) {
    const { cards, empty, count } = this.#parts;
    const byOnline = [...rooms].sort((one, other) => (other.online ?? 0) - (one.online ?? 0));
    const live = new Set(byOnline.map(({ room }) => room));
    for (const [room, card] of this.#cards) {
      if (!live.has(room)) {
        card.remove();
        this.#cards.delete(room);
      }
    }
    byOnline.forEach((room, place) => {
      const card = this.#cards.get(room.room) ?? roomCard(room);
      this.#cards.set(room.room, card);
      updateRoomCard(card, room);
      if (cards.children[place] !== card) {
        cards.insertBefore(card, cards.children[place] ?? null);
      }
    });
    empty.hidden = rooms.length > 0;
    this.#parts.loading.hidden = true;
    setText(count, rooms.length === 0 ? '' : String(rooms.length));
  }

  #tell(text) {
    setText(this.#parts.trouble, text);
    this.#parts.trouble.hidden = text === '';
  }

  async #start(event) {
    event.preventDefault();
    const { title, area, startButton, startError } = this.#parts;
    setText(startError, '');
    startButton.disabled = true;
    try {
      const created = await this.#api.createRoom({ title: title.value.trim(), area: area.value.trim() });
      window.location.hash = hrefOf(created.room);
    } catch (problem) {
      setText(startError, problem.detail ?? 'The room could not be started.');
    }
    startButton.disabled = false;
  }

  #drawRights() {
    this.#parts.startForm.hidden = !this.#identity.canWrite;
    this.#parts.readOnly.hidden = this.#identity.canWrite;
  }
}
