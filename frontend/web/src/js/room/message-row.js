// How a message looks in the list: one function per type.

import { element } from '../dom.js';
import { cssColor, hueOf, initial, readableOnDark, validColor } from '../text.js';
import { shownCount } from './combo.js';
import { giftIcon, giftName } from './gift-looks.js';

/** `action` is a button beside the text; `repeats` is how many said the same. */
export function commentRow({ from, body, sentAt, repeats }, { own = false, action = null } = {}) {
  const text = element('span', { class: 'row-text' }, body.text);
  const count = repeats === undefined ? null : element('b', { class: 'row-count' }, ` ×${repeats}`);
  const color = validColor(body.color);
  if (color !== null) {
    text.style.color = cssColor(readableOnDark(color));
  }
  const row = element('li', { class: `row row--comment${own ? ' row--own' : ''}`, title: timeOf(sentAt) });
  row.append(avatar(from), element('div', { class: 'row-body' }, nameOf(from), text, count, action));
  return row;
}

/** A gift; `setCount` lets a running combo count up in the same row. */
export function giftRow({ from, body, sentAt }, { own = false } = {}) {
  const count = element('b', { class: 'row-count' });
  const row = element('li', { class: `row row--gift${own ? ' row--own' : ''}`, title: timeOf(sentAt) });
  row.append(
    element('span', { class: 'row-icon', 'aria-hidden': 'true' }, giftIcon(body.gift)),
    element('div', { class: 'row-body' }, nameOf(from), element('span', {}, `sent ${giftName(body)} `), count),
  );
  const setCount = (number) => {
    count.textContent = `×${number}`;
  };
  setCount(shownCount(body));
  return { row, setCount };
}

/** Likes come merged and often: one row that the next likes add to. */
export function likeRow() {
  const text = element('span', {});
  const row = element('li', { class: 'row row--quiet row--like' }, heart(), text);
  let sum = 0;
  const add = (count) => {
    sum += count;
    text.textContent = sum === 1 ? '1 like' : `${sum} likes`;
  };
  return { row, add };
}

/** Who came in, as one row while nothing else happens. */
export function joinRow() {
  const row = element('li', { class: 'row row--quiet' });
  const names = [];
  const add = (name) => {
    names.push(name);
    const shown = names.slice(0, 3).join(', ');
    const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
    row.textContent = `${shown}${more} joined`;
  };
  return { row, add };
}

export function noticeRow(text, kind = 'system') {
  return element('li', { class: `row row--notice row--${kind}` }, text);
}

/** What a `system` message says to people. */
export function systemText(body) {
  if (typeof body.text === 'string' && body.text !== '') {
    return body.text;
  }
  const known = {
    deleted: 'A message was removed by a moderator.',
    ended: 'The stream has ended.',
    started: 'The stream has started.',
  };
  return known[body.event] ?? `Notice: ${body.event ?? 'from the system'}`;
}

function avatar(from) {
  const node = element('span', { class: 'avatar', 'aria-hidden': 'true' }, initial(from?.name ?? ''));
  node.style.setProperty('--hue', hueOf(from?.uid ?? ''));
  return node;
}

function nameOf(from) {
  const name = element('span', { class: 'row-name' }, from?.name || from?.uid || 'somebody');
  name.style.setProperty('--hue', hueOf(from?.uid ?? ''));
  return name;
}

function heart() {
  return element('span', { class: 'row-icon', 'aria-hidden': 'true' }, '♥');
}

function timeOf(sentAt) {
  return Number.isFinite(sentAt) ? new Date(sentAt).toLocaleTimeString() : null;
}
