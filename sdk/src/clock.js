// Time as the client's parts see it. Tests hand in another object of the same shape.

export const systemClock = {
  /** Milliseconds that never jump back, even when the computer's clock is set. */
  now: () => performance.now(),
  setTimeout: (task, delayMs) => setTimeout(task, delayMs),
  clearTimeout: (timer) => clearTimeout(timer),
};
