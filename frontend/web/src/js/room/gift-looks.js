// How a gift is shown. The server knows its price and name, the page its picture.

const ICONS = {
  rose: '🌹',
  heart: '💖',
  like: '👍',
  beer: '🍺',
  coffee: '☕',
  cake: '🎂',
  star: '⭐',
  balloon: '🎈',
  fireworks: '🎆',
  crown: '👑',
  diamond: '💎',
  rocket: '🚀',
  car: '🏎️',
  yacht: '🛥️',
  castle: '🏰',
};

export function giftIcon(gift) {
  return Object.hasOwn(ICONS, gift) ? ICONS[gift] : '🎁';
}

export function giftName({ gift, name }) {
  return name ?? String(gift ?? 'a gift').replaceAll(/[-_]/g, ' ');
}
