import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAddress } from '../src/js/replay/address.js';
import { columns } from '../src/js/replay/density-curve.js';
import { choose, flyingText, perSecond } from '../src/js/replay/flights.js';
import { Follower } from '../src/js/replay/follower.js';
import { mergeRepeats } from '../src/js/replay/repeats.js';
import { clockText, parseMoment } from '../src/js/replay/times.js';
import { Windows } from '../src/js/replay/windows.js';
import { ManualClock } from '../../../sdk/test/manual-clock.js';

const comment = (at, text = `at ${at}`) => ({ id: `c${at}`, type: 'comment', at, body: { text } });

/** A stream that is read from memory, as the server pages it. */
class Stream {
  asked = [];
  failing = false;

  constructor(messages) {
    this.messages = messages;
  }

  page = async ({ from, to, limit, after }) => {
    this.asked.push(from);
    if (this.failing) {
      throw Object.assign(new Error('no'), { detail: 'no' });
    }
    const all = this.messages.filter(({ at }) => at >= from && at < to);
    const begin = Number(after ?? 0);
    return { messages: all.slice(begin, begin + limit), next: begin + limit < all.length ? String(begin + limit) : null };
  };
}

/** What a follower told. */
function follow(stream, clock = new ManualClock()) {
  const told = { passed: [], coming: [], jumps: 0, crowded: 0, trouble: null };
  const follower = new Follower({
    windows: new Windows({ page: stream.page }),
    clock,
    listener: {
      jumped: () => {
        told.jumps++;
        told.passed = [];
        told.coming = [];
      },
      passed: (messages) => told.passed.push(...messages.map(({ at }) => at)),
      coming: (messages) => told.coming.push(...messages.map(({ at }) => at)),
      crowded: () => told.crowded++,
      trouble: (problem) => {
        told.trouble = problem;
      },
    },
  });
  return { follower, told };
}

const settle = async () => {
  for (let i = 0; i < 50; i++) {
    await null;
  }
};

test('follower_timeRuns_tellsEachMessageOnceAndInOrder', async () => {
  const times = Array.from({ length: 200 }, (_, i) => i * 300);
  const { follower, told } = follow(new Stream(times.map((at) => comment(at))));
  for (let ms = 0; ms <= 61_000; ms += 250) {
    follower.follow(ms);
    await settle();
    assert.ok(told.passed.every((at) => at <= ms));
  }
  assert.deepEqual(told.passed, times);
  assert.deepEqual(told.coming, times);
  assert.equal(told.jumps, 1);
});

test('follower_jump_tellsWhatWasJustSaidAndWhatComesNext', async () => {
  const stream = new Stream(Array.from({ length: 600 }, (_, i) => comment(i * 1_000)));
  const { follower, told } = follow(stream);
  follower.follow(0);
  await settle();
  follower.follow(300_500);
  await settle();
  assert.equal(told.jumps, 2);
  assert.equal(told.passed.at(-1), 300_000);
  assert.ok(told.passed[0] >= 280_000 && told.passed[0] <= 286_000);
  assert.equal(told.coming[0], 301_000);
  follower.follow(100_000);
  await settle();
  assert.equal(told.passed.at(-1), 100_000);
  assert.ok(stream.asked.length < 15, 'a jump reads some windows, not the stream');
});

test('follower_jumpWhileReading_dropsTheOldAnswer', async () => {
  const stream = new Stream([comment(1_000), comment(500_000)]);
  const { follower, told } = follow(stream);
  follower.follow(2_000);
  follower.follow(500_000);
  await settle();
  assert.deepEqual(told.passed, [500_000]);
});

test('follower_readingFails_saysSoAndTriesAgain', async () => {
  const clock = new ManualClock();
  const stream = new Stream([comment(100)]);
  stream.failing = true;
  const { follower, told } = follow(stream, clock);
  follower.follow(1_000);
  await settle();
  assert.equal(told.trouble.detail, 'no');
  stream.failing = false;
  await clock.advance(2_000);
  await settle();
  assert.equal(told.trouble, null);
  assert.deepEqual(told.passed, [100]);
});

test('windows_aBusyOne_isReadPageByPageAndNotForEver', async () => {
  const some = new Windows({ page: new Stream(Array.from({ length: 1_200 }, (_, i) => comment(i))).page });
  assert.equal((await some.read(0)).messages.length, 1_200);
  const many = new Windows({ page: new Stream(Array.from({ length: 9_000 }, (_, i) => comment(i))).page });
  const { messages, whole } = await many.read(0);
  assert.equal(messages.length, 3_000);
  assert.equal(whole, false);
  assert.equal(many.startOf(-1), -10_000);
});

test('mergeRepeats_manyWhoSayTheSame_areOneWithTheirNumber', () => {
  const crowd = Array.from({ length: 312 }, (_, i) => comment(i, i % 2 === 0 ? '666' : ' 666 '));
  const merged = mergeRepeats([...crowd, comment(400, 'hello')], 5_000);
  assert.deepEqual(merged.map(flyingText), ['666 ×312', 'hello']);
  assert.equal(merged[0].at, 0);
});

test('mergeRepeats_twoPeopleLaterOnesAndOtherTypes_stay', () => {
  const like = { id: 'l', type: 'like', at: 2, body: { count: 1 } };
  const messages = [comment(0, 'a'), comment(1, 'a'), like, comment(6_000, 'a'), comment(6_001, 'a'), comment(6_002, 'A')];
  const merged = mergeRepeats(messages, 5_000);
  assert.deepEqual(merged.map(({ at, repeats }) => [at, repeats]), [[0, undefined], [1, undefined], [2, undefined], [6_000, 3]]);
});

test('choose_moreThanFit_takesThoseThatMostPeopleSaid', () => {
  const comments = [comment(0), comment(10), { ...comment(20), repeats: 9 }, comment(30), comment(1_500)];
  assert.deepEqual(choose(comments, 2).map(({ at }) => at), [0, 20, 1_500]);
  assert.equal(perSecond(1), 2);
  assert.equal(perSecond(16), 8);
});

test('columns_anyBuckets_areHeightsOverTheVideo', () => {
  assert.deepEqual(columns([{ at: -5, count: 2 }, { at: 0, count: 2 }, { at: 50, count: 1 }, { at: 100, count: 2 }], 100, 4), [1, 0, 0.5, 0]);
  assert.deepEqual(columns([], 100, 2), [0, 0]);
});

test('parseAddress_everyPart_isReadOrLeftOut', () => {
  const origin = 'https://live.example.com';
  const parse = (pathname, search) => parseAddress({ pathname, search, origin });
  assert.deepEqual(parse('/replay/r1', '?video=/v.mp4&offsetMs=-1500&t=1h2m3s'), {
    room: 'r1', video: 'https://live.example.com/v.mp4', offsetMs: -1500, at: 3_723_000,
  });
  assert.deepEqual(parse('/replay/r1', '?video=javascript:alert(1)&offsetMs=x&t=later'), { room: 'r1', video: null, offsetMs: 0, at: 0 });
  assert.equal(parse('/replay/', '').room, null);
  assert.equal(parse('/replay/a.b', '').room, null);
});

test('clockText_andParseMoment_agree', () => {
  assert.equal(clockText(754_900), '12:34');
  assert.equal(clockText(3_723_000), '1:02:03');
  assert.equal(clockText(-1), '0:00');
  assert.equal(parseMoment('90'), 90_000);
  assert.equal(parseMoment('12m30s'), 750_000);
  assert.equal(parseMoment('x'), null);
  assert.equal(parseMoment(null), null);
});
