// Draws blocks of pieces, changing only what differs: a streaming answer neither flashes nor loses a selection.

import { publisher } from './dates.js';
import { make } from './make.js';

const VERDICTS = {
  partly: 'only partly supported',
  unsupported: 'not supported by its citation',
  uncited: 'no citation',
};

function named(piece, turn) {
  const citation = turn.citations.find((each) => each.number === piece.number);
  if (!citation) return `Citation ${piece.number}`;
  return `Citation ${piece.number}: ${publisher(citation)}, ${citation.title || 'untitled'}`;
}

function chip(piece, turn) {
  const attributes = { type: 'button', class: 'dl-chip', 'data-turn': turn.id, 'data-number': piece.number };
  const button = make('button', { ...attributes, 'aria-label': named(piece, turn) }, String(piece.number));
  // The word joiner keeps the chip on the line of the word before it.
  return make('span', { class: 'dl-hold' }, '\u2060', button, piece.tail);
}

function element(piece, turn) {
  if (piece.kind === 'chip') return chip(piece, turn);
  if (piece.kind === 'verdict') {
    const why = piece.why ? `: ${piece.why}` : '';
    return make('span', { class: 'dl-verdict', 'data-verdict': piece.verdict }, ` ${VERDICTS[piece.verdict]}${why}`);
  }
  const attributes = piece.kind === 'say' ? { class: 'dl-say', 'data-verdict': piece.verdict } : { class: 'dl-gap' };
  const made = make('span', attributes);
  made.append(document.createTextNode(piece.text));
  return made;
}

// Whether `node`, drawn for `old`, could be turned into `piece` by changing its text or attributes.
function adapt(node, old, piece, turn) {
  if (old.kind !== piece.kind) return false;
  if (piece.kind === 'chip') {
    if (old.number !== piece.number || old.tail !== piece.tail) return false;
    node.querySelector('button').setAttribute('aria-label', named(piece, turn));
    return true;
  }
  if (piece.kind === 'verdict') return old.verdict === piece.verdict && old.why === piece.why;
  if (!piece.text.startsWith(old.text)) return false;
  if (piece.text.length > old.text.length) node.firstChild.appendData(piece.text.slice(old.text.length));
  if (piece.kind === 'say' && old.verdict !== piece.verdict) node.dataset.verdict = piece.verdict;
  return true;
}

// A verdict comes last of all, in the middle of what is drawn already: it is put between, nothing is replaced.
function drawBlock(node, old, block, turn) {
  let at = 0;
  let there = node.firstChild;
  for (const piece of block.pieces) {
    const was = old.pieces[at];
    if (piece.kind === 'verdict' && was?.kind !== 'verdict') {
      node.insertBefore(element(piece, turn), there);
      continue;
    }
    const next = there?.nextSibling ?? null;
    if (!there) node.append(element(piece, turn));
    else if (!adapt(there, was, piece, turn)) there.replaceWith(element(piece, turn));
    there = next;
    at += 1;
  }
  while (there) {
    const next = there.nextSibling;
    there.remove();
    there = next;
  }
}

// Bring `root` to show `next`; `shown` is what it shows. Gives what it shows now.
export function draw(root, shown, next, turn) {
  next.forEach((block, index) => {
    let node = root.children[index];
    let old = shown[index];
    if (!node || old.kind !== block.kind) {
      const fresh = make('p', { class: `dl-${block.kind}`, dir: 'auto' });
      if (node) node.replaceWith(fresh);
      else root.append(fresh);
      [node, old] = [fresh, { pieces: [] }];
    }
    drawBlock(node, old, block, turn);
  });
  while (root.children.length > next.length) root.lastElementChild.remove();
  return next;
}
