/** A message as the room's log has it. */
export interface Message {
  id: string;
  type: 'comment' | 'gift' | 'like' | 'member' | 'status' | 'system' | string;
  room?: string;
  from?: { uid: string; name: string };
  /** When it was accepted, in ms since 1970. */
  sentAt: number;
  /** In ms since the stream began. */
  at: number;
  body: Record<string, unknown>;
}

export type Preference = 'auto' | 'websocket' | 'sse' | 'polling';

export interface Options {
  /** The address in front of `/v1`, such as `https://live.example.com`; left out: the page's own. */
  server?: string;
  room: string;
  /** A token, or a function that gives one, or null, when it is needed. Reading needs none. */
  token?: string | null | (() => string | null | Promise<string | null>);
  /** Called when the server has refused the token used; resolves when another one may be there. */
  renewToken?: (used: string) => Promise<void>;
  /** Who asks for a route: the server decides by these who gets a long connection. */
  uid?: string | null | (() => string | null);
  device?: string | null | (() => string | null);
  version?: string | null;
  platform?: string | null;
  /** Such as `wifi`; for telemetry only. */
  network?: string | null;
  /** Where to go on reading; left out: the newest page, then what comes. */
  cursor?: string | null;
  /** `auto` follows the server's route. */
  prefer?: Preference;
  /** How many message ids are remembered, so that none is told twice. */
  remember?: number;
  /** How often the server is asked whether this client should have a long connection. */
  routeEveryMs?: number;
  /** Whether to report how connecting goes and how late messages come; on unless it is false. */
  telemetry?: boolean;
  /** Which share of clients reports, 0 to 1; the server may lower it. */
  telemetrySample?: number;
  fetch?: typeof fetch;
  WebSocket?: new (url: string, protocols: string[]) => WebSocket;
  clock?: {
    now(): number;
    setTimeout(task: () => void, delayMs: number): unknown;
    clearTimeout(timer: unknown): void;
  };
  random?: () => number;
}

/** How messages come just now. */
export type TransportState =
  | { name: 'connecting' }
  | { name: 'websocket'; node: string }
  | { name: 'sse' }
  /** `degraded`: a long connection was wanted and could not be had; it is tried again. */
  | { name: 'polling'; everyMs: number; degraded: boolean; reason?: string }
  /** `retryAt` is a time of the clock, `performance.now()` by default. */
  | { name: 'retrying'; reason: string; retryAt: number }
  | { name: 'ended'; reason: string };

/** Messages that came together, in the room's order, without those told before. */
export interface Batch {
  topic: string;
  messages: Message[];
  /** Whether this is the history that a new reader finds. */
  first: boolean;
  gap: boolean;
  leftOut: number;
  transport: 'websocket' | 'sse' | 'polling';
}

export interface Events {
  message: Message;
  batch: Batch;
  transport: TransportState;
  /** Messages may be missing, because they are no longer kept. */
  gap: { topic: string; transport: string };
  /** The server left messages out on purpose, in a room with more of them than can be read. */
  leftOut: { topic: string; count: number; total: number };
  /** What is known of the room; what has not been told is absent. */
  room: { state?: 'live' | 'archiving' | 'ended'; online?: number };
  end: { reason: string };
}

export class DanmakuClient {
  constructor(options: Options);
  /** Returns a function that takes the listener off again. */
  on<E extends keyof Events>(event: E, listener: (value: Events[E]) => void): () => void;
  off<E extends keyof Events>(event: E, listener: (value: Events[E]) => void): void;
  start(): this;
  /** Ends everything; nothing is told afterwards. */
  stop(): void;
  /** Changes the transport in mid-stream. Nothing is missed, nothing is told twice. */
  prefer(wish: Preference): void;
  /** Drops all connections, stays away for a time, and goes on from the cursor. */
  cut(forMs?: number): void;
  /** The network may be back, or the page is looked at again: what waits is tried now. */
  wake(): void;
  /** Something is expected soon: a polling client asks after this time, if the server allows. */
  hurry(delayMs?: number): void;
  /** Resolves when the message is safe. Rejects with a Problem. */
  send(message: { type?: string; body: Record<string, unknown>; id?: string }): Promise<{
    id: string;
    room: string;
    type: string;
    sentAt: number;
  }>;
  /** Where reading goes on. */
  readonly cursor: string | null;
  readonly leftOut: number;
}

/** A call that did not succeed, as the server tells it (RFC 9457). */
export class Problem extends Error {
  /** 0 when no answer came. */
  readonly status: number;
  readonly detail: string;
  readonly retryAfterMs: number | null;
  constructor(told: { status: number; detail: string; retryAfterMs?: number | null });
  static of(response: Response, nowMs?: number): Promise<Problem>;
  static unreachable(): Problem;
}

/** Other calls of the HTTP interface: with the token, renewed when it is refused, errors as Problems. */
export class Http {
  constructor(options: Pick<Options, 'server' | 'fetch' | 'renewToken'> & { token?: () => string | null | Promise<string | null> });
  /** Resolves with a good answer or 304. */
  call(method: string, path: string, options?: Omit<RequestInit, 'body' | 'method'> & { body?: unknown }): Promise<Response>;
  json<T = unknown>(method: string, path: string, options?: Omit<RequestInit, 'body' | 'method'> & { body?: unknown }): Promise<T>;
}

/** `Retry-After` in milliseconds; null when it is absent or unreadable. */
export function parseRetryAfter(value: string | null, nowMs: number): number | null;

/** The codes that long connections are closed with. */
export const CLOSE: {
  readonly GOING_AWAY: 4000;
  readonly SLOW_CONSUMER: 4001;
  readonly IDLE: 4002;
  readonly PROTOCOL_ERROR: 4003;
  readonly UNAUTHORIZED: 4004;
  readonly BANNED: 4005;
  readonly TOO_MANY_CONNECTIONS: 4006;
  readonly USE_POLLING: 4007;
};
