// Where the ops page begins: signing in, and its sections.

import { parts, setText } from '../dom.js';
import { Ask } from './ask.js';
import { Audit } from './audit.js';
import { Clients } from './clients.js';
import { Decisions } from './decisions.js';
import { Explain } from './explain.js';
import { Grey } from './grey.js';
import { Guard } from './guard.js';
import { Lists } from './lists.js';
import { Nodes } from './nodes.js';
import { Notices } from './notices.js';
import { OpsApi } from './ops-api.js';
import { Overview } from './overview.js';
import { Rooms } from './rooms.js';
import { Sections } from './sections.js';
import { Session } from './session.js';
import { SignIn } from './sign-in.js';
import { Switches } from './switches.js';

const byId = (id) => document.getElementById(id);
const section = (name) => byId(`${name}-section`);
const session = new Session({ refused: () => leave('The server does not accept the token any more.') });
const api = new OpsApi(session);
const shared = { api, ask: new Ask(byId('ask')), notices: new Notices(byId('notices')), changed: () => sections.refresh() };

/** Several parts that are shown, and read, together. */
function together(root, makers) {
  const found = parts(root);
  const all = Object.entries(makers).map(([name, Part]) => new Part({ ...shared, root: found[`${name}Card`] }));
  return { root, refresh: () => Promise.all(all.map((part) => part.refresh?.())) };
}

const sections = new Sections({
  sections: {
    overview: new Overview({ ...shared, root: section('overview') }),
    rooms: new Rooms({ ...shared, root: section('rooms') }),
    nodes: new Nodes({ ...shared, root: section('nodes') }),
    rollout: together(section('rollout'), { grey: Grey, guard: Guard, clients: Clients, explain: Explain, lists: Lists }),
    switches: new Switches({ ...shared, root: section('switches') }),
    log: together(section('log'), { decisions: Decisions, audit: Audit }),
  },
  links: [...document.querySelectorAll('.ops-nav a')],
  status: byId('status'),
});

const signIn = new SignIn({ root: byId('sign-in'), session, api, done: enter });

function enter() {
  byId('console').hidden = false;
  byId('sign-out').hidden = false;
  setText(byId('who'), session.uid ?? '');
  sections.start();
}

function leave(why = '') {
  session.end();
  sections.stop();
  byId('console').hidden = true;
  byId('sign-out').hidden = true;
  signIn.open(why);
}

byId('sign-out').addEventListener('click', () => leave());
if (session.token === null) {
  signIn.open();
} else {
  enter();
}
