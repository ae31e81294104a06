// Which articles count: as words, and as fields of a form.

import { counted, published } from './dates.js';
import { make } from './make.js';

const DAYS = [
  ['as_of', 'As of', 'Only what had been published by the end of this day counts'],
  ['since', 'Since', 'Only articles published on this day or later'],
  ['until', 'Until', 'Only articles published on this day or earlier'],
];
// Articles shown by name; of more the number is told.
const MOST = 12;

// What is known of articles by their ids, from whatever the page has shown.
const titles = new Map();
const known = (id) => titles.get(id) || id;
const short = (title) => (title.length > 50 ? `${title.slice(0, 48).trimEnd()}…` : title);

// Remember the titles of the articles of a turn.
export function know({ citations = [], nearest = [] }) {
  for (const each of [...citations, ...nearest]) if (each.title) titles.set(each.article, each.title);
}

// A button beside an article that limits the next question to it.
export function only(article) {
  return make('button', { type: 'button', class: 'dl-quiet dl-ask-only', onclick: () => {
    know({ citations: [{ article: article.id, title: article.title }] });
    document.dispatchEvent(new CustomEvent('dateline:only', { detail: article.id }));
  } }, 'Ask about this article only');
}

export function limits(asOf, filters = {}) {
  const words = [];
  if (asOf) words.push(`as of ${published({ published: asOf })}`);
  if (filters.since) words.push(`since ${published({ published: filters.since })}`);
  if (filters.until) words.push(`until ${published({ published: filters.until })}`);
  if (filters.publishers?.length) words.push(`only ${filters.publishers.join(', ')}`);
  if (filters.languages?.length) words.push(`only in ${filters.languages.join(', ')}`);
  if (filters.within?.length === 1) words.push(`only “${short(known(filters.within[0]))}”`);
  else if (filters.within?.length) words.push(`only ${counted(filters.within.length, 'chosen article')}`);
  return words;
}

// The limits a turn was asked with, as they are sent.
export function limitsOf({ as_of: asOf, filters = {} }) {
  const { since, until, publishers = [], languages = [], within = [] } = filters;
  return { as_of: asOf ?? '', since: since ?? '', until: until ?? '', publishers, languages, within };
}

const several = (text) => text.split(',').map((each) => each.trim()).filter(Boolean);

// Fields in `root`; `value` is what they say. `changed` is called whenever the reader has changed one.
export class Limits {
  constructor(root, changed = () => {}) {
    this.changed = changed;
    const field = (name, label, attributes, kind) => make('label', { class: kind }, label, make('input', { name, autocomplete: 'off', ...attributes }));
    this.within = [];
    this.only = make('div', { class: 'dl-only', role: 'group', 'aria-label': 'Only these articles' });
    this.fields = [
      ...DAYS.map(([name, label, title]) => field(name, label, { type: 'date', title })),
      field('languages', 'Languages', { type: 'text', list: 'dl-languages', placeholder: 'all', title: 'As en or de; separate several with commas' }),
      field('publishers', 'Publishers', { type: 'text', list: 'dl-publishers', placeholder: 'all; separate several with commas' }, 'dl-wide'),
    ];
    root.prepend(...this.fields, this.only);
    root.addEventListener('input', () => this.changed());
    this.inputs = Object.fromEntries(this.fields.map((label) => [label.lastChild.name, label.lastChild]));
    this.name([]);
  }

  get value() {
    const said = Object.fromEntries(Object.entries(this.inputs).map(([name, { value }]) => [name, value.trim()]));
    return { ...said, publishers: several(said.publishers), languages: several(said.languages), within: [...this.within] };
  }

  set value(given) {
    for (const [name, input] of Object.entries(this.inputs)) input.value = [given[name] ?? ''].flat().join(', ');
    this.name(given.within ?? []);
    this.changed();
  }

  get words() {
    const { as_of: asOf, ...filters } = this.value;
    return limits(asOf, filters);
  }

  clear() {
    this.value = {};
  }

  // The articles named, each with a button that lets it go.
  name(within) {
    this.within = [...within];
    const tags = this.within.slice(0, MOST).map((id) => make('span', { class: 'dl-tag' }, make('span', { dir: 'auto', title: known(id) }, known(id)),
      make('button', { type: 'button', 'aria-label': `Leave out ${known(id)}`, title: 'Leave out', onclick: () => this.drop(id) }, '×')));
    const rest = this.within.length - tags.length;
    this.only.replaceChildren(...(tags.length ? [make('span', {}, 'Only'), ...tags] : []), rest > 0 ? make('span', {}, `and ${counted(rest, 'more article')}`) : '');
    this.only.hidden = !tags.length;
  }

  drop(id) {
    const at = this.within.indexOf(id);
    this.name(this.within.filter((each) => each !== id));
    const left = this.only.querySelectorAll('button');
    (left[Math.min(at, left.length - 1)] ?? this.inputs.publishers).focus();
    this.changed();
  }
}
