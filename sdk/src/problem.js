// Errors as the server tells them (RFC 9457), and the network's.

/** A request that did not succeed. `status` is 0 when no answer came. */
export class Problem extends Error {
  constructor({ status, detail, retryAfterMs = null }) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.detail = detail;
    this.retryAfterMs = retryAfterMs;
  }

  static async of(response, nowMs = Date.now()) {
    const retryAfterMs = parseRetryAfter(response.headers.get('Retry-After'), nowMs);
    let told = {};
    try {
      told = await response.json();
    } catch {
      // A proxy's error page: the status has to do.
    }
    const detail = told?.detail || told?.title || `The server answered ${response.status}.`;
    return new Problem({ status: response.status, detail: String(detail), retryAfterMs });
  }

  static unreachable() {
    return new Problem({ status: 0, detail: 'The server cannot be reached.' });
  }
}

/** `Retry-After` in milliseconds: seconds or a date, null when absent or unreadable. */
export function parseRetryAfter(value, nowMs) {
  if (value === null || value === undefined || value.trim() === '') {
    return null;
  }
  if (/^\d+$/.test(value.trim())) {
    return Number(value) * 1000;
  }
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}
