import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { DanmakuClient } from '../src/danmaku.js';
import { SmallServer, until } from './small-server.js';

let server;
let clients;

beforeEach(async () => {
  server = await SmallServer.start();
  clients = [];
});

afterEach(async () => {
  clients.forEach(({ client }) => client.stop());
  await server.stop();
});

/** A client, what it was told, and in which transport it is. */
function viewer(options = {}) {
  const client = new DanmakuClient({ server: server.url, room: 'r1', routeEveryMs: 50, ...options });
  const told = { ids: [], states: [], gaps: 0, leftOut: 0, rooms: [], ends: [], batches: [] };
  client.on('message', ({ id }) => told.ids.push(id));
  client.on('batch', (batch) => told.batches.push(batch));
  client.on('transport', (state) => told.states.push(state));
  client.on('gap', () => (told.gaps += 1));
  client.on('leftOut', ({ count }) => (told.leftOut += count));
  client.on('room', (room) => told.rooms.push(room));
  client.on('end', (end) => told.ends.push(end));
  const seen = { client, told, names: () => told.states.map(({ name }) => name), name: () => told.states.at(-1)?.name };
  clients.push(seen);
  client.start();
  return seen;
}

function ids(from, to) {
  return Array.from({ length: to - from + 1 }, (_, index) => `m${from + index}`);
}

async function allSeen({ told }) {
  await until(() => told.ids.length >= server.log.length, `${server.log.length} messages`);
  assert.deepEqual(told.ids, ids(1, server.log.length));
}

test('start_routeSaysPush_showsHistoryThenConnects', async () => {
  server.say(3);
  const seen = viewer({ device: 'd1', version: '1.2.3' });
  await until(() => seen.name() === 'websocket');
  server.say(2);
  await allSeen(seen);
  assert.equal(seen.told.batches[0].first, true);
  assert.equal(seen.told.batches.filter(({ first }) => first).length, 1);
  const auth = server.calls.find(({ kind }) => kind === 'auth');
  assert.equal(auth.cursor, 'c3');
  assert.equal(auth.room, 'r1');
  assert.equal(auth.acks, true);
  assert.match(auth.ticket, /^t\d+$/);
  assert.deepEqual(server.calls.find(({ kind }) => kind === 'route').query, { device: 'd1', version: '1.2.3' });
});

test('connected_doesNotPoll', async () => {
  const seen = viewer();
  await until(() => seen.name() === 'websocket');
  const polls = server.count('poll');
  const routes = server.count('route');
  await until(() => server.count('route') > routes + 3);
  assert.equal(server.count('poll'), polls);
});

test('networkCut_again_andAgain_nothingIsMissingAndNothingTwice', async () => {
  const seen = viewer();
  for (let cut = 0; cut < 6; cut += 1) {
    await until(() => server.sessions.length === 1);
    server.say(3);
    server.cutAll();
    server.say(3);
  }
  await allSeen(seen);
  assert.equal(seen.told.gaps, 0);
});

test('cut_byTheProgram_comesBackWithTheCursor', async () => {
  const seen = viewer();
  await until(() => seen.name() === 'websocket');
  seen.client.cut(50);
  assert.equal(seen.name(), 'retrying');
  await until(() => server.sessions.length === 0);
  server.say(4);
  await until(() => seen.name() === 'websocket');
  await allSeen(seen);
});

test('switching_betweenAllTransports_inMidStream_nothingIsMissingAndNothingTwice', async () => {
  const seen = viewer();
  const talking = setInterval(() => server.say(1), 3);
  for (const wish of ['polling', 'websocket', 'sse', 'auto', 'polling', 'sse', 'websocket', 'polling', 'auto']) {
    seen.client.prefer(wish);
    const wanted = wish === 'auto' ? ['websocket', 'sse'] : [wish];
    const length = server.log.length;
    await until(() => wanted.includes(seen.name()) && server.log.length > length + 5, wish);
  }
  clearInterval(talking);
  await allSeen(seen);
  assert.equal(seen.told.gaps, 0);
});

test('threeFailedConnects_degradeToPolling_andComeBack', async () => {
  const seen = viewer();
  await until(() => seen.name() === 'websocket');
  const before = server.count('upgrade');
  server.refuse.webSocket = true;
  server.cutAll();
  server.say(2);
  await until(() => seen.name() === 'polling');
  assert.ok(server.count('upgrade') - before >= 3);
  assert.equal(seen.told.states.at(-1).degraded, true);
  assert.equal(server.count('events'), 0);
  server.say(2);
  await allSeen(seen);

  server.refuse.webSocket = false;
  await until(() => seen.name() === 'websocket');
  server.say(1);
  await allSeen(seen);
});

test('networkThatBreaksWebSockets_isLeftForEvents_andTriedAgain', async () => {
  server.refuse.webSocket = true;
  const seen = viewer();
  await until(() => seen.name() === 'sse');
  server.say(3);
  await allSeen(seen);
  server.refuse.webSocket = false;
  await until(() => seen.name() === 'websocket');
  server.say(1);
  await allSeen(seen);
});

test('nothingButPollsGetThrough_threeFailuresEndInPolling', async () => {
  server.refuse.webSocket = true;
  server.refuse.events = true;
  const seen = viewer();
  await until(() => seen.name() === 'polling');
  server.say(3);
  await allSeen(seen);
});

test('opsMoveThePercentage_clientFollowsBothWays', async () => {
  server.route = { transport: 'poll', rule: 'percent', nodes: [], ticket: undefined };
  const seen = viewer();
  await until(() => seen.name() === 'polling');
  server.say(2);
  server.route = { transport: 'push', rule: 'percent' };
  await until(() => seen.name() === 'websocket');
  server.say(2);
  server.route = { transport: 'poll', rule: 'percent', nodes: [] };
  await until(() => seen.name() === 'polling');
  await until(() => server.sessions.length === 0);
  server.say(2);
  await allSeen(seen);
  assert.equal(server.count('events'), 0);
});

test('close4000_waitsThenGoesWhereItIsTold', async () => {
  const other = await SmallServer.start();
  try {
    other.log = server.log;
    const seen = viewer();
    await until(() => seen.name() === 'websocket');
    server.close(4000, { afterMs: 100, to: [other.ws] });
    const told = performance.now();
    await until(() => other.sessions.length === 1);
    assert.ok(performance.now() - told >= 90);
    other.say(2);
    await allSeen(seen);
    assert.equal(seen.told.states.at(-1).node, other.ws);
  } finally {
    await other.stop();
  }
});

test('close4005_stops', async () => {
  const seen = viewer();
  await until(() => seen.name() === 'websocket');
  server.close(4005);
  await until(() => seen.name() === 'ended');
  const calls = server.calls.length;
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.equal(server.calls.length, calls);
  assert.equal(seen.told.ends.length, 1);
});

test('close4007_polls_untilTheRouteSaysOtherwise', async () => {
  const seen = viewer({ routeEveryMs: 300 });
  await until(() => seen.name() === 'websocket');
  server.close(4007);
  await until(() => seen.name() === 'polling');
  server.say(2);
  await until(() => seen.name() === 'websocket');
  await allSeen(seen);
});

test('close4006_pollsAndTriesMuchLater', async () => {
  const seen = viewer();
  await until(() => seen.name() === 'websocket');
  const before = server.count('auth');
  server.close(4006);
  await until(() => seen.name() === 'polling');
  assert.equal(server.count('auth'), before);
  await until(() => seen.name() === 'websocket');
});

test('close4001_4002_4004_reconnectWithTheCursorAndANewTicket', async () => {
  const seen = viewer();
  for (const code of [4001, 4002, 4004]) {
    await until(() => server.sessions.length === 1);
    server.close(code);
    server.say(2);
    await until(() => server.sessions.length === 0);
  }
  await until(() => server.sessions.length === 1);
  await allSeen(seen);
  const tickets = server.calls.filter(({ kind }) => kind === 'auth').map(({ ticket }) => ticket);
  assert.equal(new Set(tickets).size, tickets.length);
});

test('holeInTheChain_isFoundAndPulled', async () => {
  const seen = viewer();
  await until(() => seen.name() === 'websocket');
  server.say(2);
  await allSeen(seen);
  const before = server.count('auth');
  const [session] = server.sessions;
  session.at = 4; // two messages are never told
  server.log.push({ id: 'm3', type: 'comment' }, { id: 'm4', type: 'comment' });
  server.say(1);
  await until(() => server.count('auth') > before || server.count('poll') > 1);
  await allSeen(seen);
  assert.deepEqual(seen.told.ids, ids(1, 5));
});

test('toldGapAndLeftOut_areNoHoles', async () => {
  const seen = viewer();
  await until(() => seen.name() === 'websocket');
  const [session] = server.sessions;
  const batch = { op: 'messages', topic: 'room:r1', from: 'c0', to: 'c9', messages: [{ id: 'a' }], leftOut: 8 };
  session.end.say(JSON.stringify(batch));
  session.end.say(JSON.stringify({ ...batch, from: 'c12', to: 'c13', messages: [{ id: 'b' }], leftOut: 0, gap: true }));
  await until(() => seen.told.ids.length === 2);
  assert.equal(seen.told.leftOut, 8);
  assert.equal(seen.client.leftOut, 8);
  assert.equal(seen.told.gaps, 1);
  assert.equal(seen.client.cursor, 'c13');
});

test('messagesForTheUser_areAcknowledged_andDoNotMoveTheRoomsCursor', async () => {
  const seen = viewer();
  await until(() => seen.name() === 'websocket');
  const [session] = server.sessions;
  const batch = { op: 'messages', topic: 'user:42', from: 'u0', to: 'u1', messages: [{ id: 'x' }], leftOut: 0 };
  session.end.say(JSON.stringify(batch));
  session.end.sayInPieces(JSON.stringify({ ...batch, from: 'u0', to: 'u1', gap: true }));
  await until(() => server.count('ack') === 2);
  const ack = server.calls.find(({ kind }) => kind === 'ack');
  assert.equal(ack.topic, 'user:42');
  assert.equal(ack.cursor, 'u1');
  assert.deepEqual(seen.told.ids, ['x']);
  assert.equal(seen.client.cursor, 'c0');
});

test('heartbeats_tellTheOnlineCount', async () => {
  server.heartbeatMs = 30;
  const seen = viewer();
  await until(() => seen.name() === 'websocket');
  server.online = 77;
  await until(() => seen.told.rooms.some(({ online }) => online === 77));
});

test('silentServer_isLeft', async () => {
  server.heartbeatMs = 20;
  const seen = viewer();
  await until(() => seen.name() === 'websocket');
  const [session] = server.sessions;
  session.end.say = () => {};
  await until(() => server.sessions.length === 1 && server.sessions[0] !== session);
  server.say(1);
  await allSeen(seen);
});

test('endedRoom_isReadToItsEnd', async () => {
  server.say(2);
  const seen = viewer({ prefer: 'polling' });
  await until(() => seen.told.ids.length === 2);
  server.state = 'archiving';
  server.say(1);
  await until(() => seen.told.ids.length === 3);
  assert.equal(seen.told.ends.length, 0);
  server.state = 'ended';
  await until(() => seen.name() === 'ended');
  await allSeen(seen);
});

test('endedRoom_saidOnAWebSocket_isReadToItsEndByPolling', async () => {
  const seen = viewer();
  await until(() => seen.name() === 'websocket');
  server.state = 'archiving';
  server.log.push({ id: 'm1', type: 'system', body: { event: 'ended' }, sentAt: Date.now() });
  server.say(1);
  await until(() => seen.name() === 'polling');
  server.state = 'ended';
  await until(() => seen.name() === 'ended');
  await allSeen(seen);
});

test('serverAway_isToldAndRecovers', async () => {
  server.refuse.polls = true;
  const seen = viewer({ prefer: 'polling' });
  await until(() => seen.name() === 'retrying');
  assert.match(seen.told.states.at(-1).reason, /away/);
  server.refuse.polls = false;
  server.say(1);
  await allSeen(seen);
});

test('cursorGiven_readingGoesOnThere', async () => {
  server.say(5);
  const seen = viewer({ cursor: 'c3' });
  await until(() => seen.told.ids.length === 2);
  assert.deepEqual(seen.told.ids, ['m4', 'm5']);
  assert.equal(seen.told.batches[0].first, false);
});

test('send_hasTheTokenAndAnId', async () => {
  const seen = viewer({ token: () => 'secret' });
  const answer = await seen.client.send({ body: { text: 'hi' } });
  const sent = server.calls.find(({ kind }) => kind === 'send');
  assert.equal(sent.token, 'Bearer secret');
  assert.equal(answer.id, sent.id);
});

test('telemetry_isTold_unlessItIsSwitchedOffOrOutOfTheSample', async () => {
  const quiet = viewer({ telemetry: false });
  const unsampled = viewer({ telemetrySample: 0 });
  await until(() => unsampled.name() === 'websocket');
  unsampled.client.stop();
  const talking = viewer({ version: '3.1.0', device: 'd7', network: 'wifi' });
  await until(() => quiet.name() === 'websocket' && talking.name() === 'websocket');
  quiet.client.stop();
  talking.client.stop();
  await until(() => server.count('telemetry') === 1);
  const { events } = server.calls.find(({ kind }) => kind === 'telemetry');
  assert.deepEqual(events.map(({ kind, transport }) => `${kind} ${transport}`), ['connect polling', 'connect websocket']);
  const event = events[1];
  assert.equal(event.kind, 'connect');
  assert.equal(event.ok, true);
  assert.equal(event.transport, 'websocket');
  assert.equal(event.version, '3.1.0');
  assert.equal(event.network, 'wifi');
});

test('telemetry_refused_disturbsNothing', async () => {
  server.refuse.telemetry = true;
  const seen = viewer();
  await until(() => seen.name() === 'websocket');
  server.close(4001);
  await until(() => server.sessions.length === 0);
  await until(() => seen.name() === 'websocket');
  server.say(2);
  await allSeen(seen);
  seen.client.stop();
  await until(() => server.count('telemetry') === 1);
});

test('stop_afterwardsNothingIsTold', async () => {
  const seen = viewer();
  await until(() => seen.name() === 'websocket');
  seen.client.stop();
  const states = seen.told.states.length;
  await until(() => server.sessions.length === 0);
  server.say(3);
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(seen.told.ids.length, 0);
  assert.equal(seen.told.states.length, states);
});

test('options_thatMakeNoSense_areRefusedWithWhatIsExpected', () => {
  assert.throws(() => new DanmakuClient({ room: '' }), /room: {2}\(expected: a room's id\)/);
  assert.throws(() => new DanmakuClient({ room: 'r1', prefer: 'pigeon' }), /pigeon.*expected: auto, websocket, sse, polling/);
});
