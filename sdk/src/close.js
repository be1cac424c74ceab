// Why a long connection ends: data, not errors.

export const CLOSE = {
  GOING_AWAY: 4000,
  SLOW_CONSUMER: 4001,
  IDLE: 4002,
  PROTOCOL_ERROR: 4003,
  UNAUTHORIZED: 4004,
  BANNED: 4005,
  TOO_MANY_CONNECTIONS: 4006,
  USE_POLLING: 4007,
};

/** What the client itself closes with: a hole in the chain of cursors, a silent server, or because it was told to. */
export const OWN_CLOSE = { HOLE: 4900, SILENT: 4901, DONE: 1000 };

/** A reason as every transport tells it. */
export function closing({ code = 1006, reason = '', afterMs = 0, to = [] } = {}) {
  return { code, reason, afterMs, to };
}
