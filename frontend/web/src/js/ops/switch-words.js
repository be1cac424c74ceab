// What switches are called, and what turning them does.

const WORDS = {
  push: {
    name: 'Long connections',
    off: 'Nobody gets a long connection, the white list neither; those that are there are moved to polling. The front ends must carry all of them.',
    on: 'Clients get long connections again, as the rules say.',
  },
  broadcast: {
    name: 'Broadcast of large rooms',
    off: 'Connectors pull what is new in large rooms, as they do in small ones.',
    on: 'What is new in large rooms goes to all their connectors at once.',
  },
  replay: {
    name: 'Replay of finished streams',
    off: 'Finished streams cannot be read; that is answered 503.',
    on: 'Finished streams can be read.',
  },
  hotRooms: {
    name: 'Cache of hot rooms',
    off: 'Every poll reads Redis, those of the largest rooms too.',
    on: 'Rooms that many poll are read once a second for all.',
  },
  guard: {
    name: 'Guard of the rollout',
    off: 'Nobody takes clients off long connections that do not work; you watch what they report.',
    on: 'A bad version goes to the black list, and the percentage back when all are bad, by itself.',
  },
  'poll.intervalMs': { name: 'Poll interval', change: 'When polling clients ask again. Twice as long is half the polls.' },
  'sample.percent': {
    name: 'Sampling of chat',
    change: 'How many of a hundred messages of priority P3 readers get. Gifts and system messages always come.',
  },
};

export function nameOf(name) {
  return WORDS[name]?.name ?? `Messages: ${name.replace(/^type\./, '')}`;
}

/** What a value does; null for one that is to be chosen yet. */
export function effectOf(name, value) {
  const words = WORDS[name];
  if (words === undefined) {
    const type = name.replace(/^type\./, '');
    return value ? `Sending messages of type ${type} is accepted.` : `Sending messages of type ${type} is answered 503; people are told to try again.`;
  }
  return words.change ?? (value ? words.on : words.off);
}
