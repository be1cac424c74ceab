/** What a message is known by: another sender's message with the same id is another message. */
export function nameOf({ id, from }) {
  return `${from?.uid ?? ''}/${id}`;
}
