// The page of one room: puts its parts together and hands each message to those that show it.

import { fromTemplate, parts } from '../dom.js';
import { Poller } from '../feed/poller.js';
import { SeenIds } from '../feed/seen-ids.js';
import { raiseBanner, showGifts } from './gifts.js';
import { Likes } from './likes.js';
import { MessageList } from './message-list.js';
import { deleteButton } from './moderator.js';
import { pressTwice } from './press-twice.js';
import { RoomFacts } from './room-facts.js';
import { SendBox } from './send-box.js';
import { Sender } from './sender.js';
import { Stage } from './stage.js';
import { StatusBoard } from './status-board.js';
import { StylePicker } from './style-picker.js';
import { startTabs } from './tabs.js';
import { TransportIndicator } from './transport-indicator.js';
import { Viewers } from './viewers.js';

/** After sending, so that one's own comment is in the room when it is looked for. */
const LOOK_AFTER_SEND_MS = 100;
/** Of the history that a visitor finds, only the end flies. */
const HISTORY_TO_FLY = 12;

export class Room {
  #api;
  #identity;
  #room;
  #root = fromTemplate('room-template');
  #parts = parts(this.#root);

  constructor({ api, identity, room, openIdentity }) {
    this.#api = api;
    this.#identity = identity;
    this.#room = room;
    this.#parts.pasteToken.addEventListener('click', openIdentity);
  }

  /** Shows the room in the view. The view must be in the document: the stage measures itself. */
  open(view, facts) {
    const part = this.#parts;
    view.replaceChildren(this.#root);
    const onError = (problem) => this.sendBox.showProblem(problem);
    this.facts = new RoomFacts({ root: this.#root, parts: part, identity: this.#identity });
    this.sender = new Sender({ api: this.#api, room: this.#room });
    this.stage = new Stage(part.flying);
    this.list = new MessageList({
      list: part.messages, newButton: part.newMessages,
      deleteButton: (id) => deleteButton({ act: () => this.#delete(id), onError }),
    });
    this.style = new StylePicker({
      button: part.styleButton, panel: part.stylePanel, swatches: part.swatches, custom: part.custom, modes: part.modes,
    });
    this.sendBox = new SendBox({ parts: part, send: (text) => this.#sendComment(text) });
    this.likes = new Likes({
      button: part.like, counter: part.likeCount, hearts: part.hearts, onError,
      send: (count) => this.#send('like', { count }),
    });
    this.status = new StatusBoard(part.status);
    this.indicator = new TransportIndicator({
      root: part.transport, visible: part.transportText, spoken: part.transportSpoken,
    });
    this.viewers = new Viewers({
      api: this.#api, identity: this.#identity, room: this.#room,
      list: part.viewers, more: part.moreViewers, onOnline: (online) => this.facts.showOnline(online),
    });
    this.transport = new Poller({
      read: (request) => this.#api.messages(this.#room, request),
      seen: new SeenIds(),
      listener: { page: (page) => this.#take(page), transport: (state) => this.#tellTransport(state) },
    });
    startTabs([part.chatTab, part.viewersTab]);
    pressTwice({ button: part.end, text: 'End stream', sureText: 'Really end?', act: () => this.#end(), onError });
    part.flyToggle.addEventListener('click', () => this.#toggleFlying());
    showGifts({ tray: part.gifts, table: () => this.#api.gifts(), send: (body) => this.#send('gift', body), onError });
    document.addEventListener('visibilitychange', this.#lookNow);
    window.addEventListener('online', this.#lookNow);
    this.facts.show(facts);
    this.transport.start();
    this.viewers.open();
  }

  close() {
    document.removeEventListener('visibilitychange', this.#lookNow);
    window.removeEventListener('online', this.#lookNow);
    this.likes.flush();
    for (const part of [this.facts, this.viewers, this.indicator, this.sendBox, this.stage]) {
      part.close();
    }
    this.transport.stop();
  }

  #lookNow = () => {
    if (!document.hidden) {
      this.transport.hurry();
    }
  };

  #tellTransport(state) {
    this.indicator.show(state);
    if (state.name === 'polling') {
      // The server is there: get a token if it was not when the page began, or if ours is about to end.
      this.#identity.ensureToken();
    }
  }

  #take({ messages, first, gap, roomState, online, everyMs }) {
    const ownUid = this.#identity.uid;
    if (gap) {
      this.list.notice('Some messages may be missing here.', 'gap');
    }
    this.list.add(messages, { ownUid });
    const of = (type) => messages.filter((message) => message.type === type);
    const comments = of('comment');
    this.stage.fly(first ? comments.slice(-HISTORY_TO_FLY) : comments, { spanMs: everyMs, ownUid });
    this.likes.add(of('like'), { ownUid, animate: !first });
    of('status').forEach(({ body }) => this.status.set(body));
    if (!first) {
      of('gift').forEach((gift) => raiseBanner(this.#parts.banners, gift));
    }
    of('system').filter(({ body }) => body.event === 'deleted').forEach(({ body }) => this.stage.remove(body.id));
    this.facts.showOnline(online);
    this.facts.showState(roomState);
  }

  async #sendComment(text) {
    const { uid, name } = this.#identity;
    const message = { id: Sender.newId(), type: 'comment', from: { uid, name }, body: { text, ...this.style.body } };
    this.list.addPending(message);
    try {
      await this.sender.send(message);
      this.list.markSent(message.id);
    } catch (problem) {
      this.list.dropPending(message.id);
      throw problem;
    }
    this.transport.hurry(LOOK_AFTER_SEND_MS);
  }

  async #send(type, body) {
    await this.sender.send({ type, body });
    this.transport.hurry(LOOK_AFTER_SEND_MS);
  }

  async #delete(id) {
    await this.#api.deleteMessage(this.#room, id);
    this.transport.hurry(LOOK_AFTER_SEND_MS);
  }

  async #end() {
    await this.#api.endRoom(this.#room);
    this.facts.showState('archiving');
    this.transport.hurry(LOOK_AFTER_SEND_MS);
  }

  #toggleFlying() {
    const on = this.#parts.flyToggle.getAttribute('aria-pressed') !== 'true';
    this.#parts.flyToggle.setAttribute('aria-pressed', String(on));
    this.stage.visible = on;
  }
}
