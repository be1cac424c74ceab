// The page of one finished stream: the player, the curve below it and the list beside it, all at the same moment.

import { fromTemplate, parts, setText } from '../dom.js';
import { MessageList } from '../room/message-list.js';
import { shortCount } from '../text.js';
import { clockPicture } from './clock-picture.js';
import { DensityCurve } from './density-curve.js';
import { Follower } from './follower.js';
import { Player } from './player.js';
import { virtualVideo } from './virtual-video.js';
import { Windows } from './windows.js';

/** Where a virtual video comes from; nothing is fetched from there. */
const NO_VIDEO = 'about:blank';

export class Replay {
  #room;
  #address;
  #root = fromTemplate('replay-template');
  #parts = parts(this.#root);
  #player;
  #curve;
  #list;
  #follower;

  /** `address` is what `parseAddress` found. */
  constructor({ api, address }) {
    this.#room = address.room;
    this.#address = address;
    const windows = new Windows({ page: (question) => api.replay(this.#room, question) });
    this.#follower = new Follower({ windows, listener: this.#listener() });
  }

  /** Shows the replay in the view, which must be in the document. `density` is `[{ at, count }]` by stream time. */
  open(view, { facts, durationMs, density }) {
    const part = this.#parts;
    const { video, offsetMs } = this.#address;
    view.replaceChildren(this.#root);
    this.#showFacts(facts, density);
    this.#list = new MessageList({ list: part.messages, newButton: part.newMessages, deleteButton: () => null });
    const virtual = video === null
      ? virtualVideo({
        durationMs: Math.max(1_000, durationMs + offsetMs),
        draw: clockPicture({ title: facts.title, startedAt: facts.startedAt, offsetMs }),
      })
      : null;
    this.#player = new Player({ container: part.player, url: video ?? NO_VIDEO, virtual });
    this.#curve = new DensityCurve({ root: part.curve, label: part.time, seek: (ms) => this.#player.seek(ms) });
    const buckets = density.map(({ at, count }) => ({ at: at + offsetMs, count }));
    this.#player.on('ready', () => {
      // A video that is still being written does not know how long it is.
      this.#curve.show(buckets, this.#player.durationMs || Math.max(1_000, durationMs + offsetMs));
      if (this.#address.at > 0) {
        this.#player.seek(this.#address.at);
      }
      this.#follow();
    });
    for (const event of ['video:timeupdate', 'video:seeking', 'video:seeked']) {
      this.#player.on(event, () => this.#follow());
    }
    this.#player.on('video:error', () => this.#tellNoVideo());
  }

  #follow() {
    this.#curve.at(this.#player.ms);
    this.#follower.follow(this.#player.ms - this.#address.offsetMs);
  }

  #listener() {
    const inVideo = (message) => ({ ...message, at: message.at + this.#address.offsetMs });
    return {
      jumped: () => {
        this.#list.clear();
        this.#player.clear();
      },
      passed: (messages) => this.#list.add(messages, { ownUid: null }),
      coming: (messages) => this.#player.add(messages.filter(({ type }) => type === 'comment').map(inVideo)),
      crowded: () => this.#list.notice('More was said in these seconds than can be shown.', 'gap'),
      trouble: (problem) => this.#tell(problem === null ? '' : `${problem.detail ?? 'The messages could not be read.'} Trying again…`),
    };
  }

  #showFacts({ title, area, host, hostName, startedAt }, density) {
    const part = this.#parts;
    const sum = (buckets) => buckets.reduce((all, { count }) => all + count, 0);
    const all = sum(density);
    const early = sum(density.filter(({ at }) => at < 0));
    document.title = `${title} · Replay · Danmaku`;
    setText(part.title, title);
    setText(part.area, area ?? '');
    part.area.hidden = !area;
    setText(part.host, `by ${hostName ?? host} · ${new Date(startedAt).toLocaleDateString()}`);
    setText(part.count, all === 0 ? 'No messages' : `${shortCount(all)} ${all === 1 ? 'message' : 'messages'}`);
    setText(part.early, early === 0 ? '' : `· ${shortCount(early)} before the start`);
    part.nothing.hidden = all > 0;
  }

  #tell(text) {
    setText(this.#parts.troubleText, text);
    this.#parts.trouble.hidden = text === '';
  }

  #tellNoVideo() {
    this.#parts.withoutVideo.hidden = false;
    this.#parts.withoutVideo.href = window.location.pathname;
    this.#tell('This video cannot be played.');
  }
}
