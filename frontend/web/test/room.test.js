import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comboKey, isMoreOfACombo, shownCount } from '../src/js/room/combo.js';
import { giftIcon, giftName } from '../src/js/room/gift-looks.js';
import { LikeCollector } from '../src/js/room/like-collector.js';
import { transportText } from '../src/js/room/transport-indicator.js';
import { hrefOf, parseLocation } from '../src/js/router.js';
import { ManualClock } from '../../../sdk/test/manual-clock.js';

test('likeCollector_quickTaps_areSentAsOneCount', async () => {
  const clock = new ManualClock();
  const sent = [];
  const likes = new LikeCollector({ send: (count) => sent.push(count), clock });
  likes.tap();
  likes.tap();
  await clock.advance(499);
  likes.tap();
  assert.deepEqual(sent, []);
  await clock.advance(1);
  likes.tap();
  likes.flush();
  await clock.advance(1000);
  assert.deepEqual(sent, [3, 1]);
});

test('transportText_everyState_saysWhatHappens', () => {
  assert.equal(transportText({ name: 'connecting' }, 0), 'connecting…');
  assert.equal(transportText({ name: 'polling', everyMs: 2000 }, 0), 'polling, every 2 s');
  assert.equal(transportText({ name: 'polling', everyMs: 1500 }, 0), 'polling, every 1.5 s');
  assert.equal(transportText({ name: 'retrying', retryAt: 3200 }, 1000), 'retrying in 3 s');
  assert.equal(transportText({ name: 'retrying', retryAt: 3200 }, 3300), 'retrying…');
  assert.equal(transportText({ name: 'ended' }, 0), 'ended');
});

test('parseLocation_linksOfBothForms_findTheRoom', () => {
  assert.deepEqual(parseLocation({ hash: '#/rooms/r1', search: '' }), { room: 'r1', token: null });
  assert.deepEqual(parseLocation({ hash: '', search: '?room=r1' }), { room: 'r1', token: null });
  assert.deepEqual(parseLocation({ hash: '#/rooms/r1?token=a.b.c', search: '' }), { room: 'r1', token: 'a.b.c' });
  assert.deepEqual(parseLocation({ hash: '#/', search: '' }), { room: null, token: null });
  assert.deepEqual(parseLocation({ hash: '#/rooms/../x', search: '?room=%3Cb%3E' }), { room: null, token: null });
  assert.equal(hrefOf('r1'), '#/rooms/r1');
});

test('giftIcon_unknownGift_isAPresent', () => {
  assert.equal(giftIcon('rose'), '🌹');
  assert.equal(giftIcon('constructor'), '🎁');
  assert.equal(giftName({ gift: 'gold_fish' }), 'gold fish');
  assert.equal(giftName({ gift: 'rose', name: 'Rose' }), 'Rose');
});

test('combo_firstMessage_isAGiftLikeAnyOther', () => {
  const first = { gift: 'rose', count: 2, value: 2 };
  assert.equal(isMoreOfACombo(first), false);
  assert.equal(shownCount(first), 2);
});

test('combo_laterMessages_growWhatIsShown', () => {
  const more = { gift: 'rose', count: 4, combo: 6, value: 4 };
  const final = { gift: 'rose', count: 0, combo: 6, final: true, value: 0 };
  assert.equal(isMoreOfACombo(more), true);
  assert.equal(isMoreOfACombo(final), true);
  assert.equal(shownCount(final), 6);
  assert.equal(comboKey({ from: { uid: 'ann' }, body: more }), comboKey({ from: { uid: 'ann' }, body: final }));
  assert.notEqual(comboKey({ from: { uid: 'bob' }, body: more }), comboKey({ from: { uid: 'ann' }, body: final }));
});
