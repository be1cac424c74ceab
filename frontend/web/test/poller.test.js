import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PAGE_LIMIT, Poller } from '../src/js/feed/poller.js';
import { SeenIds } from '../src/js/feed/seen-ids.js';
import { Problem } from '../src/js/http/problem.js';
import { ManualClock } from './manual-clock.js';

function page(ids, cursor, more = {}) {
  return { state: 'live', messages: ids.map((id) => ({ id })), cursor, gap: false, pollAfterMs: 2000, online: 1, ...more };
}

/** A poller that gets the given answers one after another, and a record of what happened. */
function pollerWith(answers) {
  const clock = new ManualClock();
  const requests = [];
  const pages = [];
  const states = [];
  const read = async (request) => {
    requests.push({ at: clock.now(), after: request.after, etag: request.etag });
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer instanceof Error) {
      throw answer;
    }
    return typeof answer === 'function' ? answer(request) : answer;
  };
  const listener = { page: (told) => pages.push(told), transport: (state) => states.push(state) };
  const poller = new Poller({ read, seen: new SeenIds(), listener, clock, random: () => 0.5 });
  return { poller, clock, requests, pages, states, ids: () => pages.flatMap(({ messages }) => messages.map(({ id }) => id)) };
}

test('start_firstPoll_hasNoCursorAndTheNextHasIt', async () => {
  const { poller, clock, requests, states, pages } = pollerWith([page(['a'], 'c1'), page([], 'c1')]);
  poller.start();
  await clock.advance(2000);
  assert.deepEqual(requests.map(({ at, after }) => [at, after]), [[0, null], [2000, 'c1']]);
  assert.deepEqual(states.map(({ name }) => name), ['connecting', 'polling', 'polling']);
  assert.deepEqual(pages.map(({ first }) => first), [true, false]);
});

test('poll_repeatedMessages_areToldOnce', async () => {
  const { poller, clock, ids } = pollerWith([page(['a', 'b'], 'c1'), page(['b', 'c'], 'c2'), page([], 'c2')]);
  poller.start();
  await clock.advance(4000);
  assert.deepEqual(ids(), ['a', 'b', 'c']);
});

test('poll_fullPage_isFollowedAtOnceButNotTheFirst', async () => {
  const full = (from) => Array.from({ length: PAGE_LIMIT }, (_, index) => `${from}${index}`);
  const { poller, clock, requests } = pollerWith([page(full('a'), 'c1'), page(full('b'), 'c2'), page(['z'], 'c3')]);
  poller.start();
  await clock.advance(2100);
  assert.deepEqual(requests.map(({ at, after }) => [at, after]), [[0, null], [2000, 'c1'], [2000, 'c2']]);
});

test('poll_notChanged_keepsIntervalAndSendsTheTag', async () => {
  const { poller, clock, requests, pages } = pollerWith([page([], 'c1'), page([], 'c1', { etag: 'W/"1"' }), null]);
  poller.start();
  await clock.advance(6000);
  assert.deepEqual(requests.map(({ etag }) => etag), [null, null, 'W/"1"', 'W/"1"']);
  assert.equal(pages.length, 2);
});

test('poll_errors_backOffAndRecover', async () => {
  const lost = Problem.unreachable();
  const { poller, clock, requests, states } = pollerWith([page([], 'c1'), lost, lost, lost, page([], 'c1')]);
  poller.start();
  await clock.advance(2000 + 750 + 1500 + 3000);
  assert.deepEqual(requests.map(({ at }) => at), [0, 2000, 2750, 4250, 7250]);
  assert.equal(states[2].name, 'retrying');
  assert.equal(states[2].retryAt, 2750);
  assert.equal(states.at(-1).name, 'polling');
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

test('poll_badCursor_beginsAnewAndTellsGap', async () => {
  const { poller, clock, requests, pages } = pollerWith([
    page(['a'], 'c1'), new Problem({ status: 400, detail: 'cursor: c1' }), page(['b'], 'c9'), page([], 'c9'),
  ]);
  poller.start();
  await clock.advance(3000);
  assert.deepEqual(requests.map(({ after }) => after), [null, 'c1', null]);
  assert.deepEqual(pages.map(({ gap }) => gap), [false, true, false]);
});

test('poll_endedRoom_stopsAfterTheLastMessages', async () => {
  const over = { state: 'ended' };
  const { poller, clock, requests, states, ids } = pollerWith([page(['a'], 'c1', over), page([], 'c1', over)]);
  poller.start();
  await clock.advance(60_000);
  assert.equal(requests.length, 2);
  assert.deepEqual(ids(), ['a']);
  assert.equal(states.at(-1).name, 'ended');
});

test('poll_unknownRoom_ends', async () => {
  const { poller, clock, requests, states } = pollerWith([new Problem({ status: 404, detail: 'room: r9' })]);
  poller.start();
  await clock.advance(60_000);
  assert.equal(requests.length, 1);
  assert.deepEqual(states.at(-1), { name: 'ended', reason: 'room: r9' });
});

test('stop_afterwards_nothingIsTold', async () => {
  const { poller, clock, requests, pages } = pollerWith([page(['a'], 'c1')]);
  poller.start();
  poller.stop();
  await clock.advance(60_000);
  assert.equal(requests.length, 1);
  assert.equal(pages.length, 0);
});

test('start_withACursor_takesOverFromAnotherTransport', async () => {
  const { poller, clock, requests, pages } = pollerWith([page([], 'c7')]);
  poller.start('c7');
  await clock.advance(0);
  assert.equal(requests[0].after, 'c7');
  assert.equal(pages[0].first, false);
});
