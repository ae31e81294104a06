// The article beside the answer: as published, the cited characters marked and scrolled to.

import { counted, published, publisher, publishedHow } from './dates.js';
import { later, outdated } from './later.js';
import { make, smooth, webLink, wide } from './make.js';

export class Panel {
  // `actions` gives more elements for the head of an article.
  constructor(root, page, read, actions = () => []) {
    this.actions = actions;
    this.root = root;
    this.page = page;
    this.read = read;
    this.asked = 0;
    this.at = null;
    // Closed by the reader, until the reader opens an article again.
    this.closed = false;
    root.addEventListener('click', (event) => this.clicked(event));
  }

  // Show one citation of an answer.
  cite(turn, number) {
    const index = turn.citations.findIndex((citation) => citation.number === number);
    if (index < 0) return null;
    const citation = turn.citations[index];
    const { article: id, version, start, end } = citation;
    return this.fetch({ id, version, start, end }, { turn, index, citation });
  }

  // Show what became of the cited passage in the newest version.
  newest() {
    const { at, article } = this;
    const { version, start, end } = article.later;
    const there = end ? { ...at, moved: { start, end } } : { ...at, moved: null };
    return this.fetch({ id: article.id, version }, there);
  }

  // Show a whole article, nothing marked.
  show(id) {
    return this.fetch({ id, version: null }, {});
  }

  step(by) {
    const count = this.at?.turn?.citations.length ?? 0;
    if (!count) return null;
    return this.cite(this.at.turn, this.at.turn.citations[(this.at.index + by + count) % count].number).then(() => this.onstep?.());
  }

  // The focus goes into the text of the article, and from there back to what opened it.
  into(opener) {
    if (this.root.contains(document.activeElement)) opener?.focus();
    else this.root.querySelector('.dl-body')?.focus({ preventScroll: true });
  }

  // Take the room beside the answer before the answer comes, so that nothing moves when an article opens.
  reserve() {
    if (this.at || this.closed) return;
    this.root.replaceChildren(make('p', { class: 'dl-vacant' }, 'Articles open here, at the words that are cited.'));
    this.root.hidden = false;
    this.root.dataset.vacant = '';
    this.page.classList.add('dl-reading');
  }

  close() {
    this.asked += 1;
    this.at = null;
    this.closed = true;
    this.root.hidden = true;
    this.root.replaceChildren();
    this.page.classList.remove('dl-reading');
    this.onmove?.(null);
  }

  async fetch(which, at) {
    const mine = (this.asked += 1);
    // What became of a passage is another word for each passage.
    const same = !this.article?.later || this.start === which.start;
    const kept = same && this.article?.id === which.id && this.article.version === which.version;
    let article = kept ? this.article : null;
    try {
      article ??= await this.read(which);
    } catch {
      article = { error: 'The article could not be read: the server does not answer.' };
    }
    // A later press wins over an earlier one whose article arrives late.
    if (mine !== this.asked) return;
    this.article = article.error ? null : article;
    this.start = which.start;
    this.at = at;
    this.draw(article.error ? gone(article.error, at.citation) : article);
    this.onmove?.(at.turn ? { turn: at.turn.id, number: at.citation.number } : null);
  }

  draw(article) {
    const body = make('div', { class: 'dl-body', dir: 'auto', lang: article.language, tabindex: '0', 'aria-label': 'Text of the article' });
    const exact = fill(body, article, this.at);
    this.root.replaceChildren(bar(article, this.at), make('div', { class: 'dl-sheet' }, head(article, this.at, this.actions(article)), exact ? null : misplaced(), body, cuts(article)));
    this.root.hidden = false;
    this.closed = false;
    delete this.root.dataset.vacant;
    this.root.dataset.exact = exact;
    this.page.classList.add('dl-reading');
    const sheet = this.root.querySelector('.dl-sheet');
    const mark = body.querySelector('mark.dl-active');
    if (mark) scrollTo(sheet, mark);
    else sheet.scrollTop = 0;
  }

  clicked(event) {
    const button = event.target.closest('button');
    if (!button) return;
    if (button.dataset.step) this.step(+button.dataset.step);
    if (button.dataset.close) this.close();
    if (button.dataset.newest) this.newest();
    if (button.dataset.cited) this.cite(this.at.turn, this.at.citation.number);
    if (button.dataset.article) this.show(button.dataset.article);
  }
}

// Scrolls the sheet, never the page: the answer being read stays where it is.
function scrollTo(sheet, mark) {
  const offset = mark.getBoundingClientRect().top - sheet.getBoundingClientRect().top;
  // Near its beginning the article stands whole, headline included.
  if (wide() && sheet.scrollTop + offset + mark.offsetHeight < sheet.clientHeight * 0.8) return sheet.scrollTo({ top: 0, behavior: smooth() });
  return sheet.scrollTo({ top: sheet.scrollTop + offset - sheet.clientHeight * (wide() ? 0.3 : 0.15), behavior: smooth() });
}

// Where the article cannot be had any more, the citation itself still holds what was shown.
function gone(words, citation) {
  if (!citation) return { error: words, text: '', skipped: [], headings: [], copies: [] };
  return { ...citation, id: citation.article, error: words, text: citation.quote, whole: false, skipped: [], headings: [], copies: [] };
}

function bar(article, at) {
  const count = at.turn?.citations.length ?? 0;
  const step = (by, label, sign) =>
    make('button', { type: 'button', class: 'dl-step', 'data-step': by, 'aria-label': label, title: label, disabled: count < 2 }, sign);
  return make('div', { class: 'dl-bar' },
    count > 0 && step(-1, 'Previous citation', '‹'),
    make('span', { class: 'dl-place', role: 'status' }, count ? `${at.index + 1} of ${count}` : 'Article'),
    count > 0 && step(1, 'Next citation', '›'),
    count > 0 && make('span', { class: 'dl-bar-from' }, `${publisher(article)}, ${published(article)}`),
    make('button', { type: 'button', class: 'dl-step dl-close', 'data-close': 'true', 'aria-label': 'Close the article', title: 'Close (Escape)' }, '×'));
}

function head(article, at, actions) {
  const origin = article.origin && article.origin !== article.publisher ? `, crediting ${article.origin}` : '';
  const cited = at.citation && !('moved' in at);
  const link = webLink(cited ? at.citation.link ?? article.url : article.url, { class: 'dl-original' }, cited && at.citation.link ? 'Open the original at this passage' : 'Open the original');
  return make('header', { class: 'dl-masthead' },
    make('p', { class: 'dl-kicker' }, `${publisher(article)}${origin}`),
    make('h2', { dir: 'auto' }, article.title || 'Untitled'),
    article.authors?.length > 0 && make('p', { class: 'dl-by' }, `By ${article.authors.join(', ')}`),
    make('p', { class: 'dl-when' }, publishedHow(article)),
    article.error && make('p', { class: 'dl-word' }, article.error),
    'moved' in at ? outdated(article, at) : article.later && later(article),
    article.copies.length > 0 && copies(article),
    link ?? (article.file && make('p', { class: 'dl-when' }, `From the file ${article.file}`)),
    !article.error && actions.length > 0 && make('div', { class: 'dl-masthead-do' }, ...actions));
}

// What was on the page and is not in the text, for those who wonder what is missing.
function cuts(article) {
  if (!article.cuts?.length) return null;
  const rows = article.cuts.map((cut) => make('li', {}, make('span', { class: 'dl-cut', dir: 'auto' }, cut.text), make('span', { class: 'dl-row-from' }, cut.reason)));
  return make('details', { class: 'dl-cuts' },
    make('summary', {}, `Left out by cleaning: ${counted(article.cuts.length + article.more_cuts, 'piece')}`),
    make('ul', {}, ...rows, article.more_cuts ? make('li', {}, `and ${counted(article.more_cuts, 'more piece')}`) : null));
}

function copies(article) {
  const outlets = new Set([article, ...article.copies].map(publisher)).size;
  const others = article.copies.map((copy) =>
    make('li', {}, make('button', { type: 'button', class: 'dl-link', 'data-article': copy.id }, `${publisher(copy)}, ${published(copy)}`)));
  const more = article.more_copies ? make('li', {}, `and ${counted(article.more_copies, 'more')}`) : null;
  return make('div', { class: 'dl-copies' },
    make('p', {}, `${report(article, article.more_copies ? 0 : outlets)} The same stands in:`),
    make('ul', {}, ...others, more));
}

// "3 outlets, one Reuters report": copies never look like independent sources.
function report({ origin, publisher: own, copies: others, more_copies: more = 0 }, outlets) {
  const who = outlets > 1 ? counted(outlets, 'outlet') : counted(others.length + more + 1, 'article');
  return `${who}, one ${origin && origin !== own ? `${origin} ` : ''}report.`;
}

function misplaced() {
  return make('p', { class: 'dl-word dl-alarm', role: 'alert' }, 'The quote does not stand at the place this citation names.');
}

// Puts the text into `body`, cut at every edge; true where the active mark holds exactly the quote.
// Offsets count code points, script strings count UTF-16 units: hence the array.
function fill(body, article, at) {
  const points = Array.from(article.text);
  const cited = at.citation ? spans(article, at) : [];
  const active = cited.find((span) => span.active);
  const text = (start, end) => points.slice(start, end).join('');
  const nodes = [];
  let here = 0;
  for (const edge of edges(points.length, article, cited)) {
    if (edge <= here) continue;
    nodes.push({ start: here, end: edge, node: piece(text(here, edge), here, article, cited) });
    here = edge;
  }
  const inside = nodes.filter(({ start, end }) => active && start >= active.start && end <= active.end);
  const mark = make('mark', { class: 'dl-active' }, ...inside.map(({ node }) => node));
  const before = nodes.filter(({ end }) => !active || end <= active.start);
  const rest = nodes.filter(({ start }) => active && start >= active.end);
  body.append(...before.map(({ node }) => node), ...(active ? [mark] : []), ...rest.map(({ node }) => node));
  return !at.citation || 'moved' in at || mark.textContent === at.citation.quote;
}

function spans(article, at) {
  if ('moved' in at) return at.moved ? [{ ...at.moved, active: true }] : [];
  if (article.whole === false) return [{ start: 0, end: Array.from(article.text).length, active: true }];
  return at.turn.citations
    .filter((citation) => citation.article === article.id && citation.version === article.version)
    .map((citation) => ({ start: citation.start, end: citation.end, active: citation.number === at.citation.number }));
}

function edges(length, article, cited) {
  const all = [...cited, ...article.skipped, ...article.headings].flatMap(({ start, end }) => [start, end]);
  return [...new Set([...all, length])].filter((edge) => edge <= length).sort((a, b) => a - b);
}

function piece(text, start, article, cited) {
  const within = (span) => span.start <= start && start < span.end;
  const skipped = article.skipped.find(within);
  const classes = [
    skipped && 'dl-skipped',
    article.headings.some(within) && 'dl-heading',
    cited.some(within) && !cited.some((span) => span.active && within(span)) && 'dl-cited',
  ].filter(Boolean);
  if (!classes.length) return document.createTextNode(text);
  return make('span', { class: classes.join(' '), title: skipped ? `Not part of the report: ${skipped.reason}` : null }, text);
}
