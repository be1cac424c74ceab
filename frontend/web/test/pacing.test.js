import assert from 'node:assert/strict';
import { test } from 'node:test';
import { delays } from '../src/js/room/pacing.js';

test('delays_longPage_keepsRhythmWithinTheSpan', () => {
  assert.deepEqual(delays([], 2000), []);
  assert.deepEqual(delays([{ at: 100 }, { at: 600 }, { at: 1100 }], 2000), [0, 500, 1000]);
  assert.deepEqual(delays([{ at: 0 }, { at: 5000 }, { at: 10000 }], 2000), [0, 1000, 2000]);
});
