// What was really asked, where it differs from what was typed; shown, and changed in its place.

import { Limits, limits, limitsOf } from './limits.js';
import { make } from './make.js';

// As many parts as a plan has at most.
const MOST = 4;
// The parts of a question that were searched by themselves, as a reader sees them.
function parts(turn) {
  return (turn.plan?.questions ?? []).map((part) => {
    const place = part.publishers.length ? `in ${part.publishers.join(', ')}` : '';
    return [[place && part.text === turn.standalone ? '' : part.text, place].filter(Boolean).join(' '), part];
  });
}

// Brings `root` to show the plan of a turn. `ask(question, limits, parts)` asks it otherwise.
export function plan(root, turn, ask) {
  // Somebody is changing it: the answer that arrives meanwhile leaves it alone.
  if (root.querySelector('form')) return;
  const words = [];
  if (turn.standalone && turn.standalone !== turn.question) words.push(`Asked as: ${turn.standalone}`);
  words.push(...limits(turn.as_of, turn.filters));
  const more = parts(turn);
  const told = JSON.stringify([words, more, turn.state === 'running']);
  if (root.dataset.told === told) return;
  root.dataset.told = told;
  const change = make('button', { type: 'button', class: 'dl-quiet dl-change', 'aria-label': 'Change what is asked', onclick: () => open(root, turn, ask) }, 'Change');
  root.replaceChildren(...(words.length || more.length ? [
    make('span', { dir: 'auto' }, words.join(' · ')),
    ...(turn.state === 'running' ? [] : [' ', change]),
    more.length > 0 && make('p', {}, 'Also searched:'),
    more.length > 0 && make('ul', { class: 'dl-parts' }, ...more.map(([words]) => make('li', { dir: 'auto' }, words))),
  ].filter(Boolean) : []));
}

function open(root, turn, ask) {
  const close = () => {
    root.replaceChildren();
    delete root.dataset.told;
    plan(root, turn, ask);
  };
  const form = make('form', { class: 'dl-replan', 'aria-label': 'Change what is asked' },
    make('label', {}, 'Ask exactly', make('textarea', { name: 'question', rows: 2, maxlength: 10000, dir: 'auto' })),
    make('label', {}, 'Also search for, a line each', make('textarea', { name: 'parts', rows: 2, maxlength: 10000, dir: 'auto' })),
    make('div', { class: 'dl-fields' },
      make('div', { class: 'dl-buttons' },
        make('button', { type: 'submit', class: 'dl-go' }, 'Ask this'),
        make('button', { type: 'button', class: 'dl-quiet', onclick: () => { close(); root.querySelector('.dl-change')?.focus(); } }, 'Cancel'))));
  const fields = new Limits(form.querySelector('.dl-fields'));
  fields.value = limitsOf(turn);
  const field = (name) => form.elements[name].value.trim();
  const known = new Map(parts(turn));
  form.elements.question.value = turn.standalone || turn.question;
  form.elements.parts.value = [...known.keys()].join('\n');
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
    root.querySelector('.dl-change')?.focus();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!field('question')) return form.elements.question.focus();
    const question = field('question');
    const lines = field('parts').split('\n').map((line) => line.trim()).filter(Boolean);
    const wanted = lines.slice(0, MOST).map((line) => known.get(line) ?? { text: line, publishers: [] });
    close();
    return ask(question, fields.value, wanted);
  });
  root.replaceChildren(form);
  form.elements.question.focus();
}
