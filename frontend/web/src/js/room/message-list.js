// The list beside the stage. It follows the newest message until the visitor scrolls up.

import { comboKey, isMoreOfACombo, shownCount } from './combo.js';
import { nameOf } from './message-name.js';
import { commentRow, giftRow, joinRow, likeRow, noticeRow, systemText } from './message-row.js';

const MAX_ROWS = 300;
/** Closer to the end than this counts as reading along. */
const NEAR_END_PX = 48;
/** An accepted comment that has not come back by then stays where it is: it may be for its sender's eyes only. */
const SETTLE_MS = 4_000;

export class MessageList {
  #list;
  #newButton;
  #deleteButton;
  /** What a comment is known by → `{ id, row }`. */
  #rows = new Map();
  #combos = new Map();
  /** Id of an own comment → `{ row, name }`. */
  #pending = new Map();
  #settling = new Set();
  /** The last row, if likes or joins can be added to it: `{ kind, add }`. */
  #open = null;
  #following = true;
  #unread = 0;

  /** `deleteButton(id)` makes the button that deletes a message, or null. */
  constructor({ list, newButton, deleteButton }) {
    this.#list = list;
    this.#newButton = newButton;
    this.#deleteButton = deleteButton;
    list.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    newButton.addEventListener('click', () => this.#follow());
  }

  add(messages, { ownUid }) {
    for (const message of messages) {
      this.#addOne(message, message.from?.uid === ownUid);
    }
    this.#settle();
  }

  /** Shows a comment that is being sent. It goes when the message arrives, or with `dropPending`. */
  addPending(message) {
    const row = commentRow(message, { own: true });
    row.classList.add('row--sending');
    this.#pending.set(message.id, { row, name: nameOf(message) });
    this.#list.append(row);
    this.#follow();
  }

  dropPending(id) {
    this.#pending.get(id)?.row.remove();
    this.#pending.delete(id);
  }

  /** Accepted by the server, not yet seen in the room. */
  markSent(id) {
    if (this.#pending.has(id)) {
      const { row, name } = this.#pending.get(id);
      row.classList.replace('row--sending', 'row--sent');
      const timer = setTimeout(() => {
        this.#settling.delete(timer);
        if (this.#pending.delete(id)) {
          row.classList.remove('row--sent');
          this.#rows.set(name, { id, row });
        }
      }, SETTLE_MS);
      this.#settling.add(timer);
    }
  }

  /** Begins anew. */
  clear() {
    this.#list.replaceChildren();
    this.#rows.clear();
    this.#combos.clear();
    this.#open = null;
    this.#follow();
  }

  close() {
    this.#settling.forEach(clearTimeout);
  }

  notice(text, kind) {
    this.#append(noticeRow(text, kind));
    this.#settle();
  }

  #addOne(message, own) {
    const { id, type, from, body } = message;
    if (own) {
      this.dropPending(id);
    }
    if (type === 'comment') {
      const name = nameOf(message);
      this.#rows.get(name)?.row.remove();
      const row = commentRow(message, { own, action: this.#deleteButton(id) });
      this.#rows.set(name, { id, row });
      this.#append(row);
    } else if (type === 'gift') {
      this.#addGift(message, own);
    } else if (type === 'like') {
      this.#addTo('like', likeRow, body.count ?? 1);
    } else if (type === 'member' && body.event === 'enter') {
      this.#addTo('join', joinRow, from?.name || from?.uid || 'somebody');
    } else if (type === 'system') {
      if (body.event === 'deleted') {
        this.#removeAll(body.id);
      }
      this.#append(noticeRow(systemText(body)));
    }
  }

  /** A deletion is of all messages with the id, whoever sent them. */
  #removeAll(deleted) {
    for (const { id, row } of this.#rows.values()) {
      if (id === deleted) {
        row.remove();
      }
    }
  }

  #addGift(message, own) {
    const { body } = message;
    const key = comboKey(message);
    if (isMoreOfACombo(body) && this.#combos.has(key)) {
      this.#combos.get(key).setCount(shownCount(body));
    } else {
      const shown = giftRow(message, { own });
      this.#combos.set(key, shown);
      this.#append(shown.row);
    }
    if (body.final === true) {
      this.#combos.delete(key);
    }
  }

  #addTo(kind, make, what) {
    if (this.#open?.kind !== kind) {
      const { row, add } = make();
      this.#append(row);
      this.#open = { kind, add };
    }
    this.#open.add(what);
  }

  #append(row) {
    this.#open = null;
    // Comments still being sent stay last: they have no place in the room's order yet.
    const firstPending = this.#pending.values().next().value?.row ?? null;
    this.#list.insertBefore(row, firstPending);
    this.#unread += 1;
  }

  #settle() {
    if (this.#following) {
      this.#follow();
      return;
    }
    const text = this.#unread === 1 ? '1 new message' : `${this.#unread} new messages`;
    this.#newButton.textContent = text;
    this.#newButton.hidden = this.#unread === 0;
  }

  #follow() {
    this.#following = true;
    this.#unread = 0;
    this.#newButton.hidden = true;
    this.#prune();
    this.#list.scrollTop = this.#list.scrollHeight;
  }

  #scrolled() {
    const { scrollTop, clientHeight, scrollHeight } = this.#list;
    this.#following = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    if (this.#following) {
      this.#unread = 0;
      this.#newButton.hidden = true;
    }
  }

  /** Only while following: rows must not vanish under somebody who reads them. */
  #prune() {
    while (this.#list.childElementCount > MAX_ROWS) {
      this.#list.firstElementChild.remove();
    }
    for (const [name, { row }] of this.#rows) {
      if (row.isConnected) {
        break;
      }
      this.#rows.delete(name);
    }
  }
}
