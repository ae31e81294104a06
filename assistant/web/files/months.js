// Articles by month as bars from zero; a bar sets the days of the list.

import { counted } from './dates.js';

const SVG = 'http://www.w3.org/2000/svg';
const NAMES = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const HEIGHT = 64;
const MOST_BARS = 240;

const shape = (tag, attributes) => {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
};

const index = (month) => +month.slice(0, 4) * 12 + +month.slice(5, 7) - 1;
const month = (at) => `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`;
export const named = (text) => `${NAMES[+text.slice(5, 7) - 1]} ${+text.slice(0, 4)}`;
const lastDay = (text) => new Date(Date.UTC(+text.slice(0, 4), +text.slice(5, 7), 0)).toISOString().slice(0, 10);

// Draws [["2025-01", 3], …] into a figure. `pick` is called with the first and last day of a pressed bar.
export function months(figure, counts, pick) {
  figure.hidden = counts.length < 2;
  if (figure.hidden) return;
  const first = index(counts[0][0]);
  const all = index(counts.at(-1)[0]) - first + 1;
  // Over many years a bar holds several months, so that each can still be seen.
  const span = Math.ceil(all / MOST_BARS);
  const bars = new Array(Math.ceil(all / span)).fill(0);
  for (const [text, count] of counts) bars[Math.floor((index(text) - first) / span)] += count;
  const most = Math.max(...bars);
  const width = 100 / bars.length;
  const svg = shape('svg', { viewBox: `0 0 100 ${HEIGHT}`, preserveAspectRatio: 'none', role: 'group', 'aria-label': 'Articles by month' });
  bars.forEach((count, at) => {
    if (!count) return;
    const [from, to] = [month(first + at * span), month(first + (at + 1) * span - 1)];
    const words = `${from === to ? named(from) : `${named(from)} to ${named(to)}`}: ${counted(count, 'article')}`;
    const height = Math.max(2, (count / most) * HEIGHT);
    const bar = shape('rect', { x: at * width, y: HEIGHT - height, width: Math.max(width * 0.82, 0.15), height, class: 'dl-month', tabindex: '0', role: 'button', 'aria-label': words });
    bar.append(Object.assign(shape('title', {}), { textContent: words }));
    const chosen = () => pick(`${from}-01`, lastDay(to));
    bar.addEventListener('click', chosen);
    bar.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      chosen();
    });
    svg.append(bar);
  });
  const caption = document.createElement('figcaption');
  caption.append(...[named(counts[0][0]), `at most ${most.toLocaleString('en-GB')} a bar`, named(counts.at(-1)[0])].map((text) => {
    const part = document.createElement('span');
    part.textContent = text;
    return part;
  }));
  figure.replaceChildren(svg, caption);
}
