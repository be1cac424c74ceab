// What the program is told of how messages reach it: the event `transport`.

/** The state of a session in the words of that event; its parts are those of `Session`. */
export function transportState({ ended, cut, long, poller, cursor, wantsLong, failing, retry, everyMs }) {
  if (ended !== null) {
    return { name: 'ended', reason: ended.reason };
  }
  if (cut !== null) {
    return { name: 'retrying', reason: 'The connection was cut.', retryAt: cut.until };
  }
  if (long !== null) {
    const { transport, kind } = long;
    return { name: kind, ...(transport.url ? { node: transport.url } : {}) };
  }
  const trouble = poller?.trouble ?? null;
  if (trouble !== null) {
    return { name: 'retrying', ...trouble };
  }
  if (cursor === null) {
    return { name: 'connecting' };
  }
  if (!wantsLong) {
    return { name: 'polling', everyMs: poller?.everyMs ?? everyMs, degraded: false };
  }
  if (failing) {
    return { name: 'polling', everyMs: poller?.everyMs ?? everyMs, degraded: true, reason: retry?.reason ?? 'No long connection.' };
  }
  return retry === null ? { name: 'connecting' } : { name: 'retrying', reason: retry.reason, retryAt: retry.at };
}
