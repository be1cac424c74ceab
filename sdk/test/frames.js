// A server's side of WebSocket frames, for the small server: text, close, ping.

import { createHash } from 'node:crypto';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** Answers an upgrade; gives `{ say(text), ping(), close(code, reason), destroy(), onText, onClose }`. */
export function acceptWebSocket(request, socket, protocol) {
  const accept = createHash('sha1').update(request.headers['sec-websocket-key'] + GUID).digest('base64');
  socket.write(
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n'
      + `Sec-WebSocket-Accept: ${accept}\r\nSec-WebSocket-Protocol: ${protocol}\r\n\r\n`);
  const end = {
    onText: () => {},
    onClose: () => {},
    say: (text) => socket.write(frame(0x1, Buffer.from(text))),
    /** The same text in two frames, with a ping between them. */
    sayInPieces: (text) => {
      const bytes = Buffer.from(text);
      const middle = Math.floor(bytes.length / 2);
      socket.write(frame(0x1, bytes.subarray(0, middle), false));
      socket.write(frame(0x9, Buffer.from('ping')));
      socket.write(frame(0x0, bytes.subarray(middle)));
    },
    close: (code, reason = '') => {
      const body = Buffer.alloc(2 + Buffer.byteLength(reason));
      body.writeUInt16BE(code);
      body.write(reason, 2);
      socket.end(frame(0x8, body));
    },
    destroy: () => socket.destroy(),
  };
  let rest = Buffer.alloc(0);
  socket.on('data', (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    for (;;) {
      const read = unmask(rest);
      if (read === null) {
        return;
      }
      rest = rest.subarray(read.size);
      if (read.op === 0x1) {
        end.onText(read.body.toString());
      } else if (read.op === 0x8) {
        socket.end(frame(0x8, read.body));
      }
    }
  });
  socket.on('error', () => {});
  socket.on('close', () => end.onClose());
  return end;
}

function frame(op, body, fin = true) {
  const first = (fin ? 0x80 : 0) | op;
  if (body.length < 126) {
    return Buffer.concat([Buffer.from([first, body.length]), body]);
  }
  const head = Buffer.from([first, 126, 0, 0]);
  head.writeUInt16BE(body.length, 2);
  return Buffer.concat([head, body]);
}

function unmask(bytes) {
  if (bytes.length < 6) {
    return null;
  }
  let length = bytes[1] & 0x7f;
  let at = 2;
  if (length === 126) {
    length = bytes.readUInt16BE(2);
    at = 4;
  }
  if (bytes.length < at + 4 + length) {
    return null;
  }
  const mask = bytes.subarray(at, at + 4);
  const body = Buffer.from(bytes.subarray(at + 4, at + 4 + length)).map((byte, i) => byte ^ mask[i % 4]);
  return { op: bytes[0] & 0x0f, body, size: at + 4 + length };
}
