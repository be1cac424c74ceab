// What a change of the grey release does. No DOM in here.

import { number } from './words.js';

/** What a change does, for who decides on it; empty when it is none. */
export function effectOf(now, wanted) {
  const before = now.enabled ? now.percent : 0;
  const after = wanted.enabled ? wanted.percent : 0;
  if (now.percent === wanted.percent && now.enabled === wanted.enabled) {
    return '';
  }
  if (before === after) {
    return 'Changes nothing for clients until it is switched on.';
  }
  if (after > before) {
    return `From ${number(before)} % to ${number(after)} %: who has a long connection keeps it, ${number(after - before)} of a hundred more get one.`;
  }
  return after === 0
    ? `From ${number(before)} % to none: everybody polls, but those on the white list.`
    : `From ${number(before)} % to ${number(after)} %: ${number(before - after)} of a hundred go back to polling.`;
}

/** To none, off, or to less than half: many clients move at once. */
export function isDangerous(now, wanted) {
  const before = now.enabled ? now.percent : 0;
  const after = wanted.enabled ? wanted.percent : 0;
  return after < before && (after === 0 || after < before / 2);
}
