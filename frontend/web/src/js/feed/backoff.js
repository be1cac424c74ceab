// How long to wait before the next attempt.

const BASE_MS = 1_000;
const MAX_MS = 30_000;

/** Exponential with jitter: attempt 1 waits 0.5 to 1 s, then up to twice as long each time, at most 30 s. */
export function backoffMs(attempt, random = Math.random) {
  const ceiling = Math.min(MAX_MS, BASE_MS * 2 ** Math.min(attempt - 1, 16));
  return Math.round(ceiling / 2 + (ceiling / 2) * random());
}

/** The interval ±10 %, so that the viewers of a room do not poll in step. */
export function jittered(intervalMs, random = Math.random) {
  return Math.round(intervalMs * (0.9 + 0.2 * random()));
}
