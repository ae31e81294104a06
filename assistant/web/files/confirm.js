// A button that asks once more, in its own place, before it does what cannot be taken back.

import { make } from './make.js';

export function confirmed(words, question, yes, act) {
  const box = make('span', { class: 'dl-confirm' });
  const first = make('button', { type: 'button', class: 'dl-quiet', 'data-ask': 'true', onclick: () => ask() }, words);
  const back = () => {
    box.replaceChildren(first);
    first.focus();
  };
  const ask = () => {
    const sure = make('button', { type: 'button', class: 'dl-sure', onclick: () => act() }, yes);
    const no = make('button', { type: 'button', class: 'dl-quiet', onclick: back }, 'Keep');
    box.replaceChildren(make('span', { role: 'alert' }, question), sure, no);
    no.focus();
  };
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || box.firstChild === first) return;
    event.stopPropagation();
    back();
  });
  box.append(first);
  return box;
}
