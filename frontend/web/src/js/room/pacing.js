// When to let each message of a page fly: a poll brings two seconds of chat at once,
// and it should look like chat, not like volleys.

/** Delays in ms, in order, that keep the messages' own rhythm and fit into the span. */
export function delays(messages, spanMs) {
  if (messages.length === 0) {
    return [];
  }
  const times = messages.map((message) => message.at ?? 0);
  const begin = Math.min(...times);
  const length = Math.max(...times) - begin;
  const scale = length > spanMs ? spanMs / length : 1;
  return times.map((time) => Math.round((time - begin) * scale));
}
