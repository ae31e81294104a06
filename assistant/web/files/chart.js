// A figure over the runs: a line of values in the band of their intervals, shares always from 0 to 1.

import { day } from './dates.js';
import { make } from './make.js';

const SPACE = 'http://www.w3.org/2000/svg';
const [WIDTH, HEIGHT, EDGE] = [200, 56, 4];

function shape(tag, attributes, ...children) {
  const made = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

export function chart(metric, runs) {
  const points = runs.map((run) => ({ run, ...run.metrics[metric.name] })).filter(({ value }) => typeof value === 'number');
  if (!points.length) return null;
  const top = metric.share ? 1 : Math.max(...points.map(({ value, high }) => high ?? value)) || 1;
  const x = (at) => (points.length > 1 ? EDGE + ((WIDTH - 2 * EDGE) * at) / (points.length - 1) : WIDTH / 2);
  const y = (value) => EDGE + (HEIGHT - 2 * EDGE) * (1 - Math.min(1, value / top));
  const band = [
    ...points.map(({ high, value }, at) => `${x(at)},${y(high ?? value)}`),
    ...points.map(({ low, value }, at) => `${x(at)},${y(low ?? value)}`).reverse(),
  ];
  const dots = points.map(({ run, value, shown }, at) =>
    shape('circle', { cx: x(at), cy: y(value), r: at === points.length - 1 ? 3 : 2 }, shape('title', {}, `${day(run.created)}: ${shown}`)));
  const told = `${metric.title}, ${points.length === 1 ? 'one run' : `${points.length} runs`}: ${points.map(({ shown }) => shown).join(', ')}`;
  const drawing = shape('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': told },
    shape('line', { x1: 0, x2: WIDTH, y1: y(0), y2: y(0), class: 'dl-axis' }),
    shape('polygon', { points: band.join(' '), class: 'dl-band' }),
    shape('polyline', { points: points.map(({ value }, at) => `${x(at)},${y(value)}`).join(' '), class: 'dl-trend' }),
    ...dots);
  return make('figure', { class: 'dl-chart' },
    make('figcaption', {}, make('span', {}, metric.title, metric.better === 'lower' && make('small', {}, 'lower is better')), make('strong', {}, points.at(-1).shown)), drawing);
}
