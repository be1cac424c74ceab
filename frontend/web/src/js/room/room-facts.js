// What is known about the room itself (title, host, state, online), and what the visitor may do in it.

import { setText } from '../dom.js';
import { shortCount } from '../text.js';
import { moderates } from './moderator.js';

export class RoomFacts {
  #root;
  #parts;
  #identity;
  #host = null;
  #showRights = () => this.#drawRights();

  constructor({ root, parts, identity }) {
    this.#root = root;
    this.#parts = parts;
    this.#identity = identity;
    identity.addEventListener('change', this.#showRights);
  }

  show({ title, area, host, hostName, online, state }) {
    const part = this.#parts;
    this.#host = host;
    document.title = `${title} · Danmaku`;
    setText(part.title, title);
    setText(part.backdropTitle, title);
    setText(part.area, area ?? '');
    part.area.hidden = !area;
    setText(part.host, `by ${hostName ?? host}`);
    this.showOnline(online);
    this.showState(state);
  }

  showOnline(online) {
    if (Number.isFinite(online)) {
      setText(this.#parts.online, shortCount(online));
      setText(this.#parts.viewersCount, shortCount(online));
    }
  }

  /** `live`, `archiving` or `ended`. */
  showState(state) {
    if (state !== undefined && state !== this.#root.dataset.roomState) {
      this.#root.dataset.roomState = state;
      this.#parts.ended.hidden = state === 'live';
      this.#drawRights();
    }
  }

  close() {
    this.#identity.removeEventListener('change', this.#showRights);
  }

  #drawRights() {
    const part = this.#parts;
    const live = this.#root.dataset.roomState === 'live';
    const { canWrite, uid } = this.#identity;
    part.sendForm.hidden = !live || !canWrite;
    part.readOnly.hidden = !live || canWrite;
    part.over.hidden = live;
    part.reactions.hidden = !live || !canWrite;
    this.#root.dataset.moderates = String(live && moderates(this.#identity, this.#host));
    part.end.hidden = !live || uid !== this.#host;
  }
}
