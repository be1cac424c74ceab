// A combo: the same gift by the same sender again and again, told in a few messages.

export function comboKey({ from, body }) {
  return `${from?.uid} ${body.gift}`;
}

/** Whether a gift's message goes on with what one before it began. */
export function isMoreOfACombo(body) {
  return body.combo !== undefined && body.combo > (body.count ?? 1);
}

/** What stands behind the ×: all of the combo so far, or just this gift. */
export function shownCount(body) {
  return body.combo ?? body.count ?? 1;
}
