// How long to wait before the next attempt, by the numbers of the route's answer.

export const DEFAULT_BACKOFF = { baseMs: 1_000, maxMs: 30_000, factor: 2, jitter: 0.5 };

/** Attempt 1 waits baseMs, each later one factor times as long, maxMs at most; less by up to the part `jitter` of it. */
export function backoffMs(attempt, { baseMs, maxMs, factor, jitter } = DEFAULT_BACKOFF, random = Math.random) {
  const whole = Math.min(maxMs, baseMs * factor ** Math.min(attempt - 1, 32));
  return Math.round(whole * (1 - jitter * random()));
}

/** The interval ±10 %, so that the viewers of a room do not ask in step. */
export function jittered(intervalMs, random = Math.random) {
  return Math.round(intervalMs * (0.9 + 0.2 * random()));
}
