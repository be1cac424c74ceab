// Where the page begins: who the visitor is, and which view the address asks for.

import { fromTemplate, parts, setText } from './dom.js';
import { Api, mintToken } from './http/api.js';
import { Identity } from './identity/identity.js';
import { IdentityDialog } from './identity/identity-dialog.js';
import { safeStorage } from './identity/storage.js';
import { Lobby } from './lobby/lobby.js';
import { Room } from './room/room.js';
import { startRouter } from './router.js';

const view = document.getElementById('view');
const identity = new Identity({ storage: safeStorage(), mint: mintToken });
const api = new Api(identity);
const dialog = new IdentityDialog({
  identity,
  button: document.getElementById('identity-button'),
  dialog: document.getElementById('identity-dialog'),
});
const openIdentity = () => dialog.open();

let shown = null;
/** Counts moves, so that a slow answer cannot open a view that was left meanwhile. */
let move = 0;

async function show({ room }) {
  const mine = ++move;
  shown?.close();
  shown = null;
  document.body.dataset.view = room === null ? 'lobby' : 'room';
  await identity.ensureToken();
  if (mine !== move) {
    return;
  }
  if (room === null) {
    shown = new Lobby({ api, identity, openIdentity });
    shown.open(view);
    return;
  }
  try {
    const facts = await api.room(room);
    if (mine === move) {
      shown = new Room({ api, identity, room, openIdentity });
      shown.open(view, facts);
    }
  } catch (problem) {
    if (mine === move) {
      showMissing(room, problem);
    }
  }
}

function showMissing(room, problem) {
  const missing = fromTemplate('missing-template');
  const { detail, again } = parts(missing);
  setText(detail, problem.detail ?? String(problem));
  again.addEventListener('click', () => show({ room }));
  document.title = 'Danmaku';
  view.replaceChildren(missing);
}

startRouter({ show, takeToken: (token) => identity.adopt(token) });
