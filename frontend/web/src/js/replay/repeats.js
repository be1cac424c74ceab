// What many people say at once is shown once, with how many said it: “666 ×312”.

/** Fewer than this stay as they are: two people who say the same are two people. */
const FEWEST = 3;

/**
 * Merges comments of the same text that lie within `spanMs` of the first of them. A merged one is the first, with
 * `repeats`, how many it stands for; everything else stays, in its order.
 */
export function mergeRepeats(messages, spanMs) {
  const groups = [];
  const open = new Map();
  for (const message of messages) {
    const text = sameness(message);
    const group = text === null ? undefined : open.get(text);
    if (group !== undefined && message.at - group[0].at < spanMs) {
      group.push(message);
    } else {
      const begun = [message];
      groups.push(begun);
      if (text !== null) {
        open.set(text, begun);
      }
    }
  }
  return groups
    .flatMap((group) => (group.length < FEWEST ? group : [{ ...group[0], repeats: group.length }]))
    .sort((one, other) => one.at - other.at);
}

/** What makes two comments the same, or null for what is never merged. */
function sameness({ type, body }) {
  const text = type === 'comment' ? String(body.text ?? '').trim().replace(/\s+/g, ' ').toLowerCase() : '';
  return text === '' ? null : text;
}
