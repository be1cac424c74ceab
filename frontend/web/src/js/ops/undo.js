// How an entry of the audit is taken back. No DOM in here.

import { clockTime, valueText } from './words.js';

const isOfRules = ({ what }) => what.startsWith('routing ');

/**
 * `{ text, act(api, reason) }`, or null for what cannot be taken back from here. `rows` are the newest entries, the newest
 * first; `ended` when there are no older ones.
 */
export function undoOf(row, rows, ended) {
  if (isOfRules(row)) {
    return undoRules(row, rows, ended);
  }
  if (row.what.startsWith('switch ')) {
    return undoSwitch(row);
  }
  if (row.what.startsWith('drain ') && row.new !== null) {
    const node = row.what.slice('drain '.length);
    return { text: `Takes the drain of ${node} back: it takes new clients again.`, act: (api, reason) => api.undrain(node, reason) };
  }
  return null;
}

/** Rules go back as a whole: to those before this change, without what came after it. */
function undoRules(row, rows, ended) {
  const older = rows.find((it) => isOfRules(it) && it.version < row.version);
  if (older === undefined && !ended) {
    return null;
  }
  const before = older?.version ?? 0;
  const later = rows.filter((it) => isOfRules(it) && it.version > row.version).map(({ version }) => version);
  const also = later.length === 0 ? '' : ` This also takes back what came later: version ${later.reverse().join(', ')}.`;
  return {
    text: `The grey release and both lists become what they were before (version ${before}).${also}`,
    act: (api, reason) => api.undo(before, reason),
  };
}

function undoSwitch({ what, old }) {
  const name = what.slice('switch '.length);
  if (old === null) {
    return { text: `Puts ${name} back to its default.`, act: (api, reason) => api.resetSwitch(name, reason) };
  }
  const left = (old.until ?? Infinity) - Date.now();
  if (left < 1_000) {
    return null;
  }
  return {
    text: `Sets ${name} to ${valueText(old.value)} again${old.until === undefined ? '' : `, until ${clockTime(old.until)}`}.`,
    act: (api, reason) =>
      api.setSwitch(name, { value: old.value, forMs: Number.isFinite(left) ? Math.round(left) : undefined, reason }),
  };
}
