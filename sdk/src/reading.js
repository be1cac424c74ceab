// How far one client has read one room: the cursor and the ids seen, which go through all transports, and what the program is
// told of what came.

import { nameOf } from './dedupe.js';

const saysTheEnd = ({ type, body }) => type === 'system' && body?.event === 'ended';

export class Reading {
  #room;
  #cursor;
  #seen;
  #emit;
  #telemetry;
  #serverNow;
  /** Whether nothing of the room has come yet: the first page is history, which is no message late. */
  #first;
  #roomState = null;
  #leftOut = 0;

  constructor({ room, cursor, seen, emit, telemetry, serverNow }) {
    this.#room = room;
    this.#cursor = cursor;
    this.#first = cursor === null;
    this.#seen = seen;
    this.#emit = emit;
    this.#telemetry = telemetry;
    this.#serverNow = serverNow;
  }

  get cursor() {
    return this.#cursor;
  }

  get leftOut() {
    return this.#leftOut;
  }

  /** Whether the room is known to take no more messages. */
  get isOver() {
    return this.#roomState !== null && this.#roomState !== 'live';
  }

  /** Tells each message that is new, once; returns whether one of them says that the room has ended. */
  take(batch, transport) {
    const { topic, gap, leftOut } = batch;
    const ofRoom = topic === `room:${this.#room}`;
    const first = ofRoom && this.#first;
    if (ofRoom) {
      this.#cursor = batch.to;
      this.#first = false;
    }
    const messages = batch.messages.filter((message) => this.#seen.add(nameOf(message)));
    if (ofRoom && !first) {
      this.#reportDelay(messages, transport);
    }
    if (gap) {
      this.#emit('gap', { topic, transport });
      this.#telemetry.tell({ kind: 'gap', transport });
    }
    if (leftOut > 0) {
      this.#leftOut += leftOut;
      this.#emit('leftOut', { topic, count: leftOut, total: this.#leftOut });
    }
    this.#emit('batch', { topic, messages, first, gap, leftOut, transport });
    for (const message of messages) {
      this.#emit('message', message);
    }
    return ofRoom && messages.some(saysTheEnd);
  }

  /** Tells what is known of the room; returns whether its state is another one than before. */
  learn({ state, online }) {
    const changed = state !== undefined && state !== this.#roomState;
    if (state !== undefined) {
      this.#roomState = state;
    }
    this.#emit('room', { ...(state === undefined ? {} : { state }), ...(online === undefined ? {} : { online }) });
    return changed;
  }

  /** The server does not know the cursor: reading begins anew, and what was missed is told as a gap. */
  loseCursor(transport) {
    this.#cursor = null;
    this.#emit('gap', { topic: `room:${this.#room}`, transport });
  }

  #reportDelay(messages, transport) {
    const now = this.#serverNow();
    const sentAt = messages[0]?.sentAt;
    if (now !== null && typeof sentAt === 'number') {
      this.#telemetry.late(transport, now - sentAt);
    }
  }
}
