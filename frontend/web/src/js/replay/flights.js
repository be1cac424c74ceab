// Which of a busy second's comments fly: no more than a screen of that height can show. The list has them all.

/** A comment is on its way for about five seconds, and another one can follow it in its row after two. */
const SECONDS_BETWEEN = 2;

/** So many may start in a second where there are so many rows. */
export function perSecond(rows) {
  return Math.max(2, Math.floor(rows / SECONDS_BETWEEN));
}

/** The comments that fly, in order; of each second those that the most people said, then the first. */
export function choose(comments, most) {
  const bySecond = new Map();
  for (const comment of comments) {
    const second = Math.floor(comment.at / 1_000);
    bySecond.set(second, [...(bySecond.get(second) ?? []), comment]);
  }
  return [...bySecond.values()].flatMap((all) =>
    [...all]
      .sort((one, other) => (other.repeats ?? 1) - (one.repeats ?? 1) || one.at - other.at)
      .slice(0, most)
      .sort((one, other) => one.at - other.at),
  );
}

/** The text that flies. */
export function flyingText({ body, repeats }) {
  return repeats === undefined ? body.text : `${body.text} ×${repeats}`;
}
