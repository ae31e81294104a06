// The turns of a conversation: question, plan, answer or abstention, footnotes.

import { counted, published, publisher, stretch } from './dates.js';
import { disagreements } from './disagree.js';
import { feedback } from './feedback.js';
import { know } from './limits.js';
import { make } from './make.js';
import { plan } from './plan.js';
import { draw } from './prose.js';
import { blocks } from './words.js';

export class Thread {
  // `ask(turn, {question, limits, writer})` asks a turn otherwise.
  constructor(root, ask) {
    this.root = root;
    this.ask = ask;
    this.turns = new Map();
    // What the reader may do beside asking, and the writers there are: {name: model or null}.
    this.may = {};
    this.writers = {};
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
    know(turn);
    held.node.dataset.state = turn.state;
    held.node.dataset.abstained = turn.abstained;
    held.node.setAttribute('aria-busy', turn.state === 'running');
    plan(held.plan, turn, (question, limits, parts) => this.ask(turn, { question, limits, parts }));
    const text = turn.abstained ? '' : turn.text;
    const next = blocks(text, turn.statements, turn.state === 'running');
    held.shown = draw(held.prose, held.shown, next, turn);
    held.wait.hidden = turn.state !== 'running' || next.length > 0;
    // The rest is only known at the end: drawn once, below what has been read already.
    if (turn.state !== 'running') held.after.replaceChildren(...after(turn, this));
  }

  begin(turn) {
    const parts = {
      plan: make('div', { class: 'dl-plan' }),
      prose: make('div', { class: 'dl-prose' }),
      wait: make('p', { class: 'dl-wait' }, 'Looking in the archive'),
      after: make('div', { class: 'dl-after' }),
    };
    const question = make('h2', { class: 'dl-question', dir: 'auto' }, turn.question);
    const node = make('article', { class: 'dl-turn', 'data-turn': turn.id, tabindex: '-1' }, question, ...Object.values(parts));
    this.root.append(node);
    const held = { node, shown: [], ...parts };
    this.turns.set(turn.id, held);
    return held;
  }
}

function after(turn, thread) {
  const parts = [];
  if (turn.state === 'failed') parts.push(trouble(turn.error));
  if (turn.state === 'stopped') parts.push(trouble('Stopped. What is shown had not been checked and is not kept.'));
  if (turn.abstained) parts.push(abstention(turn));
  if (!turn.abstained) parts.push(...disagreements(turn));
  // An abstention says by itself what was left out.
  if (!turn.abstained) parts.push(...turn.notices.map((notice) => make('p', { class: 'dl-word' }, notice)));
  // Of an answer cut short, some citations may have arrived before their sentences.
  const cited = turn.citations.filter(({ number }) => turn.state === 'done' || turn.text.includes(`[${number}]`));
  if (!turn.abstained && cited.length) parts.push(footnotes(turn, cited));
  if (turn.state !== 'running') parts.push(...actions(turn, thread));
  return parts;
}

function trouble(words) {
  return make('p', { class: 'dl-trouble' }, words);
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
    make('span', { class: 'dl-row-title', dir: 'auto' }, thing.title || 'Untitled'),
    make('span', { class: 'dl-row-from' }, `${publisher(thing)} · ${published(thing)}${kin}`));
}

function footnotes(turn, cited) {
  const rows = cited.map((citation) =>
    make('li', {}, row(citation, { 'data-turn': turn.id, 'data-number': citation.number }, citation.number)));
  return make('section', { class: 'dl-notes', 'aria-label': 'Citations' }, make('ol', { class: 'dl-rows' }, ...rows));
}

function actions(turn, thread) {
  const action = (name, words) => make('button', { type: 'button', class: 'dl-quiet', 'data-do': name, 'data-turn': turn.id }, words);
  const [thumbs, below] = feedback(turn, thread.may);
  const line = make('div', { class: 'dl-actions' },
    turn.state === 'done' && action('copy', 'Copy'),
    action('again', 'Ask again'),
    action('edit', 'Edit the question'),
    thumbs,
    turn.state === 'done' && colophon(turn, thread));
  return below ? [line, below] : [line];
}

// Who wrote, and how long it took; where there are several writers, another can be chosen to write it anew.
function colophon(turn, thread) {
  const seconds = `${turn.seconds.toFixed(turn.seconds < 10 ? 1 : 0)} s`;
  // Sentences quoted because a model failed are not the model's.
  const named = (writer, model) => (model && writer !== 'extractive' ? `${writer} writer, ${model}` : `${writer} writer`);
  const others = Object.entries(thread.writers);
  if (others.length < 2) return make('p', { class: 'dl-colophon' }, `${named(turn.writer, turn.model)} · ${seconds}`);
  const options = others.map(([writer, model]) =>
    make('option', { value: writer, selected: writer === turn.writer }, named(writer, writer === turn.writer ? turn.model ?? model : model)));
  const choice = make('select', { class: 'dl-writer', 'aria-label': 'Writer; choosing another asks again', title: 'Choosing another writer asks again', onchange: () => {
    const writer = choice.value;
    choice.value = turn.writer;
    thread.ask(turn, { writer });
  } }, ...options);
  return make('p', { class: 'dl-colophon' }, choice, ` · ${seconds}`);
}
