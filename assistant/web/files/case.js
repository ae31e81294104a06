// A case of the eval set, opened: what it expects, and what came of it in the last run.

import { published, publisher } from './dates.js';
import { copy, make } from './make.js';

export function opened(found, close) {
  const bar = make('div', { class: 'dl-bar' },
    make('span', { class: 'dl-place' }, 'Case'),
    make('button', { type: 'button', class: 'dl-step dl-close', 'aria-label': 'Close the case', title: 'Close (Escape)', onclick: close }, '×'));
  const sheet = make('div', { class: 'dl-sheet', tabindex: '0', role: 'group', 'aria-label': found.question }, head(found), expects(found), came(found.came), written(found));
  return [bar, sheet];
}

function head(found) {
  const state = found.passed === null ? 'not asked yet' : found.passed ? 'passed in the last run' : `failed in the last run: ${found.why}`;
  return make('header', { class: 'dl-masthead' },
    make('p', { class: 'dl-kicker' }, found.id),
    make('h2', { dir: 'auto' }, found.question),
    make('p', { 'data-passed': String(found.passed), class: 'dl-state' }, state),
    found.tags.length > 0 && make('p', { class: 'dl-when' }, `Tags: ${found.tags.join(', ')}`),
    found.note && make('p', { class: 'dl-when', dir: 'auto' }, `Note: ${found.note}`));
}

function expects(found) {
  const pairs = found.expects.map(([word, what]) => [make('dt', {}, word), make('dd', { dir: 'auto' }, what)]);
  return make('section', { class: 'dl-part' }, make('h3', {}, 'What a right answer holds'),
    pairs.length > 0 && make('dl', {}, ...pairs),
    found.open && make('p', { class: 'dl-word' }, 'Nothing is expected yet: every answer would pass. Write into the case file what a right answer says, and take the tag “draft” away.'));
}

function came(what) {
  if (!what) return null;
  const { answer } = what;
  const cited = (answer?.citations ?? []).map((citation) => make('li', {},
    make('span', { class: 'dl-row-from' }, `${citation.number} · ${publisher(citation)}, ${published(citation)}`),
    make('span', { class: 'dl-cut', dir: 'auto' }, citation.quote)));
  const said = answer ? answer.text.replace(/\\([!-/:-@[-`{-~])/g, '$1') : what.error;
  const scores = what.scores.map(({ title, shown }) => make('li', {}, make('span', {}, title), make('span', {}, shown)));
  return make('section', { class: 'dl-part' }, make('h3', {}, 'What was answered'),
    make('p', { class: 'dl-said', dir: 'auto' }, said),
    cited.length > 0 && make('ul', { class: 'dl-quotes' }, ...cited),
    make('details', { class: 'dl-cuts' }, make('summary', {}, 'Scores of this case'), make('ul', { class: 'dl-scores' }, ...scores)));
}

function written(found) {
  const button = make('button', { type: 'button', class: 'dl-quiet', onclick: async () => {
    button.textContent = (await copy(found.yaml)) ? 'Copied' : 'Could not copy';
  } }, 'Copy');
  return make('details', { class: 'dl-cuts' }, make('summary', {}, 'As it is written'),
    make('pre', { class: 'dl-yaml', tabindex: '0' }, found.yaml), button);
}
