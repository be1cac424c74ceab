import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectOf, isDangerous } from '../src/js/ops/grey-words.js';
import { undoOf } from '../src/js/ops/undo.js';
import { bytes, number, span, valueText } from '../src/js/ops/words.js';

test('effectOf_moreOrLess_saysHowManyMove', () => {
  const now = { percent: 30, enabled: true };
  assert.equal(effectOf(now, { percent: 30, enabled: true }), '');
  assert.match(effectOf(now, { percent: 60, enabled: true }), /From 30 % to 60 %.*30 of a hundred more/);
  assert.match(effectOf(now, { percent: 10, enabled: true }), /20 of a hundred go back to polling/);
  assert.match(effectOf(now, { percent: 30, enabled: false }), /everybody polls/);
  assert.match(effectOf({ percent: 30, enabled: false }, { percent: 60, enabled: false }), /until it is switched on/);
});

test('isDangerous_offOrMuchLess_isAskedFor', () => {
  const now = { percent: 60, enabled: true };
  assert.equal(isDangerous(now, { percent: 0, enabled: true }), true);
  assert.equal(isDangerous(now, { percent: 60, enabled: false }), true);
  assert.equal(isDangerous(now, { percent: 20, enabled: true }), true);
  assert.equal(isDangerous(now, { percent: 50, enabled: true }), false);
  assert.equal(isDangerous(now, { percent: 100, enabled: true }), false);
});

const entry = (version, what, old = null, after = null) => ({ version, what, old, new: after });

test('undoOf_changeOfRules_goesToTheRulesBefore_andSaysWhatElseGoes', async () => {
  const rows = [entry(9, 'routing grey'), entry(8, 'switch push'), entry(7, 'routing grey'), entry(4, 'routing black uid 7')];
  const undo = undoOf(rows[2], rows, false);
  assert.match(undo.text, /before \(version 4\)/);
  assert.match(undo.text, /later: version 9\./);
  const called = [];
  await undo.act({ undo: (...them) => called.push(them) }, 'a mistake');
  assert.deepEqual(called, [[4, 'a mistake']]);
});

test('undoOf_oldestKnownChangeOfRules_waitsForOlderOnes_unlessThereAreNone', () => {
  const rows = [entry(4, 'routing grey')];
  assert.equal(undoOf(rows[0], rows, false), null);
  assert.match(undoOf(rows[0], rows, true).text, /version 0/);
});

test('undoOf_switchAndDrain_putsBackWhatWas', async () => {
  const called = [];
  const api = {
    setSwitch: (...them) => called.push(['set', ...them]),
    resetSwitch: (...them) => called.push(['reset', ...them]),
    undrain: (...them) => called.push(['undrain', ...them]),
  };
  await undoOf(entry(3, 'switch push', { value: false }), [], true).act(api, 'r');
  await undoOf(entry(3, 'switch push', null, { value: false }), [], true).act(api, 'r');
  await undoOf(entry(3, 'drain a', null, { overMs: 1 }), [], true).act(api, 'r');
  assert.deepEqual(called, [
    ['set', 'push', { value: false, forMs: undefined, reason: 'r' }], ['reset', 'push', 'r'], ['undrain', 'a', 'r'],
  ]);
  assert.equal(undoOf(entry(3, 'switch push', { value: false, until: Date.now() - 1 }), [], true), null);
  assert.equal(undoOf(entry(3, 'drain a', { until: 1 }, null), [], true), null);
  assert.equal(undoOf(entry(3, 'gear room:r1/comment'), [], true), null);
});

test('words_figures_areShort', () => {
  assert.deepEqual([1234, 0.257, 12.34, 3, NaN].map(number), ['1,234', '0.26', '12', '3', '–']);
  assert.deepEqual([0.5, 35, 1234, 90_000, 7_200_000, undefined].map(span), ['0.5 ms', '35 ms', '1.2 s', '2 min', '2 h', '–']);
  assert.deepEqual([512, 2048, 5_000_000].map(bytes), ['512 B', '2 KB', '4.8 MB']);
  assert.equal(valueText({ enabled: true, percent: 30 }), 'enabled true, percent 30');
  assert.equal(valueText(null), '–');
});
