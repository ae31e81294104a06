// What the archive holds: listed, counted by month, opened; added to and removed from.

import { Adding } from './adding.js';
import { confirmed } from './confirm.js';
import { counted, published, publisher } from './dates.js';
import { arrows } from './keys.js';
import { only } from './limits.js';
import { make } from './make.js';
import { months } from './months.js';
import { calm, post, told } from './own.js';
import { Panel } from './panel.js';

const FIELDS = ['words', 'publisher', 'since', 'until'];

export function mount(element) {
  const holdings = new Holdings(element.querySelector('.dl-archive'));
  const open = () => holdings.list();
  document.addEventListener('dateline:view', ({ detail }) => detail === 'archive' && open());
  if (document.body.dataset.view === 'archive') open();
}

class Holdings {
  constructor(root) {
    this.root = root;
    this.form = root.querySelector('.dl-find');
    this.said = root.querySelector('.dl-told');
    this.asked = 0;
    const read = ({ id, version }) => told(`article?id=${encodeURIComponent(id)}${version ? `&version=${version}` : ''}`);
    this.panel = new Panel(root.querySelector('.dl-panel'), root, read, (article) => this.actions(article));
    this.adding = new Adding(root.querySelector('.dl-add'), () => {
      document.dispatchEvent(new CustomEvent('dateline:changed'));
      this.list();
    });
    const again = calm(() => this.list());
    this.form.addEventListener('input', again);
    this.form.addEventListener('reset', again);
    this.form.addEventListener('submit', (event) => event.preventDefault());
    root.querySelector('.dl-list').addEventListener('click', (event) => {
      const row = event.target.closest('[data-article]');
      if (row) this.open(row);
    });
    arrows(root.querySelector('.dl-list'), this.form.elements.words);
    document.addEventListener('keydown', (event) => this.pressed(event));
  }

  async list() {
    const mine = (this.asked += 1);
    const set = FIELDS.some((name) => this.form.elements[name].value);
    this.form.querySelector('[type=reset]').style.visibility = set ? '' : 'hidden';
    const query = new URLSearchParams(FIELDS.map((name) => [name, this.form.elements[name].value]));
    try {
      const found = await told(`articles?${query}`);
      if (mine === this.asked) this.draw(found, set);
    } catch (error) {
      this.said.textContent = error.message;
    }
    this.root.dataset.ready = 'true';
  }

  draw(found, narrowed) {
    this.readOnly = found.read_only;
    this.root.querySelector('.dl-add').hidden = found.read_only;
    this.root.querySelector('datalist').replaceChildren(...found.publishers.map((value) => make('option', { value })));
    months(this.root.querySelector('.dl-months'), found.months, (since, until) => this.days(since, until));
    this.root.querySelector('.dl-list').replaceChildren(...found.rows.map(row));
    // There is nothing to find in an empty archive.
    const empty = !found.total && !narrowed;
    this.form.hidden = empty;
    this.said.textContent = empty ? 'The archive is empty.' : summary(found);
  }

  days(since, until) {
    this.form.elements.since.value = since;
    this.form.elements.until.value = until;
    this.list();
  }

  open(row) {
    this.opener = row;
    for (const other of this.root.querySelectorAll('.dl-list [aria-current]')) other.removeAttribute('aria-current');
    row.setAttribute('aria-current', 'true');
    this.panel.show(row.dataset.article);
  }

  actions(article) {
    if (this.readOnly) return [only(article)];
    const sure = `Remove it with ${article.versions > 1 ? `all ${article.versions} versions` : 'its text'}? Answers that cite it stay.`;
    return [only(article), make('span', { class: 'dl-remove' }, confirmed('Remove from the archive', sure, 'Remove', () => this.remove(article)))];
  }

  async remove(article) {
    try {
      await post('articles/remove', { ids: [article.id] });
      this.panel.close();
      await this.list();
      this.said.textContent = `Removed ${article.title ? `“${article.title}”` : 'an untitled article'}. ${this.said.textContent}`;
      this.form.elements.words.focus();
    } catch (error) {
      this.said.textContent = error.message;
    }
  }

  pressed(event) {
    if (document.body.dataset.view !== 'archive') return;
    if (event.key === 'Escape' && !this.panel.root.hidden) {
      this.panel.close();
      this.opener?.focus();
    }
    if (event.target.matches?.('input') || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'a') this.panel.into(this.opener);
    if (event.key !== '/') return;
    event.preventDefault();
    this.form.elements.words.focus();
  }
}

function row(article) {
  const kin = article.copies ? ` · same report in ${counted(article.copies, 'more article')}` : '';
  return make('li', {}, make('button', { type: 'button', class: 'dl-row', 'data-article': article.id },
    make('span', { class: 'dl-row-title', dir: 'auto' }, article.title || 'Untitled'),
    make('span', { class: 'dl-row-from' }, `${publisher(article)} · ${published(article)}${kin}`)));
}

function summary({ total, rows, more, undated }) {
  if (!total) return 'No article meets all this.';
  const told = [`${more ? 'More than ' : ''}${counted(total, 'article')}`];
  if (undated) told.push(`${undated.toLocaleString('en-GB')} of unknown date`);
  if (rows.length < total) told.push(`the newest ${rows.length} are listed`);
  return `${told.join(', ')}.`;
}
