// What the keys do, and where programs are told of; opened by its button and by "?".

import { make } from './make.js';

const KEYS = [
  ['/', 'go to the question, or to the words of a list'],
  ['Enter', 'ask; with Shift a new line'],
  ['↑', 'in the empty box: the last question again, with its limits'],
  ['n  p', 'next, previous citation'],
  ['a', 'into the open article, and back to its number'],
  ['↓  ↑', 'along a list'],
  ['Esc', 'leave the box for the answer; close what is open, the article last'],
  ['?', 'this help'],
];

export function help(button) {
  const close = make('button', { type: 'button', class: 'dl-step dl-close', 'aria-label': 'Close the help', title: 'Close (Escape)', onclick: () => dialog.close() }, '×');
  const rows = KEYS.map(([keys, does]) => [make('dt', {}, ...keys.split('  ').map((key) => make('kbd', {}, key))), make('dd', {}, does)]);
  const dialog = make('dialog', { class: 'dl-view dl-dialog', 'aria-labelledby': 'dl-help-title' },
    make('div', { class: 'dl-dialog-head' }, make('h2', { id: 'dl-help-title' }, 'Help'), close),
    make('p', {}, 'Every sentence of an answer ends with the numbers of the published words it rests on. Press a number to read them where they stand.'),
    make('h3', {}, 'Keys'),
    make('dl', {}, ...rows),
    make('h3', {}, 'Programs'),
    make('p', {}, 'The same answers as JSON, for chat clients and for language models: ', make('a', { class: 'dl-link', href: new URL('docs', document.baseURI) }, 'what programs can ask'), '.'));
  dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close());
  document.body.append(dialog);
  const open = () => dialog.open || dialog.showModal();
  button.addEventListener('click', open);
  document.addEventListener('keydown', (event) => {
    if (event.key !== '?' || event.target.matches?.('input, textarea, select') || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    open();
  });
}
