// Where the visitor is: `#/` is the lobby, `#/rooms/r1` a room. The address bar holds the state,
// so back, reload and shared links work by themselves.

const ROOM = /^\/rooms\/([A-Za-z0-9_-]{1,64})\/?$/;

/** What a location asks for: `{ room, token }`, both null when it does not say. */
export function parseLocation({ hash = '', search = '' }) {
  const [path, query = ''] = hash.replace(/^#/, '').split('?');
  const room = ROOM.exec(path)?.[1] ?? roomOf(search);
  return { room, token: new URLSearchParams(query).get('token') };
}

/** `/?room=r1` is a form that other programs find easier to link to. */
function roomOf(search) {
  const room = new URLSearchParams(search).get('room');
  return room !== null && ROOM.test(`/rooms/${room}`) ? room : null;
}

export function hrefOf(room) {
  return room === null ? '#/' : `#/rooms/${room}`;
}

/** Where a finished stream's page is. */
export function replayHref(room) {
  return `/replay/${room}`;
}

/** Calls `show({ room })` now and at every move; `takeToken` gets a token that came in a link. */
export function startRouter({ show, takeToken }) {
  const follow = () => {
    if (/^#[^/]/.test(window.location.hash)) {
      // A place in this page (the skip link), not a move.
      return;
    }
    const { room, token } = parseLocation(window.location);
    if (token !== null) {
      takeToken(token);
    }
    if (token !== null || window.location.search !== '') {
      // A token must not stay in the history, and ?room= would override a later hash.
      window.history.replaceState(null, '', window.location.pathname + hrefOf(room));
    }
    show({ room });
  };
  window.addEventListener('hashchange', follow);
  follow();
}
