import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { moderates } from '../src/js/room/moderator.js';
import { pressTwice } from '../src/js/room/press-twice.js';

class FakeButton extends EventTarget {
  textContent = '';
  disabled = false;
  classes = new Set();
  classList = { add: (name) => this.classes.add(name), remove: (name) => this.classes.delete(name) };

  press() {
    this.dispatchEvent(new Event('click'));
  }
}

test('moderates_hostModeratorsAndOps', () => {
  const visitor = { uid: 'ann', roles: [], canWrite: true };
  assert.equal(moderates(visitor, 'bob'), false);
  assert.equal(moderates(visitor, 'ann'), true);
  assert.equal(moderates({ ...visitor, roles: ['moderator'] }, 'bob'), true);
  assert.equal(moderates({ ...visitor, roles: ['service', 'ops'] }, 'bob'), true);
  assert.equal(moderates({ ...visitor, roles: ['host', 'service'] }, 'bob'), false);
  assert.equal(moderates({ ...visitor, canWrite: false }, 'ann'), false);
});

test('pressTwice_secondPressWithinFourSeconds_acts', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const button = new FakeButton();
  const problems = [];
  let acts = 0;
  const act = async () => {
    acts += 1;
    throw new Error('refused');
  };
  pressTwice({ button, text: 'Delete', sureText: 'Really?', act, onError: (problem) => problems.push(problem.message) });
  assert.equal(button.textContent, 'Delete');

  button.press();
  assert.equal(button.textContent, 'Really?');
  mock.timers.tick(4_000);
  assert.equal(button.textContent, 'Delete');
  button.press();
  assert.equal(acts, 0);

  button.press();
  await Promise.resolve();
  await Promise.resolve();
  assert.equal(acts, 1);
  assert.deepEqual(problems, ['refused']);
  assert.equal(button.disabled, false);
  mock.timers.reset();
});
