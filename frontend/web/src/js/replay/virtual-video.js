// Something to play where there is no video: a picture with the stream's own clock, which behaves like a video of the
// stream's length. The player gets a canvas with the properties, methods and events of a media element that it uses.

const TICK_MS = 250;
const HAVE_ENOUGH_DATA = 4;

/**
 * A canvas that can be played.
 *
 * `draw(context, { width, height, ms })` paints the picture of a moment.
 */
export function virtualVideo({ durationMs, draw, now = () => performance.now() }) {
  const canvas = document.createElement('canvas');
  canvas.width = 1280;
  canvas.height = 720;
  const context = canvas.getContext('2d');
  const duration = Math.max(1, durationMs / 1_000);
  /** Where it was at a moment of the computer's clock; `since` is null while it stands still. */
  let place = 0;
  let since = null;
  let rate = 1;
  let volume = 1;
  let muted = false;
  let source = '';
  let timer = null;

  const tell = (...names) => names.forEach((name) => canvas.dispatchEvent(new Event(name)));
  const soon = (...names) => queueMicrotask(() => tell(...names));
  const time = () => Math.min(duration, since === null ? place : place + ((now() - since) / 1_000) * rate);
  const paint = () => draw(context, { width: canvas.width, height: canvas.height, ms: time() * 1_000 });
  const stand = () => {
    place = time();
    since = null;
    clearInterval(timer);
  };
  const tick = () => {
    paint();
    tell('timeupdate');
    if (time() >= duration) {
      stand();
      tell('pause', 'ended');
    }
  };
  const media = {
    currentTime: {
      get: time,
      set: (seconds) => {
        place = Math.min(duration, Math.max(0, Number(seconds) || 0));
        since = since === null ? null : now();
        paint();
        tell('seeking');
        soon('timeupdate', 'seeked', 'canplay');
      },
    },
    src: {
      get: () => source,
      set: (address) => {
        source = address;
        paint();
        soon('loadstart', 'loadedmetadata', 'durationchange', 'loadeddata', 'canplay', 'canplaythrough');
      },
    },
    playbackRate: {
      get: () => rate,
      set: (value) => {
        place = time();
        since = since === null ? null : now();
        rate = value;
        soon('ratechange');
      },
    },
    volume: { get: () => volume, set: (value) => { volume = value; soon('volumechange'); } },
    muted: { get: () => muted, set: (value) => { muted = value; soon('volumechange'); } },
    duration: { get: () => duration },
    paused: { get: () => since === null },
    playing: { get: () => since !== null },
    ended: { get: () => time() >= duration },
    readyState: { get: () => HAVE_ENOUGH_DATA },
    videoWidth: { get: () => canvas.width },
    videoHeight: { get: () => canvas.height },
    buffered: { get: () => ({ length: 1, start: () => 0, end: () => duration }) },
    play: {
      value: async () => {
        if (since !== null) {
          return;
        }
        if (place >= duration) {
          place = 0;
        }
        since = now();
        timer = setInterval(tick, TICK_MS);
        tell('play', 'playing');
      },
    },
    pause: {
      value: () => {
        if (since !== null) {
          stand();
          tell('pause');
        }
      },
    },
    load: { value: () => {} },
  };
  Object.defineProperties(canvas, media);
  return canvas;
}
