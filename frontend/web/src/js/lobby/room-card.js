// One live room in the lobby.

import { element, parts, setText } from '../dom.js';
import { hrefOf } from '../router.js';
import { ago, hueOf, initial, shortCount } from '../text.js';

export function roomCard({ room, title }) {
  const card = element(
    'li',
    { class: 'card', 'data-room': room },
    element(
      'a',
      { class: 'card-link', href: hrefOf(room) },
      element(
        'div',
        { class: 'card-cover', 'aria-hidden': 'true' },
        element('span', { class: 'card-letter' }, initial(title)),
        element('span', { class: 'badge badge--live' }, 'Live'),
      ),
      element('h3', { class: 'card-title', 'data-part': 'title' }),
      element(
        'p',
        { class: 'card-facts' },
        element('span', { class: 'chip', 'data-part': 'area' }),
        element('span', { class: 'card-host', 'data-part': 'host' }),
      ),
      element(
        'p',
        { class: 'card-facts card-facts--quiet' },
        element('span', { class: 'card-online', 'data-part': 'online' }),
        element('span', { 'data-part': 'since' }),
      ),
    ),
  );
  card.style.setProperty('--hue', hueOf(room));
  return card;
}

export function updateRoomCard(card, { title, area, host, hostName, online, startedAt }) {
  const part = parts(card);
  setText(part.title, title);
  setText(part.area, area ?? '');
  part.area.hidden = !area;
  setText(part.host, `by ${hostName ?? host}`);
  setText(part.online, `${shortCount(online ?? 0)} watching`);
  setText(part.since, Number.isFinite(startedAt) ? ago(startedAt, Date.now()) : '');
}
