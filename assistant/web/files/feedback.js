// What the reader says of an answer: right or wrong, and why; with one press a case for the eval set.

import { icon, make, smooth } from './make.js';
import { post } from './own.js';

const THUMB = 'M7 11v9H3.5v-9zM7 11l4-8c1.6 0 2.5 1.1 2.3 2.5L12.8 9H19a1.9 1.9 0 0 1 1.9 2.2l-1.2 7.2A2 2 0 0 1 17.7 20H7';

// Two thumbs for the line of actions, and what they open below it. `may`: {rate, draft}.
export function feedback(turn, may) {
  if (!may.rate || turn.state !== 'done') return [null, null];
  const said = new Said(turn, may);
  return [said.thumbs, said.below];
}

class Said {
  constructor(turn, may) {
    this.turn = turn;
    this.may = may;
    const thumb = (correct, label) => make('button', {
      type: 'button', class: 'dl-thumb', 'data-correct': String(correct), 'aria-label': label, title: label, onclick: () => this.press(correct),
    }, icon(THUMB));
    this.up = thumb(true, 'This answer is right');
    this.down = thumb(false, 'This answer is wrong');
    this.thumbs = make('span', { class: 'dl-thumbs', role: 'group', 'aria-label': 'What do you think of this answer?' }, this.up, this.down);
    this.below = make('div', { class: 'dl-feedback' });
    this.draw();
  }

  get said() {
    return this.turn.feedback;
  }

  async press(correct) {
    const again = this.said?.correct === correct;
    if (!(await this.send('feedback', { correct: again ? null : correct, why: again || correct ? '' : this.said?.why ?? '' }))) return;
    this.draw();
    this.below.querySelector('input')?.focus({ preventScroll: true });
    // The composer lies over the foot of the page.
    this.below.scrollIntoView({ block: 'nearest', behavior: smooth() });
  }

  async send(path, more) {
    try {
      const told = await post(path, { answer: this.turn.answer, ...more });
      this.turn.feedback = told.feedback;
      return true;
    } catch (error) {
      this.word(error.message);
      return false;
    }
  }

  draw() {
    for (const thumb of [this.up, this.down]) thumb.setAttribute('aria-pressed', String(this.said?.correct) === thumb.dataset.correct);
    this.status = make('p', { class: 'dl-feedback-word', role: 'status' });
    this.below.replaceChildren(...this.parts().filter(Boolean), this.status);
  }

  parts() {
    if (!this.said) return [];
    if (this.said.case) return [this.drafted()];
    return this.said.correct ? [this.right()] : [this.wrong()];
  }

  right() {
    return make('p', { class: 'dl-feedback-line' }, 'Marked as right.', this.may.draft && this.make());
  }

  wrong() {
    const field = (name, label, value, holder) => make('label', {}, label, make('input', { name, value, type: 'text', dir: 'auto', maxlength: 2000, autocomplete: 'off', placeholder: holder }));
    return make('form', { class: 'dl-wrong', 'aria-label': 'What is wrong with this answer', onsubmit: (event) => this.save(event) },
      field('why', 'Wrong because', this.said.why, 'what is wrong or missing'),
      this.may.draft && field('said', 'It should say', '', 'the words or figure of a right answer'),
      this.may.draft && make('label', { class: 'dl-check' }, make('input', { type: 'checkbox', name: 'abstain' }), 'The archive does not hold an answer'),
      make('div', { class: 'dl-feedback-line' }, make('button', { type: 'submit', class: 'dl-quiet' }, 'Save'), this.may.draft && this.make()));
  }

  make() {
    return make('button', { type: 'button', class: 'dl-quiet dl-draft', onclick: () => this.draft() }, 'Make a case of it');
  }

  drafted() {
    const word = this.said.correct ? 'Marked as right.' : 'Marked as wrong.';
    const link = make('a', { class: 'dl-link', href: `#eval/${encodeURIComponent(this.said.case)}`, onclick: (event) => {
      event.preventDefault();
      location.hash = `eval/${encodeURIComponent(this.said.case)}`;
    } }, this.said.case);
    return make('p', { class: 'dl-drafted' }, `${word} Drafted as the case `, link);
  }

  get form() {
    return this.below.querySelector('form');
  }

  async save(event) {
    event.preventDefault();
    if (await this.send('feedback', { correct: false, why: this.form.elements.why.value })) this.word('Saved.');
  }

  async draft() {
    const button = this.below.querySelector('.dl-draft');
    if (button.disabled) return;
    button.disabled = true;
    try {
      await this.drafting();
    } finally {
      button.disabled = false;
    }
  }

  async drafting() {
    const form = this.form?.elements;
    const more = { said: form?.said.value ?? '', abstain: form?.abstain.checked ?? false };
    if (form && !(await this.send('feedback', { correct: false, why: form.why.value }))) return;
    if (!(await this.send('cases', more))) return;
    this.draw();
    this.below.querySelector('a')?.focus();
  }

  word(words) {
    this.status.textContent = words;
  }
}
