// Streams that have ended and can be replayed, in the lobby.

import { element } from '../dom.js';
import { clockText } from '../replay/times.js';
import { replayHref } from '../router.js';
import { hueOf, initial } from '../text.js';

const MOST = 12;

/** Fills the section once; it stays away when there are none, or when they cannot be read. */
export async function showReplays({ api, section, list }) {
  try {
    const rooms = (await api.rooms('ended')).slice(0, MOST);
    list.replaceChildren(...rooms.map(replayRow));
    section.hidden = rooms.length === 0;
  } catch {
    section.hidden = true;
  }
}

function replayRow({ room, title, host, hostName, startedAt, endedAt }) {
  const cover = element('span', { class: 'avatar', 'aria-hidden': 'true' }, initial(title));
  cover.style.setProperty('--hue', hueOf(room));
  const length = endedAt > startedAt ? ` · ${clockText(endedAt - startedAt)}` : '';
  const facts = `by ${hostName ?? host} · ${new Date(startedAt).toLocaleDateString()}${length}`;
  return element(
    'li',
    {},
    element(
      'a',
      { class: 'replay-link', href: replayHref(room) },
      cover,
      element('span', { class: 'replay-words' }, element('span', { class: 'replay-title' }, title), element('span', { class: 'replay-facts' }, facts)),
    ),
  );
}
