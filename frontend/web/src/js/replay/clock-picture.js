// The picture of a virtual video: lights that wander with the stream's time, its title, and its clock.

import { clockText } from './times.js';

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK SC", sans-serif';

/** A `draw` for `virtualVideo`. `startedAt` is when the stream began, in ms since 1970. */
export function clockPicture({ title, startedAt, offsetMs }) {
  return (context, { width, height, ms }) => {
    const turn = ms / 40_000;
    context.fillStyle = '#0e1230';
    context.fillRect(0, 0, width, height);
    light(context, width * (0.25 + 0.12 * Math.sin(turn)), height * (0.2 + 0.15 * Math.cos(turn * 1.3)), width * 0.6, '#d43c8c');
    light(context, width * (0.8 + 0.1 * Math.cos(turn * 0.8)), height * (0.9 + 0.12 * Math.sin(turn)), width * 0.65, '#3478ff');
    context.textAlign = 'center';
    write(context, title, { at: [width / 2, height * 0.42], size: 54, color: '#ffffff66', most: width * 0.86 });
    write(context, clockText(ms), { at: [width / 2, height * 0.56], size: 84, color: '#ffffffb0', most: width * 0.9 });
    const moment = new Date(startedAt + ms - offsetMs);
    write(context, Number.isNaN(moment.getTime()) ? '' : moment.toLocaleString(), {
      at: [width / 2, height * 0.64], size: 26, color: '#ffffff66', most: width * 0.9,
    });
    write(context, 'There is no video of this stream: this is its clock.', {
      at: [width / 2, height * 0.7], size: 20, color: '#ffffff4d', most: width * 0.9,
    });
  };
}

function light(context, x, y, radius, color) {
  const gradient = context.createRadialGradient(x, y, 0, x, y, radius);
  gradient.addColorStop(0, `${color}88`);
  gradient.addColorStop(1, `${color}00`);
  context.fillStyle = gradient;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
}

function write(context, text, { at: [x, y], size, color, most }) {
  context.font = `700 ${size}px ${FONT}`;
  context.fillStyle = color;
  context.fillText(text, x, y, most);
}
