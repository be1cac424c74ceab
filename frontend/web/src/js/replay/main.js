// Where the page of a replay begins: which stream, and whether there is one to show.

import { fromTemplate, parts, setText } from '../dom.js';
import { Api } from '../http/api.js';
import { hrefOf } from '../router.js';
import { parseAddress } from './address.js';
import { Replay } from './replay.js';

/** A stream that ended a moment ago is looked for so often. */
const SOON_MS = 2_000;

const view = document.getElementById('view');
const address = parseAddress(window.location);
/** What is replayed is for everybody, and answers without a token can be kept by whoever stands between. */
const api = new Api({ token: null, renew: async () => {} });

async function show() {
  if (address.room === null) {
    tell({ title: 'No such stream', detail: 'This address names no room (expected: /replay/ and a room).' });
    return;
  }
  try {
    const facts = await api.room(address.room);
    if (facts.state === 'live') {
      tell({ title: 'This stream is still live', detail: `“${facts.title}” can be replayed when it has ended.`, live: true });
    } else if (facts.state === 'archiving') {
      tellSoon();
    } else {
      await open(facts);
    }
  } catch (problem) {
    if (problem.status === 409) {
      // It has ended, but not for everybody yet.
      tellSoon();
      return;
    }
    const missing = problem.status === 404;
    tell({
      title: missing ? 'There is no such replay' : 'This replay cannot be opened',
      detail: problem.detail ?? String(problem),
      again: !missing,
    });
  }
}

async function open(facts) {
  const [durationMs, density] = await Promise.all([api.replayLength(address.room), api.density(address.room)]);
  new Replay({ api, address }).open(view, { facts, durationMs, density });
}

function tellSoon() {
  tell({ title: 'This stream has just ended', detail: 'Its replay is being made. It opens here by itself.' });
  setTimeout(show, SOON_MS);
}

/** Says why there is nothing to play, and where to go. */
function tell({ title, detail, live = false, again = false }) {
  const state = fromTemplate('state-template');
  const part = parts(state);
  setText(part.title, title);
  setText(part.detail, detail);
  part.live.hidden = !live;
  part.live.href = live ? `/${hrefOf(address.room)}` : '/';
  part.again.hidden = !again;
  part.again.addEventListener('click', () => show());
  document.title = 'Replay · Danmaku';
  view.replaceChildren(state);
}

show();
