// Message ids.

const LETTERS = 'abcdefghijkmnopqrstuvwxyz0123456789';

export function randomId(length = 20) {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join('');
}
