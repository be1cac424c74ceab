// Who is in the room: enters, keeps the list fresh, and leaves.

import { element, setText } from '../dom.js';
import { hueOf, initial, shortCount } from '../text.js';

const REFRESH_MS = 15_000;
const PAGE = 100;

export class Viewers {
  #api;
  #identity;
  #room;
  #list;
  #more;
  #onOnline;
  #timer = null;
  #shown = PAGE;
  #entered = false;
  #closed = false;
  #leave = () => this.#goOut();
  #comeBack = (event) => event.persisted && this.#refresh();

  constructor({ api, identity, room, list, more, onOnline }) {
    this.#api = api;
    this.#identity = identity;
    this.#room = room;
    this.#list = list;
    this.#more = more;
    this.#onOnline = onOnline;
    more.addEventListener('click', () => {
      this.#shown += PAGE;
      this.#refresh();
    });
  }

  open() {
    window.addEventListener('pagehide', this.#leave);
    window.addEventListener('pageshow', this.#comeBack);
    this.#refresh();
  }

  close() {
    this.#closed = true;
    window.removeEventListener('pagehide', this.#leave);
    window.removeEventListener('pageshow', this.#comeBack);
    this.#goOut();
  }

  async #refresh() {
    clearTimeout(this.#timer);
    try {
      await this.#enterOnce();
      const answer = await this.#api.viewers(this.#room, { limit: this.#shown, offset: 0 });
      if (!this.#closed) {
        this.#draw(answer);
      }
    } catch {
      // The list is an extra: the transport indicator tells about a lost server, the next round tries again.
    }
    if (!this.#closed) {
      this.#timer = setTimeout(() => this.#refresh(), REFRESH_MS);
    }
  }

  async #enterOnce() {
    if (!this.#entered && this.#identity.canWrite) {
      await this.#api.enter(this.#room);
      this.#entered = true;
      if (this.#closed) {
        this.#goOut();
      }
    }
  }

  #goOut() {
    clearTimeout(this.#timer);
    if (this.#entered) {
      this.#entered = false;
      this.#api.leave(this.#room).catch(() => {});
    }
  }

  #draw({ online, viewers }) {
    this.#onOnline(online);
    this.#list.replaceChildren(...viewers.map((viewer) => this.#row(viewer)));
    const hidden = online - viewers.length;
    this.#more.hidden = hidden <= 0 || viewers.length < this.#shown;
    setText(this.#more, `Show more (${shortCount(hidden)})`);
  }

  #row({ uid, name }) {
    const face = element('span', { class: 'avatar', 'aria-hidden': 'true' }, initial(name || uid));
    face.style.setProperty('--hue', hueOf(uid));
    const you = uid === this.#identity.uid ? element('span', { class: 'tag' }, 'you') : null;
    return element('li', { class: 'viewer' }, face, element('span', { class: 'viewer-name' }, name || uid), you);
  }
}
