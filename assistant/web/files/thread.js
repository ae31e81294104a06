// The turns of a conversation: question, plan, answer or abstention, footnotes.

import { counted, published, publisher, stretch } from './dates.js';
import { make } from './make.js';
import { draw } from './prose.js';
import { blocks } from './words.js';

export class Thread {
  constructor(root) {
    this.root = root;
    this.turns = new Map();
  }

  get last() {
    return [...this.turns.values()].at(-1)?.turn;
  }

  turn(id) {
    return this.turns.get(id)?.turn;
  }

  show(turn) {
    const held = this.turns.get(turn.id) ?? this.begin(turn);
    held.turn = turn;
    held.node.dataset.state = turn.state;
    held.node.dataset.abstained = turn.abstained;
    held.node.setAttribute('aria-busy', turn.state === 'running');
    held.plan.textContent = plan(turn);
    const text = turn.abstained ? '' : turn.text;
    const next = blocks(text, turn.statements, turn.state === 'running');
    held.shown = draw(held.prose, held.shown, next, turn);
    held.wait.hidden = turn.state !== 'running' || next.length > 0;
    // The rest is only known at the end: drawn once, below what has been read already.
    if (turn.state !== 'running') held.after.replaceChildren(...after(turn));
  }

  begin(turn) {
    const parts = {
      plan: make('p', { class: 'dl-plan' }),
      prose: make('div', { class: 'dl-prose' }),
      wait: make('p', { class: 'dl-wait' }, 'Looking in the archive'),
      after: make('div', { class: 'dl-after' }),
    };
    const question = make('h2', { class: 'dl-question', dir: 'auto' }, turn.question);
    const node = make('article', { class: 'dl-turn', 'data-turn': turn.id }, question, ...Object.values(parts));
    this.root.append(node);
    const held = { node, shown: [], ...parts };
    this.turns.set(turn.id, held);
    return held;
  }
}

// What was really asked, where it differs from what was typed: a follow-up made whole, days, publishers.
function plan(turn) {
  const words = [];
  if (turn.standalone && turn.standalone !== turn.question) words.push(`Asked as: ${turn.standalone}`);
  for (const asked of turn.plan?.questions ?? []) {
    const place = asked.publishers.length ? `in ${asked.publishers.join(', ')}` : '';
    words.push(`Also searched: ${[place && asked.text === turn.standalone ? '' : asked.text, place].join(' ').trim()}`);
  }
  words.push(...limits(turn.as_of, turn.filters));
  return words.join(' · ');
}

export function limits(asOf, filters = {}) {
  const words = [];
  if (asOf) words.push(`as of ${published({ published: asOf })}`);
  if (filters.since) words.push(`since ${published({ published: filters.since })}`);
  if (filters.until) words.push(`until ${published({ published: filters.until })}`);
  if (filters.publishers?.length) words.push(`only ${filters.publishers.join(', ')}`);
  return words;
}

function after(turn) {
  const parts = [];
  if (turn.state === 'failed') parts.push(trouble(turn, turn.error));
  if (turn.state === 'stopped') parts.push(trouble(turn, 'Stopped. What is shown had not been checked and is not kept.'));
  if (turn.abstained) parts.push(abstention(turn));
  // An abstention says by itself what was left out.
  if (!turn.abstained) parts.push(...turn.notices.map((notice) => make('p', { class: 'dl-word' }, notice)));
  // Of an answer cut short, some citations may have arrived before their sentences.
  const cited = turn.citations.filter(({ number }) => turn.state === 'done' || turn.text.includes(`[${number}]`));
  if (!turn.abstained && cited.length) parts.push(footnotes(turn, cited));
  if (turn.state !== 'running') parts.push(actions(turn));
  return parts;
}

function trouble(turn, words) {
  const again = make('button', { type: 'button', class: 'dl-quiet dl-again', 'data-turn': turn.id }, 'Ask again');
  return make('div', { class: 'dl-trouble' }, make('p', {}, words), again);
}

function abstention(turn) {
  const nearest = turn.nearest.map((near) => make('li', {}, row(near, { 'data-turn': turn.id, 'data-article': near.article })));
  return make('section', { class: 'dl-abstention', 'aria-label': 'No answer' },
    make('h3', {}, 'The archive does not answer this'),
    turn.reason && make('p', { class: 'dl-reason' }, sentence(turn.reason)),
    make('p', { class: 'dl-looked' }, looked(turn.looked_at)),
    nearest.length > 0 && make('h4', {}, 'Nearest articles'),
    nearest.length > 0 && make('ul', { class: 'dl-rows' }, ...nearest));
}

function looked(at) {
  if (!at.articles) return 'No article met the limits.';
  const days = stretch(at.first, at.last);
  const undated = at.undated ? `, ${days ? `${counted(at.undated, 'of them', 'of them')} undated` : 'undated'}` : '';
  const all = `Looked at ${counted(at.articles, 'article')}${days ? `, dated ${days}` : ''}${undated}.`;
  if (!at.undated_left_out) return all;
  const were = at.undated_left_out === 1 ? 'was' : 'were';
  return `${all} ${counted(at.undated_left_out, 'article')} without a known date ${were} left out.`;
}

// A reason is a phrase without a capital or a full stop.
const sentence = (words) => words.charAt(0).toUpperCase() + words.slice(1) + (/[.!?]$/.test(words) ? '' : '.');

function row(thing, attributes, number) {
  const kin = thing.copies?.length ? ` · same report in ${counted(thing.copies.length, 'more article')}` : '';
  return make('button', { type: 'button', class: 'dl-row', ...attributes },
    number && make('span', { class: 'dl-number' }, String(number)),
    make('span', { class: 'dl-row-title', dir: 'auto' }, thing.title || 'Without a title'),
    make('span', { class: 'dl-row-from' }, `${publisher(thing)} · ${published(thing)}${kin}`));
}

function footnotes(turn, cited) {
  const rows = cited.map((citation) =>
    make('li', {}, row(citation, { 'data-turn': turn.id, 'data-number': citation.number }, citation.number)));
  return make('section', { class: 'dl-notes', 'aria-label': 'Citations' }, make('ol', { class: 'dl-rows' }, ...rows));
}

function actions(turn) {
  const action = (name, words) => make('button', { type: 'button', class: 'dl-quiet', 'data-do': name, 'data-turn': turn.id }, words);
  return make('div', { class: 'dl-actions' },
    turn.state === 'done' && action('copy', 'Copy'),
    turn.state === 'done' && action('again', 'Ask again'),
    action('edit', 'Edit the question'),
    turn.state === 'done' && colophon(turn));
}

function colophon(turn) {
  const writer = turn.model ? `${turn.writer} writer, ${turn.model}` : `${turn.writer} writer`;
  return make('p', { class: 'dl-colophon' }, `${writer} · ${turn.seconds.toFixed(turn.seconds < 10 ? 1 : 0)} s`);
}
