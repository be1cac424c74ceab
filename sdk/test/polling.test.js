import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '../src/problem.js';
import { PAGE_LIMIT, PollingTransport } from '../src/transport/polling.js';
import { ManualClock } from './manual-clock.js';

const BACKOFF = { baseMs: 1000, maxMs: 30_000, factor: 2, jitter: 0.5 };

function page(ids, cursor, more = {}) {
  return { state: 'live', messages: ids.map((id) => ({ id })), cursor, gap: false, pollAfterMs: 2000, online: 1, ...more };
}

/** A poller that gets the given answers one after another, and a record of what happened. */
function pollerWith(answers, cursor = null) {
  const clock = new ManualClock();
  const requests = [];
  const told = { batches: [], closed: [], lost: 0, troubles: [] };
  const http = {
    async call(method, path, { headers }) {
      const after = new URL(path, 'http://x').searchParams.get('after');
      requests.push({ at: clock.now(), after, etag: headers['If-None-Match'] ?? null });
      let answer = answers.length > 1 ? answers.shift() : answers[0];
      answer = typeof answer === 'function' ? await answer() : answer;
      if (answer instanceof Error) {
        throw answer;
      }
      return answer === null
        ? { status: 304 }
        : { status: 200, json: async () => answer, headers: new Headers(answer.etag ? { ETag: answer.etag } : {}) };
    },
  };
  const poller = new PollingTransport({
    http, room: 'r1', cursor, clock, random: () => 0.5, backoff: () => BACKOFF,
    listener: {
      batch: (batch) => told.batches.push(batch),
      room: () => {},
      polled: () => told.troubles.push(poller.trouble),
      lostCursor: () => (told.lost += 1),
      closed: (reason) => told.closed.push(reason),
    },
  });
  return { poller, clock, requests, told, ids: () => told.batches.flatMap(({ messages }) => messages.map(({ id }) => id)) };
}

test('start_firstPoll_hasNoCursorAndTheNextHasIt', async () => {
  const { poller, clock, requests, told } = pollerWith([page(['a'], 'c1'), page([], 'c1')]);
  poller.start();
  await clock.advance(2000);
  assert.deepEqual(requests.map(({ at, after }) => [at, after]), [[0, null], [2000, 'c1']]);
  assert.deepEqual(told.batches.map(({ from, to }) => [from, to]), [[null, 'c1'], ['c1', 'c1']]);
});

test('poll_fullPage_isFollowedAtOnceButNotTheFirst', async () => {
  const full = (from) => Array.from({ length: PAGE_LIMIT }, (_, index) => `${from}${index}`);
  const { poller, clock, requests } = pollerWith([page(full('a'), 'c1'), page(full('b'), 'c2'), page(['z'], 'c3')]);
  poller.start();
  await clock.advance(2100);
  assert.deepEqual(requests.map(({ at, after }) => [at, after]), [[0, null], [2000, 'c1'], [2000, 'c2']]);
});

test('poll_notChanged_keepsIntervalAndSendsTheTag', async () => {
  const { poller, clock, requests, told } = pollerWith([page([], 'c1'), page([], 'c1', { etag: 'W/"1"' }), null]);
  poller.start();
  await clock.advance(6000);
  assert.deepEqual(requests.map(({ etag }) => etag), [null, null, 'W/"1"', 'W/"1"']);
  assert.equal(told.batches.length, 2);
});

test('poll_errors_backOffAndRecover', async () => {
  const lost = Problem.unreachable();
  const { poller, clock, requests, told } = pollerWith([page([], 'c1'), lost, lost, lost, page([], 'c1')]);
  poller.start();
  await clock.advance(2000 + 750 + 1500 + 3000);
  assert.deepEqual(requests.map(({ at }) => at), [0, 2000, 2750, 4250, 7250]);
  assert.equal(told.troubles[1].retryAt, 2750);
  assert.equal(told.troubles.at(-1), null);
});

test('poll_retryAfter_isHonouredEvenWhenHurried', async () => {
  const busy = new Problem({ status: 503, detail: 'busy', retryAfterMs: 5000 });
  const { poller, clock, requests } = pollerWith([busy, page([], 'c1')]);
  poller.start();
  await clock.advance(100);
  poller.hurry();
  await clock.advance(5000);
  assert.deepEqual(requests.map(({ at }) => at), [0, 5000]);
});

test('hurry_duringBackoff_looksAtOnce', async () => {
  const { poller, clock, requests } = pollerWith([Problem.unreachable(), page([], 'c1')]);
  poller.start();
  await clock.advance(100);
  poller.hurry();
  await clock.advance(0);
  assert.deepEqual(requests.map(({ at }) => at), [0, 100]);
});

test('hurry_whileARequestIsUnderWay_looksAgainAfterIt', async () => {
  let answer;
  const slow = () => new Promise((resolve) => (answer = resolve));
  const { poller, clock, requests } = pollerWith([slow, page([], 'c1')]);
  poller.start();
  await clock.advance(500);
  poller.hurry(100);
  answer(page([], 'c1'));
  await clock.advance(100);
  assert.deepEqual(requests.map(({ at }) => at), [0, 600]);
});

test('poll_badCursor_beginsAnewAndTellsIt', async () => {
  const { poller, clock, requests, told } = pollerWith([
    page(['a'], 'c1'), new Problem({ status: 400, detail: 'cursor: c1' }), page(['b'], 'c9'), page([], 'c9'),
  ]);
  poller.start();
  await clock.advance(3000);
  assert.deepEqual(requests.map(({ after }) => after), [null, 'c1', null]);
  assert.equal(told.lost, 1);
});

test('poll_endedRoom_stopsAfterTheLastMessages', async () => {
  const over = { state: 'ended' };
  const { poller, clock, requests, told, ids } = pollerWith([page(['a'], 'c1', over), page([], 'c1', over)]);
  poller.start();
  await clock.advance(60_000);
  assert.equal(requests.length, 2);
  assert.deepEqual(ids(), ['a']);
  assert.equal(told.closed[0].over, true);
});

test('poll_unknownRoom_ends', async () => {
  const { poller, clock, requests, told } = pollerWith([new Problem({ status: 404, detail: 'room: r9' })]);
  poller.start();
  await clock.advance(60_000);
  assert.equal(requests.length, 1);
  assert.equal(told.closed[0].reason, 'room: r9');
});

test('close_afterwards_nothingIsTold', async () => {
  const { poller, clock, requests, told } = pollerWith([page(['a'], 'c1')]);
  poller.start();
  await clock.advance(0);
  poller.close();
  await clock.advance(60_000);
  assert.equal(requests.length, 1);
  assert.equal(told.batches.length, 1);
});

test('start_withACursor_takesOverFromAnotherTransport', async () => {
  const { poller, clock, requests } = pollerWith([page([], 'c7')], 'c7');
  poller.start();
  await clock.advance(0);
  assert.equal(requests[0].after, 'c7');
});
