import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Telemetry } from '../src/telemetry.js';
import { ManualClock } from './manual-clock.js';

let clock;
let calls;
let answer;

beforeEach(() => {
  clock = new ManualClock();
  calls = [];
  answer = () => Promise.resolve();
});

function telemetry(options = {}) {
  const http = {
    call: (method, path, { body }) => {
      assert.equal(`${method} ${path}`, 'POST /v1/telemetry');
      calls.push(body);
      return answer();
    },
  };
  return new Telemetry({ http, who: () => ({ uid: 'u1', version: '1.0' }), clock, random: () => 0.5, ...options });
}

test('connects_areToldWithinSeconds_together', async () => {
  const told = telemetry();
  told.tell({ kind: 'connect', transport: 'websocket', ok: false, ms: 30 });
  await clock.advance(2_000);
  told.tell({ kind: 'connect', transport: 'websocket', ok: true, ms: 20 });
  assert.equal(calls.length, 0);
  await clock.advance(3_000);
  assert.deepEqual(calls, [[
    { uid: 'u1', version: '1.0', kind: 'connect', transport: 'websocket', ok: false, ms: 30 },
    { uid: 'u1', version: '1.0', kind: 'connect', transport: 'websocket', ok: true, ms: 20 },
  ]]);
});

test('delays_areToldAsTheLongestOfATime', async () => {
  const told = telemetry();
  for (const ms of [100, 90, 800.4, -3, 50]) {
    told.late('websocket', ms);
    await clock.advance(2_500);
  }
  await clock.advance(40_000);
  assert.deepEqual(calls.flat().map(({ kind, ms }) => ({ kind, ms })), [{ kind: 'delay', ms: 800 }]);
});

test('delays_ofAnotherTransport_areTheirOwn', async () => {
  const told = telemetry();
  told.late('polling', 1_900);
  told.late('websocket', 20);
  await clock.advance(40_000);
  assert.deepEqual(calls.flat().map(({ transport, ms }) => `${transport} ${ms}`), ['polling 1900']);
});

test('delays_ofWhoWasAway_areNotTold', async () => {
  const told = telemetry();
  told.late('websocket', 3_600_000);
  told.late('websocket', NaN);
  await clock.advance(60_000);
  assert.equal(calls.length, 0);
});

test('manyEvents_goInSeveralCalls_andTheRestIsLeftOut', async () => {
  const told = telemetry();
  for (let i = 0; i < 250; i += 1) {
    told.tell({ kind: 'gap', transport: 'websocket' });
  }
  told.flush();
  assert.deepEqual(calls.map(({ length }) => length), [40, 40, 20]);
  await clock.advance(60_000);
  assert.equal(calls.length, 3);
});

test('sample_isAskedEachTime', async () => {
  let share = 0.4;
  const told = telemetry({ sample: () => share });
  told.tell({ kind: 'gap', transport: 'websocket' });
  share = 0.6;
  told.tell({ kind: 'connect', transport: 'websocket', ok: true });
  told.flush();
  assert.deepEqual(calls.flat().map(({ kind }) => kind), ['connect']);
});

test('whateverFails_nothingIsThrown', async () => {
  answer = () => Promise.reject(new Error('away'));
  const told = telemetry();
  told.tell({ kind: 'gap', transport: 'websocket' });
  told.flush();
  await clock.advance(1);
  const broken = telemetry({
    who: () => {
      throw new Error('a mistake of the page');
    },
  });
  broken.tell({ kind: 'gap', transport: 'websocket' });
  broken.flush();
  assert.equal(calls.length, 1);
});
