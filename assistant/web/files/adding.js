// Files and addresses into the archive: progress, a result for each, undo of what was new.

import { counted } from './dates.js';
import { make } from './make.js';
import { lines, post } from './own.js';

export class Adding {
  constructor(root, changed) {
    this.root = root;
    this.changed = changed;
    this.form = root.querySelector('form');
    this.files = root.querySelector('input[type=file]');
    this.address = root.querySelector('#dl-address');
    this.sum = root.querySelector('.dl-sum');
    this.undo = root.querySelector('.dl-undo');
    this.files.addEventListener('change', () => this.send(this.files.files));
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      const addresses = this.address.value.split(/\s+/).filter(Boolean);
      if (!addresses.length) return this.address.focus();
      return this.add(addresses, 'articles/addresses', { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ addresses }) });
    });
    this.undo.addEventListener('click', () => this.back());
    this.droppable();
  }

  droppable() {
    const over = (event) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      this.form.dataset.over = '';
    };
    this.form.addEventListener('dragenter', over);
    this.form.addEventListener('dragover', over);
    this.form.addEventListener('dragleave', () => delete this.form.dataset.over);
    this.form.addEventListener('drop', (event) => {
      event.preventDefault();
      delete this.form.dataset.over;
      this.send(event.dataTransfer.files);
    });
  }

  send(files) {
    if (!files.length) return;
    const body = new FormData();
    for (const file of files) body.append('files', file);
    this.add([...files].map(({ name }) => name), 'articles/files', { body });
    this.form.reset();
  }

  async add(names, path, options) {
    if (this.busy) return;
    this.busy = true;
    this.fresh = [];
    const rows = names.map((name) => make('li', { 'data-state': 'waiting' }, make('span', { class: 'dl-item-name' }, name), make('span', { class: 'dl-item-told' }, 'waiting')));
    this.root.querySelector('.dl-results').replaceChildren(...rows);
    this.root.querySelector('.dl-added').hidden = false;
    this.undo.hidden = true;
    this.say(`Adding ${counted(names.length, 'item')}…`);
    let done = 0;
    try {
      await lines(path, { method: 'POST', ...options }, (told) => {
        const row = rows[told.item];
        row.dataset.state = told.error ? 'failed' : told.result ? result(told.result).state : 'reading';
        row.lastChild.textContent = told.error ?? (told.result ? result(told.result).words : told.done ? `${counted(told.done, 'article')} read` : 'reading');
        if (!told.result && !told.error) return;
        this.fresh.push(...told.new);
        done += 1;
        this.say(done < names.length ? `${done} of ${names.length} done` : '');
      });
      this.say(this.fresh.length ? `${counted(this.fresh.length, 'new article')}.` : 'No new article.');
      this.address.value = '';
    } catch (error) {
      this.say(error.message);
      for (const row of rows) if (!done) row.lastChild.textContent = 'not added';
    }
    this.busy = false;
    this.undo.hidden = !this.fresh.length;
    this.changed();
  }

  async back() {
    try {
      const { removed } = await post('articles/remove', { ids: this.fresh });
      this.say(`Undone: ${counted(removed, 'article')} removed again.`);
      this.root.querySelector('.dl-results').replaceChildren();
      this.fresh = [];
      this.undo.hidden = true;
      this.address.focus();
    } catch (error) {
      this.say(error.message);
    }
    this.changed();
  }

  say(words) {
    this.sum.textContent = words;
  }
}

function result({ added, updated, unchanged, skipped }) {
  const words = [
    added && `${added.toLocaleString('en-GB')} added`,
    updated && `${updated.toLocaleString('en-GB')} with a new version`,
    unchanged && `${unchanged.toLocaleString('en-GB')} known already`,
    ...skipped.slice(0, 3).map(({ reason }) => `left out: ${reason}`),
    skipped.length > 3 && `and ${skipped.length - 3} more left out`,
  ].filter(Boolean);
  return { words: words.join(' · ') || 'nothing found', state: added + updated + unchanged ? 'done' : 'failed' };
}
