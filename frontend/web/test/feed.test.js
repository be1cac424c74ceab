import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backoffMs, jittered } from '../src/js/feed/backoff.js';
import { SeenIds } from '../src/js/feed/seen-ids.js';
import { parseRetryAfter, Problem } from '../src/js/http/problem.js';
import { delays } from '../src/js/room/pacing.js';

test('backoffMs_manyAttempts_growsToThirtySeconds', () => {
  const longest = () => 1;
  assert.deepEqual([1, 2, 3, 6, 1000].map((attempt) => backoffMs(attempt, longest)), [1000, 2000, 4000, 30000, 30000]);
  assert.equal(backoffMs(1, () => 0), 500);
});

test('jittered_interval_staysWithinTenPercent', () => {
  assert.deepEqual([0, 0.5, 1].map((random) => jittered(2000, () => random)), [1800, 2000, 2200]);
});

test('seenIds_full_forgetsTheOldest', () => {
  const seen = new SeenIds(2);
  assert.deepEqual(['a', 'a', 'b', 'c', 'c', 'a'].map((id) => seen.add(id)), [true, false, true, true, false, true]);
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

test('delays_longPage_keepsRhythmWithinTheSpan', () => {
  assert.deepEqual(delays([], 2000), []);
  assert.deepEqual(delays([{ at: 100 }, { at: 600 }, { at: 1100 }], 2000), [0, 500, 1000]);
  assert.deepEqual(delays([{ at: 0 }, { at: 5000 }, { at: 10000 }], 2000), [0, 1000, 2000]);
});
