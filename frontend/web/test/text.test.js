import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ago, brightness, cssColor, hueOf, initial, isBlank, readableOnDark, remaining, shortCount, statusText, validColor } from '../src/js/text.js';

test('remaining_emojiAndComposedLetters_countsCodePointsAfterNfc', () => {
  assert.equal(remaining(''), 500);
  assert.equal(remaining('你好'), 498);
  assert.equal(remaining('👩‍👩‍👧'), 495);
  assert.equal(remaining('e\u0301'), 499);
  assert.equal(remaining('x'.repeat(501)), -1);
});

test('isBlank_onlySpaces_true', () => {
  assert.equal(isBlank(' \u3000\t'), true);
  assert.equal(isBlank(' a '), false);
});

test('validColor_anythingButAnIntegerInRange_isNull', () => {
  for (const bad of [undefined, null, -1, 0x1000000, 1.5, NaN, '16777215', 'red;}', {}]) {
    assert.equal(validColor(bad), null);
  }
  assert.equal(validColor(0), 0);
  assert.equal(validColor(0xffffff), 0xffffff);
});

test('cssColor_small_keepsLeadingZeros', () => {
  assert.equal(cssColor(0x00000a), '#00000a');
});

test('readableOnDark_darkColor_isLightened', () => {
  assert.equal(readableOnDark(0xffe066), 0xffe066);
  for (const dark of [0x000000, 0x101060, 0x0000ff]) {
    assert.ok(brightness(readableOnDark(dark)) > 0.54);
    assert.equal(validColor(readableOnDark(dark)), readableOnDark(dark));
  }
});

test('initial_emojiOrNothing_findsALetter', () => {
  assert.equal(initial('🌸 eve'), 'E');
  assert.equal(initial('小明'), '小');
  assert.equal(initial('🌸'), '?');
});

test('hueOf_sameId_staysAndNeighboursDiffer', () => {
  assert.equal(hueOf('r1'), hueOf('r1'));
  assert.ok(Math.abs(hueOf('r1') - hueOf('r2')) > 20);
});

test('shortCount_manyViewers_isShort', () => {
  assert.deepEqual([0, 9999, 12345, 999999, 1500000, NaN, -3].map(shortCount), ['0', '9999', '12.3K', '999K', '1.5M', '0', '0']);
});

test('ago_minutesHoursDays', () => {
  const minute = 60_000;
  assert.equal(ago(0, 30_000), 'just started');
  assert.equal(ago(0, 5 * minute), 'live for 5 min');
  assert.equal(ago(0, 150 * minute), 'live for 2 h');
  assert.equal(ago(0, 72 * 60 * minute), 'live for 3 days');
});

test('statusText_scores_readAsText', () => {
  assert.equal(statusText({ red: 3, blue: 4 }), 'red 3 · blue 4');
  assert.equal(statusText('calm'), 'calm');
  assert.equal(statusText(7), '7');
  assert.equal(statusText(null), 'null');
  assert.equal(statusText([1, 2]), '[1,2]');
  assert.equal(statusText({ teams: { red: 3 } }), '{"teams":{"red":3}}');
});
