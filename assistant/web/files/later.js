// An article that was changed after it was cited: what became of the cited passage.

import { day } from './dates.js';
import { make } from './make.js';

const FATES = {
  same: 'The cited words still stand there.',
  changed: 'The cited passage reads differently there:',
  gone: 'The cited passage no longer stands there.',
  '': '',
};
const TAGS = { same: 'span', out: 'del', in: 'ins' };

// Above an older version: that there is a newer one, and the fate of what was cited.
export function later(article) {
  const { version, published, fate, words } = article.later;
  const when = published && published !== article.published ? `, dated ${day(published)}` : '';
  return make('div', { class: 'dl-later' },
    make('p', {}, `This is version ${article.version}. It was replaced by version ${version}${when}. ${FATES[fate]}`.trim()),
    words && make('p', { class: 'dl-changed', dir: 'auto' }, ...words.map(([kind, text]) => make(TAGS[kind], {}, text))),
    make('button', { type: 'button', class: 'dl-link', 'data-newest': 'true' }, `Read version ${version}`));
}

// Above the newest version, where an older one was cited.
export function outdated(article, { moved }) {
  const words = moved ? 'The passage that took the place of the cited one is marked.' : 'The cited passage does not stand in it.';
  return make('div', { class: 'dl-later' },
    make('p', {}, `This is version ${article.version}, the newest. ${words}`),
    make('button', { type: 'button', class: 'dl-link', 'data-cited': 'true' }, 'Back to the cited version'));
}
