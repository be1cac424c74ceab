import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backoffMs, jittered } from '../src/backoff.js';
import { Chain } from '../src/chain.js';
import { SeenIds } from '../src/dedupe.js';
import { Emitter } from '../src/emitter.js';
import { parseRetryAfter, Problem } from '../src/problem.js';
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
