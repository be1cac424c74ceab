// The page of one room: puts its parts together and hands each message to those that show it.

import { DanmakuClient } from '/sdk/danmaku.js';
import { fromTemplate, parts } from '../dom.js';
import { randomId } from '../identity/names.js';
import { replayHref } from '../router.js';
import { raiseBanner, showGifts } from './gifts.js';
import { Likes } from './likes.js';
import { MessageList } from './message-list.js';
import { deleteButton } from './moderator.js';
import { pressTwice } from './press-twice.js';
import { RoomFacts } from './room-facts.js';
import { SendBox } from './send-box.js';
import { Stage } from './stage.js';
import { StatusBoard } from './status-board.js';
import { StylePicker } from './style-picker.js';
import { startTabs } from './tabs.js';
import { TransportIndicator } from './transport-indicator.js';
import { TransportPanel } from './transport-panel.js';
import { Viewers } from './viewers.js';

/** What the server decides by who gets a long connection. */
const VERSION = '1.0.0';
/** After acting on the room, so that the effect is there when it is looked for. */
const LOOK_AFTER_MS = 100;
/** On a long connection messages come as they are made, and are to fly so. */
const SPAN_MS = 60;
/** Of the history that a visitor finds, only the end flies. */
const HISTORY_TO_FLY = 12;

export class Room {
  #api;
  #identity;
  #room;
  #everyMs = SPAN_MS;
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
    part.replay.href = replayHref(this.#room);
    const onError = (problem) => this.sendBox.showProblem(problem);
    this.facts = new RoomFacts({ root: this.#root, parts: part, identity: this.#identity });
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
    this.client = new DanmakuClient({
      room: this.#room, version: VERSION, platform: 'web',
      token: () => this.#identity.token, renewToken: (used) => this.#identity.renew(used), uid: () => this.#identity.uid,
    });
    this.panel = new TransportPanel({ parts: part, client: this.client });
    this.client.on('transport', (state) => this.#tellTransport(state));
    this.client.on('batch', (batch) => this.#take(batch));
    this.client.on('gap', () => this.list.notice('Some messages may be missing here.', 'gap'));
    this.client.on('room', ({ state, online }) => {
      this.facts.showOnline(online);
      this.facts.showState(state);
    });
    startTabs([part.chatTab, part.viewersTab]);
    pressTwice({ button: part.end, text: 'End stream', sureText: 'Really end?', act: () => this.#end(), onError });
    part.flyToggle.addEventListener('click', () => this.#toggleFlying());
    showGifts({ tray: part.gifts, table: () => this.#api.gifts(), send: (body) => this.#send('gift', body), onError });
    document.addEventListener('visibilitychange', this.#lookNow);
    window.addEventListener('online', this.#lookNow);
    this.facts.show(facts);
    this.client.start();
    this.viewers.open();
  }

  close() {
    document.removeEventListener('visibilitychange', this.#lookNow);
    window.removeEventListener('online', this.#lookNow);
    this.likes.flush();
    for (const part of [this.facts, this.viewers, this.indicator, this.panel, this.list, this.sendBox, this.stage]) {
      part.close();
    }
    this.client.stop();
  }

  #lookNow = () => {
    if (!document.hidden) {
      this.client.wake();
    }
  };

  #tellTransport(state) {
    this.#everyMs = state.name === 'polling' ? state.everyMs : SPAN_MS;
    this.indicator.show(state);
    if (state.name !== 'connecting' && state.name !== 'retrying') {
      // The server is there: get a token if it was not when the page began, or if ours is about to end.
      this.#identity.ensureToken();
    }
  }

  #take({ messages, first, transport }) {
    const ownUid = this.#identity.uid;
    this.list.add(messages, { ownUid });
    const of = (type) => messages.filter((message) => message.type === type);
    const comments = of('comment');
    this.stage.fly(first ? comments.slice(-HISTORY_TO_FLY) : comments, { spanMs: transport === 'polling' ? this.#everyMs : SPAN_MS, ownUid });
    this.likes.add(of('like'), { ownUid, animate: !first });
    of('status').forEach(({ body }) => this.status.set(body));
    if (!first) {
      of('gift').forEach((gift) => raiseBanner(this.#parts.banners, gift));
    }
    of('system').filter(({ body }) => body.event === 'deleted').forEach(({ body }) => this.stage.remove(body.id));
  }

  async #sendComment(text) {
    const { uid, name } = this.#identity;
    const message = { id: randomId(20), type: 'comment', from: { uid, name }, body: { text, ...this.style.body } };
    this.list.addPending(message);
    try {
      await this.client.send(message);
      this.list.markSent(message.id);
    } catch (problem) {
      this.list.dropPending(message.id);
      throw problem;
    }
  }

  async #send(type, body) {
    await this.client.send({ type, body });
  }

  async #delete(id) {
    await this.#api.deleteMessage(this.#room, id);
    this.client.hurry(LOOK_AFTER_MS);
  }

  async #end() {
    await this.#api.endRoom(this.#room);
    this.facts.showState('archiving');
    this.client.hurry(LOOK_AFTER_MS);
  }

  #toggleFlying() {
    const on = this.#parts.flyToggle.getAttribute('aria-pressed') !== 'true';
    this.#parts.flyToggle.setAttribute('aria-pressed', String(on));
    this.stage.visible = on;
  }
}
