// Figures and times in words. No DOM in here.

/** 1234 → `1,234`; 0.25 → `0.25`; 12.34 → `12`. */
export function number(value) {
  if (!Number.isFinite(value)) {
    return '–';
  }
  const digits = value !== 0 && Math.abs(value) < 10 ? 2 : 0;
  return value.toLocaleString('en', { maximumFractionDigits: Number.isInteger(value) ? 0 : digits });
}

/** Milliseconds: `0.42 ms`, `35 ms`, `1.2 s`, `3 min`. */
export function span(ms) {
  if (!Number.isFinite(ms)) {
    return '–';
  }
  if (ms < 1_000) {
    return `${number(ms)} ms`;
  }
  if (ms < 60_000) {
    return `${Math.round(ms / 100) / 10} s`;
  }
  if (ms < 3_600_000) {
    return `${Math.round(ms / 60_000)} min`;
  }
  return ms < 172_800_000 ? `${Math.round(ms / 3_600_000)} h` : `${Math.round(ms / 86_400_000)} days`;
}

export function bytes(count) {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let value = count;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${number(unit === 0 ? value : Math.round(value * 10) / 10)} ${units[unit]}`;
}

export function percent(share) {
  return `${number(Math.round(share * 1000) / 10)} %`;
}

/** `17:05:09`, with the date when it is not today's. */
export function clockTime(at, now = Date.now()) {
  const date = new Date(at);
  const time = date.toLocaleTimeString('en-GB');
  return date.toDateString() === new Date(now).toDateString()
    ? time
    : `${date.toLocaleDateString('en-CA')} ${time}`;
}

/** `ends in 4 min`; empty when it does not end by itself. */
export function ending(until, now = Date.now()) {
  return until === undefined || until === null ? '' : `ends in ${span(Math.max(0, until - now))}`;
}

/** A value of the audit on one line. */
export function valueText(value) {
  if (value === null || value === undefined) {
    return '–';
  }
  if (typeof value !== 'object') {
    return String(value);
  }
  const isTime = (name, it) => ['until', 'pinnedUntil'].includes(name) && Number.isFinite(it);
  return Object.entries(value)
    .filter(([, it]) => it !== null)
    .map(([name, it]) => `${name} ${isTime(name, it) ? clockTime(it) : valueText(it)}`)
    .join(', ');
}
