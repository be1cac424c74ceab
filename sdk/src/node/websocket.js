// A WebSocket for Node before 22, which has none: the part of the browser's interface and of RFC 6455 that the client needs.
// Text only, no extensions.

import { createHash, randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const MOST_BYTES = 16 * 1024 * 1024;
const CLOSE_WITHIN_MS = 2_000;

export class NodeWebSocket extends EventTarget {
  /** 0 connecting, 1 open, 2 closing, 3 closed, as in browsers. */
  readyState = 0;
  #request;
  #socket = null;
  #rest = Buffer.alloc(0);
  #fragments = [];
  #told = { code: 1006, reason: '' };

  constructor(url, protocols = []) {
    super();
    const address = new URL(url);
    const secure = address.protocol === 'wss:';
    const key = randomBytes(16).toString('base64');
    const headers = {
      Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': key,
      ...(protocols.length > 0 ? { 'Sec-WebSocket-Protocol': protocols.join(', ') } : {}),
    };
    const options = {
      host: address.hostname.replace(/^\[|\]$/g, ''), port: address.port || (secure ? 443 : 80),
      path: address.pathname + address.search, headers,
    };
    this.#request = (secure ? httpsRequest : httpRequest)(options);
    this.#request.on('upgrade', (response, socket, head) => this.#upgraded(response, socket, head, key));
    this.#request.on('response', (response) => {
      response.resume();
      this.#ended();
    });
    this.#request.on('error', () => this.#ended());
    this.#request.end();
  }

  send(text) {
    if (this.readyState === 1) {
      this.#write(0x1, Buffer.from(text, 'utf8'));
    }
  }

  close(code = 1000, reason = '') {
    if (this.readyState === 0) {
      this.#request.destroy();
      this.#ended();
    } else if (this.readyState === 1) {
      this.readyState = 2;
      this.#told = { code, reason };
      this.#write(0x8, closeBody(code, reason));
      setTimeout(() => this.#socket.destroy(), CLOSE_WITHIN_MS).unref();
    }
  }

  #upgraded(response, socket, head, key) {
    const expected = createHash('sha1').update(key + GUID).digest('base64');
    if (this.readyState !== 0 || response.headers['sec-websocket-accept'] !== expected) {
      socket.destroy();
      this.#ended();
      return;
    }
    this.#socket = socket;
    this.readyState = 1;
    socket.setNoDelay(true);
    socket.on('data', (bytes) => this.#take(bytes));
    socket.on('error', () => {});
    socket.on('close', () => this.#ended());
    this.dispatchEvent(new Event('open'));
    if (head.length > 0) {
      this.#take(head);
    }
  }

  #take(bytes) {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    for (let frame = this.#frame(); frame !== null; frame = this.#frame()) {
      this.#handle(frame);
    }
  }

  /** The next whole frame, or null. */
  #frame() {
    const bytes = this.#rest;
    if (bytes.length < 2) {
      return null;
    }
    let length = bytes[1] & 0x7f;
    let at = 2;
    if (length === 126) {
      if (bytes.length < 4) {
        return null;
      }
      length = bytes.readUInt16BE(2);
      at = 4;
    } else if (length === 127) {
      if (bytes.length < 10) {
        return null;
      }
      length = Number(bytes.readBigUInt64BE(2));
      at = 10;
    }
    if (length > MOST_BYTES) {
      this.close(1009);
      return null;
    }
    if (bytes.length < at + length) {
      return null;
    }
    this.#rest = bytes.subarray(at + length);
    return { fin: (bytes[0] & 0x80) !== 0, op: bytes[0] & 0x0f, body: bytes.subarray(at, at + length) };
  }

  #handle({ fin, op, body }) {
    if (op === 0x8) {
      if (this.readyState === 1) {
        this.#told = { code: body.length >= 2 ? body.readUInt16BE(0) : 1005, reason: body.subarray(2).toString('utf8') };
        this.#write(0x8, body.subarray(0, 2));
      }
      this.readyState = 2;
      this.#socket.end();
    } else if (op === 0x9) {
      this.#write(0xa, body);
    } else if (op === 0x0 || op === 0x1) {
      this.#fragments.push(body);
      if (fin) {
        const data = Buffer.concat(this.#fragments).toString('utf8');
        this.#fragments = [];
        this.dispatchEvent(Object.assign(new Event('message'), { data }));
      }
    }
  }

  /** Clients mask what they send. */
  #write(op, body) {
    const mask = randomBytes(4);
    const masked = Buffer.from(body);
    for (let i = 0; i < masked.length; i += 1) {
      masked[i] ^= mask[i % 4];
    }
    this.#socket.write(Buffer.concat([header(op, body.length), mask, masked]));
  }

  #ended() {
    if (this.readyState !== 3) {
      this.readyState = 3;
      this.dispatchEvent(Object.assign(new Event('close'), this.#told));
    }
  }
}

function header(op, length) {
  if (length < 126) {
    return Buffer.from([0x80 | op, 0x80 | length]);
  }
  if (length < 65_536) {
    const bytes = Buffer.from([0x80 | op, 0x80 | 126, 0, 0]);
    bytes.writeUInt16BE(length, 2);
    return bytes;
  }
  const bytes = Buffer.alloc(10);
  bytes[0] = 0x80 | op;
  bytes[1] = 0x80 | 127;
  bytes.writeBigUInt64BE(BigInt(length), 2);
  return bytes;
}

function closeBody(code, reason) {
  const body = Buffer.alloc(2 + Buffer.byteLength(reason));
  body.writeUInt16BE(code, 0);
  body.write(reason, 2);
  return body;
}
