// Past conversations: found by words, opened in Ask, deleted when the reader says so twice.

import { confirmed } from './confirm.js';
import { counted, day } from './dates.js';
import { arrows } from './keys.js';
import { make } from './make.js';
import { calm, told } from './own.js';

export function mount(element) {
  const past = new Past(element.querySelector('.dl-past'));
  document.addEventListener('dateline:view', ({ detail }) => detail === 'history' && past.list());
  if (document.body.dataset.view === 'history') past.list();
}

class Past {
  constructor(root) {
    this.root = root;
    this.words = root.querySelector('input');
    this.said = root.querySelector('.dl-told');
    this.asked = 0;
    arrows(root.querySelector('.dl-list'), this.words);
    document.addEventListener('keydown', (event) => {
      if (document.body.dataset.view !== 'history' || event.key !== '/' || event.target === this.words) return;
      event.preventDefault();
      this.words.focus();
    });
    this.words.addEventListener('input', calm(() => this.list()));
  }

  async list() {
    const mine = (this.asked += 1);
    const words = this.words.value.trim();
    try {
      const rows = await told(`history?words=${encodeURIComponent(words)}`);
      if (mine !== this.asked) return;
      this.root.querySelector('.dl-list').replaceChildren(...rows.map((row) => this.row(row)));
      const none = words ? 'No conversation has all these words.' : 'No questions have been asked yet.';
      this.said.textContent = rows.length ? counted(rows.length, 'conversation') : none;
    } catch (error) {
      this.said.textContent = error.message;
    }
    this.root.dataset.ready = 'true';
  }

  row(past) {
    const address = new URL(location.href);
    address.search = `?c=${encodeURIComponent(past.id)}`;
    address.hash = '';
    const more = past.matches?.length ? ` · also: ${past.matches.join(' · ')}` : '';
    const node = make('li', { class: 'dl-entry' },
      make('a', { class: 'dl-row', href: address },
        make('span', { class: 'dl-row-title', dir: 'auto' }, past.title),
        make('span', { class: 'dl-row-from' }, `${day(past.created)} · ${counted(past.turns, 'question')}${more}`)),
      confirmed('Delete', 'Delete this conversation for good?', 'Delete', () => this.remove(past, node)));
    return node;
  }

  async remove(past, node) {
    try {
      await told(`history/${encodeURIComponent(past.id)}`, { method: 'DELETE' });
      node.remove();
      this.said.textContent = 'Deleted.';
    } catch (error) {
      this.said.textContent = error.message;
    }
    this.words.focus();
  }
}
