// The words behind a chip, shown while it is pointed at or has the focus.

import { published, publisher } from './dates.js';
import { make } from './make.js';

export class Tip {
  constructor(root, frame, find) {
    this.root = root;
    this.frame = frame;
    this.find = find;
    const chip = (event) => event.target.closest?.('.dl-chip');
    frame.addEventListener('pointerover', (event) => event.pointerType !== 'touch' && chip(event) && this.show(chip(event)));
    frame.addEventListener('pointerout', (event) => chip(event) && !frame.contains(event.relatedTarget?.closest?.('.dl-chip')) && this.hide());
    frame.addEventListener('focusin', (event) => chip(event)?.matches(':focus-visible') && this.show(chip(event)));
    frame.addEventListener('focusout', () => this.hide());
    frame.addEventListener('keydown', (event) => event.key === 'Escape' && this.hide());
  }

  show(chip) {
    const citation = this.find(chip.dataset.turn, +chip.dataset.number);
    if (!citation) return;
    this.root.replaceChildren(
      make('span', { class: 'dl-tip-quote', dir: 'auto' }, citation.quote),
      make('span', { class: 'dl-tip-from' }, `${publisher(citation)} · ${published(citation)}`));
    this.root.hidden = false;
    chip.setAttribute('aria-describedby', this.root.id);
    this.chip = chip;
    this.place(chip);
  }

  hide() {
    this.chip?.removeAttribute('aria-describedby');
    this.root.hidden = true;
  }

  // Above the chip and inside the frame; below where there is no room above.
  place(chip) {
    const at = chip.getBoundingClientRect();
    const frame = this.frame.getBoundingClientRect();
    const { width, height } = this.root.getBoundingClientRect();
    const left = Math.max(0, Math.min(at.left + at.width / 2 - width / 2 - frame.left, frame.width - width));
    const above = at.top - height - 8;
    this.root.style.left = `${left}px`;
    this.root.style.top = `${(above < 4 ? at.bottom + 8 : above) - frame.top}px`;
  }
}
