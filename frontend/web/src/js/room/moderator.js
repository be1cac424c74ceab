// What a moderator sees more than others: a delete button on every comment.

import { element } from '../dom.js';
import { pressTwice } from './press-twice.js';

const ROLES = ['moderator', 'ops'];

/** Only to show the buttons or not: the server judges. */
export function moderates({ uid, roles, canWrite }, host) {
  return canWrite && (uid === host || roles.some((role) => ROLES.includes(role)));
}

/** Hidden by the style sheet where the visitor does not moderate. */
export function deleteButton({ act, onError }) {
  const button = element('button', { type: 'button', class: 'row-delete' });
  pressTwice({ button, text: 'Delete', sureText: 'Really delete?', act, onError });
  return button;
}
