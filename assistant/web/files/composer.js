// One box and one button: Ask, and Stop while an answer arrives. Below it the limits.

import { Limits, limitsOf } from './limits.js';
import { make } from './make.js';

const ANY = 'Limit by date, publisher, language';

export class Composer {
  constructor(form, { ask, stop }) {
    this.form = form;
    this.box = form.querySelector('textarea');
    this.button = form.querySelector('.dl-go');
    this.name = form.querySelector('.dl-limits-name');
    this.set = form.querySelector('.dl-limits-set');
    this.clear = form.querySelector('.dl-clear');
    this.fields = new Limits(form.querySelector('.dl-fields'), () => this.say());
    this.clear.addEventListener('click', () => {
      this.fields.clear();
      this.form.querySelector('summary').focus();
    });
    this.say();
    this.running = false;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (this.running) stop();
      else this.send(ask);
    });
    this.box.addEventListener('keydown', (event) => {
      // While an input method composes, Enter picks a character.
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      if (!this.running) this.send(ask);
    });
    this.box.addEventListener('input', () => this.grow());
  }

  send(ask) {
    const question = this.box.value.trim();
    if (!question) return this.box.focus();
    this.box.value = '';
    this.grow();
    // What they say stands beside their name; the room is for reading.
    this.form.querySelector('.dl-limits').open = false;
    return ask(question);
  }

  // A question asked before, to be asked otherwise.
  edit(turn) {
    this.box.value = turn.question;
    this.restore(turn);
    this.grow();
    this.box.focus();
    this.box.setSelectionRange(this.box.value.length, this.box.value.length);
  }

  // The next question is to be answered from one article.
  only(article) {
    this.fields.value = { ...this.limits, within: [article] };
    this.box.focus();
  }

  ready() {
    this.box.disabled = false;
    this.button.disabled = false;
  }

  run(running) {
    this.running = running;
    this.button.firstChild.textContent = running ? 'Stop' : 'Ask';
    this.button.dataset.running = running;
  }

  get limits() {
    return this.fields.value;
  }

  // The limits of a turn: of the last one after a reload, of one that is edited.
  restore(turn) {
    this.fields.value = limitsOf(turn);
  }

  offer(publishers, languages) {
    const lists = { 'dl-publishers': publishers, 'dl-languages': languages };
    for (const [id, values] of Object.entries(lists)) this.form.querySelector(`#${id}`).replaceChildren(...values.map((value) => make('option', { value })));
  }

  say() {
    const { words } = this.fields;
    this.name.textContent = words.length ? 'Limits' : ANY;
    this.set.textContent = words.join(' · ');
    this.clear.hidden = !words.length;
  }

  grow() {
    this.box.style.height = 'auto';
    this.box.style.height = `${this.box.scrollHeight}px`;
  }
}
