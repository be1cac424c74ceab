import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Attempts } from '../src/attempts.js';
import { backoffMs, jittered } from '../src/backoff.js';
import { Chain } from '../src/chain.js';
import { CLOSE } from '../src/close.js';
import { SeenIds } from '../src/dedupe.js';
import { Emitter } from '../src/emitter.js';
import { parseRetryAfter, Problem } from '../src/problem.js';
import { Reading } from '../src/reading.js';
import { Router } from '../src/route.js';
import { EventStreamParser } from '../src/transport/event-stream.js';

const NUMBERS = { baseMs: 1000, maxMs: 30_000, factor: 2, jitter: 0.5 };

test('backoffMs_manyAttempts_growsByTheRoutesNumbers', () => {
  const longest = () => 0;
  assert.deepEqual([1, 2, 3, 6, 1000].map((attempt) => backoffMs(attempt, NUMBERS, longest)), [1000, 2000, 4000, 30000, 30000]);
  assert.equal(backoffMs(1, NUMBERS, () => 1), 500);
  assert.equal(backoffMs(2, { baseMs: 100, maxMs: 9000, factor: 3, jitter: 0 }), 300);
});

test('jittered_interval_staysWithinTenPercent', () => {
  assert.deepEqual([0, 0.5, 1].map((random) => jittered(2000, () => random)), [1800, 2000, 2200]);
});

test('attempts_webSocketNeverWorked_lastTryBeforePollingIsEvents', () => {
  const route = { backoff: NUMBERS, maxFailures: 3 };
  const attempts = new Attempts(() => 0);
  const kinds = [0, 1, 2, 3].map(() => {
    const kind = attempts.nextKind(route);
    attempts.failed();
    return kind;
  });
  assert.deepEqual(kinds, ['websocket', 'websocket', 'sse', 'websocket']);
  attempts.opened('websocket');
  assert.equal(attempts.failures % 3, 1);
  attempts.failed();
  assert.equal(attempts.nextKind(route), 'websocket');
});

test('attempts_reasonsToEnd_sayHowLongToWaitAndWhereToGo', () => {
  const route = { backoff: NUMBERS, maxFailures: 3 };
  const attempts = new Attempts(() => 0);
  assert.equal(attempts.learn({ code: CLOSE.GOING_AWAY, to: ['ws://b'] }, route), 0);
  assert.deepEqual([1, 2].map(() => attempts.nextUrl([{ ws: 'ws://a' }])), ['ws://b', 'ws://a']);
  attempts.ended(1006, 10);
  assert.equal(attempts.learn({ code: 1006 }, route), 1000);
  attempts.ended(1006, 10);
  assert.equal(attempts.learn({ code: 1006 }, route), 2000);
  assert.equal(attempts.learn({ code: CLOSE.TOO_MANY_CONNECTIONS }, route), 30_000);
  assert.equal(attempts.failures, 3);
  attempts.learn({ code: CLOSE.USE_POLLING }, route);
  assert.equal(attempts.sentToPolling, true);
  attempts.routeSaysPush();
  assert.equal(attempts.sentToPolling, false);
});

test('reading_batchesOfSeveralTopics_onlyTheRoomsMoveTheCursor_andNothingIsToldTwice', () => {
  const told = [];
  const reading = new Reading({
    room: 'r1', cursor: null, seen: new SeenIds(9), serverNow: () => 1_500,
    emit: (event, value) => told.push(event === 'message' ? value.id : event),
    telemetry: { tell: ({ kind }) => told.push(`report ${kind}`), late: (transport, ms) => told.push(`${ms} ms late`) },
  });
  const a = { id: 'a', sentAt: 1_000 };
  const b = { id: 'b', sentAt: 1_400 };
  assert.equal(reading.take({ topic: 'room:r1', to: 'c1', messages: [a], gap: false, leftOut: 0 }, 'polling'), false);
  reading.take({ topic: 'user:42', to: 'u1', messages: [{ id: 'u' }], gap: false, leftOut: 0 }, 'websocket');
  reading.take({ topic: 'room:r1', to: 'c2', messages: [a, b], gap: true, leftOut: 2 }, 'websocket');
  assert.equal(reading.cursor, 'c2');
  assert.equal(reading.leftOut, 2);
  assert.deepEqual(told, ['batch', 'a', 'batch', 'u', '100 ms late', 'gap', 'report gap', 'leftOut', 'batch', 'b']);
  reading.take({ topic: 'room:r1', to: 'c3', messages: [{ ...a, from: { uid: 'ann' } }], gap: false, leftOut: 0 }, 'polling');
  assert.deepEqual(told.slice(-3), ['500 ms late', 'batch', 'a'], 'of another sender');
  const ended = { id: 'e', type: 'system', body: { event: 'ended' } };
  assert.equal(reading.take({ topic: 'room:r1', to: 'c3', messages: [ended], gap: false, leftOut: 0 }, 'sse'), true);
});

test('seenIds_full_forgetsTheOldest', () => {
  const seen = new SeenIds(2);
  assert.deepEqual(['a', 'a', 'b', 'c', 'c', 'a'].map((id) => seen.add(id)), [true, false, true, true, false, true]);
});

test('chain_batchThatDoesNotGoOn_isAHoleUnlessTold', () => {
  const chain = new Chain({ 'room:r1': 'c1' });
  assert.equal(chain.accepts({ topic: 'room:r1', from: 'c1', to: 'c2' }), true);
  assert.equal(chain.accepts({ topic: 'room:r1', from: 'c3', to: 'c4' }), false);
  assert.equal(chain.accepts({ topic: 'room:r1', from: 'c3', to: 'c4', gap: true }), true);
  assert.equal(chain.accepts({ topic: 'room:r1', from: 'c4', to: 'c5' }), true);
  assert.equal(chain.accepts({ topic: 'all', from: 'x1', to: 'x2' }), true);
});

test('chain_batchForAUserSentAgain_isNoHole', () => {
  const chain = new Chain({ 'user:42': 'u0' });
  assert.equal(chain.accepts({ topic: 'user:42', from: 'u0', to: 'u1' }), true);
  assert.equal(chain.accepts({ topic: 'user:42', from: 'u0', to: 'u1' }), true);
  assert.equal(chain.accepts({ topic: 'user:42', from: 'u1', to: 'u2' }), true);
});

test('emitter_listenerTakenOff_hearsNothing', () => {
  const emitter = new Emitter();
  const heard = [];
  const off = emitter.on('a', (value) => heard.push(value));
  emitter.emit('a', 1);
  emitter.emit('b', 2);
  off();
  emitter.emit('a', 3);
  assert.deepEqual(heard, [1]);
});

test('eventStream_cutAnywhere_givesTheSameEvents', () => {
  const text = ': hi\n\nid: c1\ndata: {"a":1}\n\nevent: room\r\ndata: x\r\ndata: y\r\n\r\n:\n\ndata:z\n\n';
  const expected = [
    { event: 'message', id: 'c1', data: '{"a":1}' }, { event: 'room', id: null, data: 'x\ny' }, { event: 'message', id: null, data: 'z' },
  ];
  for (let cut = 0; cut <= text.length; cut += 1) {
    const parser = new EventStreamParser();
    assert.deepEqual([...parser.push(text.slice(0, cut)), ...parser.push(text.slice(cut))], expected, `cut at ${cut}`);
  }
});

test('parseRetryAfter_secondsDateOrNonsense', () => {
  assert.equal(parseRetryAfter('3', 0), 3000);
  assert.equal(parseRetryAfter('Thu, 01 Jan 1970 00:00:05 GMT', 1000), 4000);
  assert.equal(parseRetryAfter('soon', 0), null);
  assert.equal(parseRetryAfter(null, 0), null);
});

test('problem_proxyPageInsteadOfProblemJson_stillHasAText', async () => {
  const problem = await Problem.of(new Response('<html>', { status: 502 }));
  assert.equal(problem.status, 502);
  assert.match(problem.detail, /502/);
});

test('router_nodes_areFirstAsOftenAsTheirWeightSays', async () => {
  const nodes = [{ ws: 'a', weight: 3 }, { ws: 'b', weight: 1 }, { tcp: 'no WebSocket', weight: 9 }];
  const router = new Router({
    http: { json: async () => ({ transport: 'push', nodes }) }, who: () => ({}), clock: { now: () => 0 }, random: Math.random,
  });
  let first = 0;
  for (let i = 0; i < 2000; i += 1) {
    const route = await router.ask();
    assert.equal(route.nodes.length, 2);
    first += route.nodes[0].ws === 'a' ? 1 : 0;
  }
  assert.ok(first > 1350 && first < 1650, `${first} of 2000`);
});

test('router_ticket_isUsedOnce', async () => {
  let asked = 0;
  const router = new Router({
    http: { json: async () => ({ transport: 'push', ticket: `t${++asked}` }) }, who: () => ({}), clock: { now: () => 0 }, random: Math.random,
  });
  await router.ask();
  assert.equal((await router.withTicket()).ticket, 't1');
  assert.equal((await router.withTicket()).ticket, 't2');
});
