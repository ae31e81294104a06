// One box and one button: Ask, and Stop while an answer arrives. Below it the limits.

import { make } from './make.js';
import { limits } from './plan.js';

const DAYS = ['as_of', 'since', 'until'];

export class Composer {
  constructor(form, { ask, stop }) {
    this.form = form;
    this.box = form.querySelector('textarea');
    this.button = form.querySelector('.dl-go');
    this.set = form.querySelector('.dl-limits-set');
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
    form.addEventListener('input', () => this.say());
    form.addEventListener('reset', () => setTimeout(() => this.say()));
  }

  send(ask) {
    const question = this.box.value.trim();
    if (!question) return this.box.focus();
    this.box.value = '';
    this.grow();
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
    const field = (name) => this.form.elements[name].value;
    const publishers = field('publishers').split(',').map((each) => each.trim()).filter(Boolean);
    return { ...Object.fromEntries(DAYS.map((name) => [name, field(name)])), publishers };
  }

  // The limits of the last answer, after a reload.
  restore(turn) {
    this.form.elements.as_of.value = turn.as_of ?? '';
    this.form.elements.since.value = turn.filters.since ?? '';
    this.form.elements.until.value = turn.filters.until ?? '';
    this.form.elements.publishers.value = (turn.filters.publishers ?? []).join(', ');
    this.say();
  }

  offer(publishers) {
    this.form.querySelector('datalist').replaceChildren(...publishers.map((value) => make('option', { value })));
  }

  say() {
    const { as_of: asOf, ...filters } = this.limits;
    this.set.textContent = limits(asOf, filters).join(' · ');
  }

  grow() {
    this.box.style.height = 'auto';
    this.box.style.height = `${this.box.scrollHeight}px`;
  }
}
