// How it goes now and how it went in the last quarter of an hour.

import { parts, setText } from '../dom.js';
import { Clients } from './clients.js';
import { Plot } from './plot.js';
import { Telemetry } from './telemetry.js';
import { number, span } from './words.js';

const KEPT_MS = 15 * 60_000;
const perSecond = (value) => `${number(value)}/s`;

export class Overview {
  #api;
  #parts;
  #clients;
  #telemetry;
  #plots;
  #moments = [];

  constructor({ root, api }) {
    this.root = root;
    this.#api = api;
    this.#parts = parts(root);
    this.#clients = new Clients({ root: this.#parts.clients, api });
    this.#telemetry = new Telemetry({ root: this.#parts.telemetry, api, keptMs: KEPT_MS });
    const plot = (name, title, value) => new Plot({ place: this.#parts[name], title, value });
    this.#plots = {
      rates: plot('ratesPlot', 'Messages and polls', perSecond),
      visible: plot('visiblePlot', 'Send → visible', span),
      pushed: plot('pushedPlot', 'Visible → told to connectors', span),
      delivered: plot('deliveredPlot', 'Send → delivered, as clients report', span),
      drops: plot('dropsPlot', 'Dropped or refused, by reason', perSecond),
    };
  }

  async refresh() {
    const since = this.#moments.at(-1)?.at ?? 0;
    const [moments] = await Promise.all([this.#api.plots(since), this.#clients.refresh(), this.#telemetry.refresh()]);
    const newest = moments.at(-1)?.at ?? since;
    this.#moments = [...this.#moments, ...moments].filter(({ at }) => at > newest - KEPT_MS);
    this.#drawPlots();
    this.#drawTiles(this.#moments.at(-1));
  }

  #drawPlots() {
    const times = this.#moments.map(({ at }) => at / 1000);
    const of = (value) => this.#moments.map((moment) => value(moment) ?? null);
    this.#plots.rates.show(times, [
      ['accepted', of((it) => it.acceptedPerS)], ['visible', of((it) => it.visiblePerS)], ['polls', of((it) => it.pollsPerS)],
    ]);
    this.#plots.visible.show(times, [['p50', of((it) => it.visible.p50)], ['p99', of((it) => it.visible.p99)]]);
    this.#plots.pushed.show(times, [['p50', of((it) => it.pushed.p50)], ['p99', of((it) => it.pushed.p99)]]);
    this.#plots.delivered.show(...this.#telemetry.plot());
    const reasons = [...new Set(this.#moments.flatMap(({ drops }) => Object.keys(drops)))].sort();
    this.#plots.drops.show(times, reasons.length === 0
      ? [['nothing dropped', of(() => 0)]]
      : reasons.map((reason) => [reason.replace('.', ': '), of((it) => it.drops[reason] ?? 0)]));
  }

  #drawTiles(moment) {
    const { accepted, visible, p99, dropped } = this.#parts;
    setText(accepted, moment === undefined ? '–' : perSecond(moment.acceptedPerS));
    setText(visible, moment === undefined ? '–' : perSecond(moment.visiblePerS));
    setText(p99, span(this.#moments.findLast((it) => it.visible.p99 !== undefined)?.visible.p99));
    const drops = Object.values(moment?.drops ?? {}).reduce((sum, rate) => sum + rate, 0);
    setText(dropped, moment === undefined ? '–' : perSecond(drops));
    dropped.classList.toggle('is-bad', drops > 0);
  }
}
