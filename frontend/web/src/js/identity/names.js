// A friendly name for a first visit.

const MOODS = ['Merry', 'Sunny', 'Brave', 'Gentle', 'Lucky', 'Swift', 'Cosy', 'Bright', 'Jolly', 'Calm', 'Witty', 'Kind'];
const ANIMALS = ['Otter', 'Panda', 'Robin', 'Fox', 'Koala', 'Finch', 'Lynx', 'Badger', 'Crane', 'Hare', 'Seal', 'Gecko'];

export function friendlyName(random = Math.random) {
  const pick = (words) => words[Math.floor(random() * words.length)];
  return `${pick(MOODS)} ${pick(ANIMALS)}`;
}

/** `u-` and 12 random characters of the uid's alphabet. */
export function randomUid() {
  return `u-${randomId(12)}`;
}

/** Random lower-case letters and digits, unguessable. */
export function randomId(length) {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return Array.from(bytes, (byte) => (byte % 36).toString(36)).join('');
}
