// What the address of a replay's page asks for:
// `/replay/r1?video=https://…/r1.mp4&offsetMs=1500&t=12m30s`.

import { parseMoment } from './times.js';

const ROOM = /^\/replay\/([A-Za-z0-9_-]{1,64})\/?$/;

/**
 * `room` and `video` are null where there is none. `offsetMs` is how much later than the video the stream begins, `at` where
 * in the video to begin, in ms.
 */
export function parseAddress({ pathname, search = '', origin }) {
  const query = new URLSearchParams(search);
  const offsetMs = Number(query.get('offsetMs') ?? 0);
  return {
    room: ROOM.exec(pathname)?.[1] ?? null,
    video: videoOf(query.get('video'), origin),
    offsetMs: Number.isSafeInteger(offsetMs) ? offsetMs : 0,
    at: parseMoment(query.get('t')) ?? 0,
  };
}

/** Only what browsers fetch as a file: a `javascript:` or `data:` address is nobody's video. */
function videoOf(text, origin) {
  if (text === null || text === '') {
    return null;
  }
  try {
    const address = new URL(text, origin);
    return address.protocol === 'https:' || address.protocol === 'http:' ? address.href : null;
  } catch {
    return null;
  }
}
