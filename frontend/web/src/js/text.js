// Texts, numbers and colours of messages. No DOM in here.

/** The server's limit for a comment, in code points after NFC. */
export const MAX_TEXT = 500;

/** How many code points the server will count; negative room left means too long. */
export function remaining(text) {
  return MAX_TEXT - [...text.normalize('NFC')].length;
}

export function isBlank(text) {
  return text.trim() === '';
}

/** A colour from a message: an integer 0..0xFFFFFF, or null for anything else. */
export function validColor(value) {
  return Number.isInteger(value) && value >= 0 && value <= 0xffffff ? value : null;
}

/** `#rrggbb` of a valid colour. */
export function cssColor(color) {
  return `#${color.toString(16).padStart(6, '0')}`;
}

/** Perceived brightness, 0 (black) to 1 (white). */
export function brightness(color) {
  const [red, green, blue] = [color >> 16, (color >> 8) & 0xff, color & 0xff];
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
}

/** The colour, mixed with white until it can be read on the dark list. */
export function readableOnDark(color, enough = 0.55) {
  const have = brightness(color);
  if (have >= enough) {
    return color;
  }
  const share = (enough - have) / (1 - have);
  const lighten = (channel) => Math.round(channel + (255 - channel) * share);
  return (lighten(color >> 16) << 16) | (lighten((color >> 8) & 0xff) << 8) | lighten(color & 0xff);
}

const HANZI_OR_WORD = /\p{L}|\p{N}/u;

/** One letter that stands for a name in an avatar. */
export function initial(name) {
  const letter = [...name].find((character) => HANZI_OR_WORD.test(character));
  return (letter ?? '?').toUpperCase();
}

/** A hue, 0 to 359, that stays with an id; ids that differ little (`r1`, `r2`) get hues far apart. */
export function hueOf(id) {
  let hash = 0;
  for (const character of id) {
    hash = (hash * 31 + character.codePointAt(0)) >>> 0;
  }
  // Multiplying by the golden ratio puts neighbours 137 degrees apart.
  return Math.floor(((Math.imul(hash, 0x9e3779b1) >>> 0) / 2 ** 32) * 360);
}

/** 950 → `950`, 12345 → `12.3K`. */
export function shortCount(count) {
  const wanted = Number.isFinite(count) ? Math.max(0, Math.round(count)) : 0;
  if (wanted < 10_000) {
    return String(wanted);
  }
  const [value, unit] = wanted < 1_000_000 ? [wanted / 1e3, 'K'] : [wanted / 1e6, 'M'];
  return `${value < 100 ? Math.floor(value * 10) / 10 : Math.floor(value)}${unit}`;
}

/** How long ago, in words short enough for a card. */
export function ago(sinceMs, nowMs) {
  const minutes = Math.floor((nowMs - sinceMs) / 60_000);
  if (minutes < 1) {
    return 'just started';
  }
  if (minutes < 60) {
    return `live for ${minutes} min`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `live for ${hours} h` : `live for ${Math.floor(hours / 24)} days`;
}

/** A status value for people; a score such as `{ red: 3, blue: 4 }` reads `red 3 · blue 4`. */
export function statusText(value) {
  const isFlat = (it) => typeof it !== 'object' || it === null;
  if (value === null || typeof value !== 'object' || Array.isArray(value) || !Object.values(value).every(isFlat)) {
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
  return Object.entries(value).map(([name, it]) => `${name} ${it}`).join(' · ');
}
