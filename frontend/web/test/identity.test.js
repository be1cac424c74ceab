import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Identity } from '../src/js/identity/identity.js';
import { safeStorage } from '../src/js/identity/storage.js';
import { readToken } from '../src/js/identity/token.js';

function token(claims) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'ES256' })}.${part(claims)}.signature`;
}

/** No localStorage here, as in a strict browser: the memory takes its place. */
function identityWith(mint, now = () => 0) {
  return new Identity({ storage: safeStorage(() => { throw new Error('forbidden'); }), mint, now });
}

test('readToken_utf8NameOrNonsense', () => {
  assert.deepEqual(readToken(token({ sub: 'u1', name: '小明', roles: ['host'], exp: 5 })), { uid: 'u1', name: '小明', roles: ['host'], expiresAtMs: 5000 });
  for (const bad of ['', 'a.b', 'a.b.c', token({ name: 'no sub' })]) {
    assert.equal(readToken(bad), null);
  }
});

test('ensureToken_firstVisit_mintsOnceForCallersAtTheSameTime', async () => {
  let mints = 0;
  const identity = identityWith(async ({ uid, name }) => token({ sub: uid, name, n: ++mints }));
  assert.match(identity.uid, /^u-[a-z0-9]{12}$/);
  assert.match(identity.name, /^\w+ \w+$/);
  assert.equal(identity.canWrite, false);
  await Promise.all([identity.ensureToken(), identity.ensureToken()]);
  assert.equal(mints, 1);
  assert.equal(identity.canWrite, true);
});

test('ensureToken_serverGivesNone_readOnlyAndNotAskedAgain', async () => {
  let asked = 0;
  const identity = identityWith(async () => { asked += 1; return null; });
  await identity.ensureToken();
  await identity.ensureToken();
  assert.equal(asked, 1);
  assert.equal(identity.canWrite, false);
});

test('ensureToken_serverUnreachable_asksAgainLater', async () => {
  let asked = 0;
  const identity = identityWith(async ({ uid }) => {
    asked += 1;
    if (asked === 1) {
      throw new Error('down');
    }
    return token({ sub: uid });
  });
  await identity.ensureToken();
  assert.equal(identity.canWrite, false);
  await identity.ensureToken();
  assert.equal(identity.canWrite, true);
});

test('ensureToken_aboutToExpire_renews', async () => {
  let now = 0;
  let mints = 0;
  const identity = identityWith(async ({ uid }) => token({ sub: uid, exp: 86_400, n: ++mints }), () => now);
  await identity.ensureToken();
  now = 86_399_000;
  await identity.ensureToken();
  assert.equal(mints, 2);
});

test('renew_tokenThatWasReplacedMeanwhile_isLeftAlone', async () => {
  let mints = 0;
  const identity = identityWith(async ({ uid }) => token({ sub: uid, n: ++mints }));
  await identity.ensureToken();
  const refused = identity.token;
  await identity.renew(refused);
  await identity.renew(refused);
  assert.equal(mints, 2);
});

test('adopt_pastedToken_fixesWhoOneIs', () => {
  const identity = identityWith(async () => null);
  assert.equal(identity.adopt('nonsense'), false);
  assert.equal(identity.adopt(` ${token({ sub: 'u-host', name: 'Host' })}\n`), true);
  assert.deepEqual([identity.uid, identity.name, identity.isPasted], ['u-host', 'Host', true]);
});

test('rename_asksForATokenWithTheNewName', async () => {
  const identity = identityWith(async ({ uid, name }) => token({ sub: uid, name }));
  await identity.rename('Ann');
  assert.equal(readToken(identity.token).name, 'Ann');
});

test('roles_ofTheToken_orNone', () => {
  const identity = identityWith(async () => null);
  assert.deepEqual(identity.roles, []);
  identity.adopt(token({ sub: 'm', roles: ['moderator'] }));
  assert.deepEqual(identity.roles, ['moderator']);
});
