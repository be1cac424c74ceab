// The gift buttons, and the banners that gifts raise on the stage.

import { element } from '../dom.js';
import { comboKey, isMoreOfACombo, shownCount } from './combo.js';
import { giftIcon, giftName } from './gift-looks.js';

/** Offered where the server has no price table. */
const BUILT_IN = [{ gift: 'rose', name: 'Rose' }];
const MAX_BANNERS = 3;

/** Fills the tray with a button per gift. `send(body)` gives one away. */
export async function showGifts({ tray, table, send, onError }) {
  let gifts;
  try {
    gifts = await table();
  } catch {
    gifts = BUILT_IN;
  }
  tray.replaceChildren(...gifts.map((gift) => giftButton(gift, { send, onError })));
}

function giftButton(row, { send, onError }) {
  const price = row.value > 0 ? element('small', { class: 'gift-price' }, String(row.value)) : null;
  const give = () => send({ gift: row.gift, count: 1 }).catch(onError);
  const icon = element('span', { class: 'gift-icon', 'aria-hidden': 'true' }, giftIcon(row.gift));
  const name = element('span', { class: 'gift-name' }, giftName(row));
  return element(
    'button',
    { type: 'button', class: 'gift', 'data-gift': row.gift, title: `Send ${giftName(row)}`, onclick: give },
    ...[icon, name, price].filter(Boolean),
  );
}

/** Shows a gift on the stage for a moment; a combo goes on in the banner that it has. */
export function raiseBanner(banners, { from, body }) {
  const key = comboKey({ from, body });
  const before = isMoreOfACombo(body) ? [...banners.children].find(({ dataset }) => dataset.combo === key) : undefined;
  if (document.hidden || (before === undefined && body.count === 0)) {
    return;
  }
  const banner = element(
    'div',
    { class: 'banner', 'data-combo': key },
    element('span', { class: 'banner-icon' }, giftIcon(body.gift)),
    element('span', { class: 'banner-text' }, element('b', {}, from?.name ?? 'somebody'), ` sent ${giftName(body)}`),
    element('b', { class: 'banner-count' }, `×${shownCount(body)}`),
  );
  banner.addEventListener('animationend', () => banner.remove());
  if (before === undefined) {
    banners.append(banner);
  } else {
    before.replaceWith(banner);
  }
  while (banners.childElementCount > MAX_BANNERS) {
    banners.firstElementChild.remove();
  }
}
