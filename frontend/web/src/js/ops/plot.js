// One live plot over time, in the page's colours.

import uPlot from '/vendor/uplot/dist/uPlot.esm.js';
import { element } from '../dom.js';

const COLORS = ['#5ad7ff', '#ff5c8a', '#ffc35c', '#4ee08d', '#8b5cff', '#ff7285', '#aab1d0', '#cdbbff'];
const HEIGHT = 170;

export class Plot {
  #place;
  #value;
  #names = null;
  #plot = null;

  /** `value(number)` is the text of a value with its unit. */
  constructor({ place, title, value }) {
    this.#value = value;
    this.#place = element('div', { class: 'plot' });
    place.append(element('h3', {}, title), this.#place);
    new ResizeObserver(() => this.#plot?.setSize({ width: this.#width, height: HEIGHT })).observe(this.#place);
  }

  /** `times` in seconds; `series` as `[[name, values]]`, null where nothing is known. */
  show(times, series) {
    const names = series.map(([name]) => name).join('\n');
    const data = [times, ...series.map(([, values]) => values)];
    if (names !== this.#names) {
      this.#names = names;
      this.#plot?.destroy();
      this.#plot = new uPlot(this.#options(series), data, this.#place);
    } else {
      this.#plot.setData(data);
    }
    // After uPlot has drawn, which it does when this is over.
    queueMicrotask(() => this.#tellLatest(times.length - 1));
  }

  /** While nobody points at a moment, the legend tells the latest. */
  #tellLatest(last) {
    const { idx } = this.#plot.cursor;
    if (last >= 0 && (idx === null || idx === undefined)) {
      this.#plot.setLegend({ idx: last });
    }
  }

  get #width() {
    return Math.max(120, this.#place.clientWidth);
  }

  #options(series) {
    const line = { stroke: '#868eb3', grid: { stroke: '#ffffff12', width: 1 }, ticks: { show: false }, font: '11px system-ui' };
    return {
      width: this.#width,
      height: HEIGHT,
      cursor: { points: { size: 6 }, drag: { x: false, y: false }, sync: { key: 'ops' } },
      scales: { y: { range: (plot, min, max) => [0, max > 0 ? max * 1.1 : 1] } },
      axes: [
        { ...line, size: 30, values: (plot, ticks) => ticks.map((at) => tickTime(at, ticks)) },
        { ...line, size: 56, values: (plot, ticks) => ticks.map((tick) => this.#value(tick)) },
      ],
      series: [
        { label: 'at', value: (plot, at) => (at === null || at === undefined ? '–' : new Date(at * 1000).toLocaleTimeString('en-GB')) },
        ...series.map(([label], index) => ({
          label,
          stroke: COLORS[index % COLORS.length],
          width: 1.6,
          points: { show: false },
          spanGaps: false,
          value: (plot, value) => (value === null || value === undefined ? '–' : this.#value(value)),
        })),
      ],
    };
  }
}

/** Seconds only where two ticks may be of one minute. */
function tickTime(at, ticks) {
  const close = ticks.length > 1 && ticks[1] - ticks[0] < 60;
  const time = { hour: '2-digit', minute: '2-digit', ...(close ? { second: '2-digit' } : {}) };
  return new Date(at * 1000).toLocaleTimeString('en-GB', time);
}
