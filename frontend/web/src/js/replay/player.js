// ArtPlayer, set up for a replay. Its scripts come before this one and put themselves into the global scope.

import { cssColor, validColor } from '../text.js';
import { choose, flyingText, perSecond } from './flights.js';

const THEME = '#ff5c8a';
/** More comments than this slow the plug-in down, which keeps all it was ever given. */
const MOST_KEPT = 15_000;
const NARROW_PX = 600;
/** As the plug-in counts them, and as recordings do. */
const MODES = { scroll: 0, top: 1, bottom: 2, 1: 0, 4: 2, 5: 1 };
const ACROSS = 0;
const TOP = 1;
const COMMENTS_ICON = '<svg viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round"><path d="M9 7h11M4 12h12M8 17h9"/></svg>';

export class Player {
  #art;
  #comments;
  #upcoming = [];
  #kept = 0;
  #still = window.matchMedia('(prefers-reduced-motion: reduce)');

  /** Plays the video at `url`, or what `virtual` is, a canvas that behaves like one. */
  constructor({ container, url, virtual = null }) {
    const { Artplayer, artplayerPluginDanmuku } = globalThis;
    Artplayer.LOG_VERSION = false;
    const narrow = container.clientWidth < NARROW_PX;
    this.#art = new Artplayer({
      container,
      url,
      lang: 'en',
      theme: THEME,
      proxy: virtual === null ? undefined : () => virtual,
      playbackRate: true,
      setting: true,
      fullscreen: document.fullscreenEnabled === true,
      fullscreenWeb: document.fullscreenEnabled !== true,
      miniProgressBar: true,
      pip: virtual === null && document.pictureInPictureEnabled === true,
      controls: [{
        name: 'comments', position: 'right', index: 5, html: COMMENTS_ICON, tooltip: 'Flying comments',
        click: () => this.#toggle(),
      }],
      plugins: [artplayerPluginDanmuku({
        danmuku: [],
        speed: narrow ? 5 : 7,
        fontSize: narrow ? 17 : 24,
        margin: [8, '25%'],
        antiOverlap: true,
        synchronousPlayback: true,
        emitter: false,
        // Its own buttons speak Chinese only; ours take their place.
        mount: document.createElement('div'),
      })],
    });
    this.#comments = this.#art.plugins.artplayerPluginDanmuku;
    if (this.#art.contextmenu.version !== undefined) {
      this.#art.contextmenu.remove('version');
    }
    this.#art.template.$player.classList.toggle('art-virtual', virtual !== null);
  }

  on(event, listener) {
    this.#art.on(event, listener);
  }

  get ms() {
    return this.#art.currentTime * 1_000;
  }

  get durationMs() {
    return this.#art.duration * 1_000;
  }

  seek(ms) {
    this.#art.seek = ms / 1_000;
  }

  /** Takes all comments off the screen, and forgets those to come. */
  clear() {
    this.#upcoming = [];
    this.#reload();
  }

  /** Comments to come, with `at` in ms of the video. */
  add(comments) {
    if (this.#kept > MOST_KEPT) {
      this.#upcoming = this.#upcoming.filter(({ at }) => at > this.ms);
      this.#reload();
      this.#give(this.#upcoming);
    }
    const chosen = choose(comments, perSecond(this.#rows()));
    this.#upcoming = [...this.#upcoming.filter(({ at }) => at > this.ms), ...chosen];
    this.#give(chosen);
  }

  #give(comments) {
    this.#kept += comments.length;
    this.#comments.load(comments.map((comment) => this.#flight(comment)));
  }

  #reload() {
    this.#kept = 0;
    this.#comments.load();
  }

  #flight(comment) {
    const color = validColor(comment.body.color);
    const mode = this.#still.matches ? TOP : (MODES[comment.body.mode] ?? ACROSS);
    return {
      id: comment.id,
      text: flyingText(comment),
      time: Math.max(1, comment.at) / 1_000,
      mode,
      ...(color === null ? {} : { color: cssColor(color) }),
    };
  }

  #rows() {
    return (this.#art.template.$player.clientHeight * 0.75) / (this.#comments.option.fontSize * 1.3);
  }

  #toggle() {
    const hidden = this.#comments.isHide;
    if (hidden) {
      this.#comments.show();
    } else {
      this.#comments.hide();
    }
    this.#art.template.$player.classList.toggle('art-comments-off', !hidden);
    this.#art.notice.show = hidden ? 'Flying comments on' : 'Flying comments off';
  }
}
