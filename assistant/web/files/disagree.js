// Where articles say different things: the positions side by side, each with who says so and when.

import { counted, published, publisher } from './dates.js';
import { make } from './make.js';

export function disagreements(turn) {
  return turn.disagreements.map((each) => {
    const sides = each.positions.map((position) => side(turn, position));
    return make('section', { class: 'dl-disagree', 'aria-label': 'The articles disagree' },
      make('h3', {}, 'The articles disagree'),
      each.about && make('p', { class: 'dl-about', dir: 'auto' }, each.about),
      make('ul', { class: 'dl-sides' }, ...sides));
  });
}

function side(turn, position) {
  const cited = position.citations.map((number) => turn.citations.find((citation) => citation.number === number)).filter(Boolean);
  // Several passages of one article are one article, and copies of one report are one report.
  const groups = cited.map((citation) => [citation.article, ...(citation.copies ?? [])]);
  const outlets = new Set(groups.flat()).size;
  const reports = new Set(groups.map((group) => [...group].sort().join('\n'))).size;
  return make('li', { class: 'dl-side' },
    make('p', { class: 'dl-value', dir: 'auto' }, position.value),
    outlets > reports && make('p', { class: 'dl-row-from' }, `${counted(outlets, 'article')}, ${counted(reports, 'report')}`),
    ...cited.map((citation) => voice(turn, citation)));
}

function voice(turn, citation) {
  const chip = make('button', {
    type: 'button', class: 'dl-chip', 'data-turn': turn.id, 'data-number': citation.number,
    'aria-label': `Citation ${citation.number}: ${publisher(citation)}, ${citation.title || 'untitled'}`,
  }, String(citation.number));
  return make('div', { class: 'dl-voice' },
    make('p', { class: 'dl-voice-from' }, `${publisher(citation)}, ${published(citation)}`, chip),
    make('p', { class: 'dl-voice-quote', dir: 'auto' }, `“${citation.quote}”`));
}
