// From the text of an answer to blocks of pieces: what is said, gaps, citation chips, verdicts.
// An unfinished answer has no statements yet: there every marker is a chip. In a finished one only the
// markers that belong to a statement are, so that a "[1]" inside a quotation stays what was published.
// The text is Markdown in which everything quoted is escaped with backslashes.

const MARKER = /(?<!\\)\[(\d{1,3})\]/g;
const UNFINISHED = /(?:\s*(?<!\\)\[\d{0,3}|(?<!\\)(?:\\\\)*\\)$/;
const ESCAPE = /\\([!-/:-@[-`{-~])/g;
const CLOSING = /^[.,;:!?…)”"’]+$/;
const BREAK = /\n{2,}|\n(?=[-*•] )/g;

// Positions in UTF-16 units for the code point offsets of `text`; one entry more than there are code points.
function units(text) {
  const at = [0];
  for (const character of text) at.push(at.at(-1) + character.length);
  return at;
}

function ranges(text, statements) {
  const at = units(text);
  return statements.map((statement, index) => ({
    start: at[statement.start],
    end: at[statement.end],
    verdict: statement.verdict,
    why: statement.why,
    citations: statement.citations,
    index,
  }));
}

// Markers that count: after a statement (before the next one), or at its very end, and among its citations.
function markers(text, spans) {
  const all = [...text.matchAll(MARKER)].map((m) => ({ start: m.index, end: m.index + m[0].length, number: +m[1] }));
  if (!spans) return all;
  return all.filter((marker) => {
    const owner = spans.findLast((span) => span.start <= marker.start);
    if (!owner || !owner.citations.includes(marker.number)) return false;
    return marker.start >= owner.end || /^(\s*\[\d+\])*[\s.!?…"”'’)]*$/.test(text.slice(marker.end, owner.end));
  });
}

function say(pieces, markdown, at, span) {
  const text = markdown.replace(ESCAPE, '$1');
  const [, lead, words, trail] = /^(\s*)([.,;:!?…)”"’]+(?=\s+$)|.*?$)(\s*)$/s.exec(text);
  if (lead && pieces.length) pieces.push({ kind: 'gap', text: lead, at });
  if (words) pieces.push({ kind: 'say', text: words, at, verdict: span?.verdict ?? '' });
  if (trail) pieces.push({ kind: 'gap', text: trail, at });
}

// The text between `from` and `to`, cut where statements begin and end.
function plain(pieces, text, from, to, spans) {
  const edges = (spans ?? []).flatMap((span) => [span.start, span.end]).filter((edge) => edge > from && edge < to);
  const cuts = [from, ...edges, to];
  for (let i = 0; i + 1 < cuts.length; i += 1) {
    const span = spans?.find((each) => each.start <= cuts[i] && cuts[i + 1] <= each.end);
    say(pieces, text.slice(cuts[i], cuts[i + 1]), cuts[i], span);
  }
}

// What a reader must know of a statement stands behind its last words and chips.
function judge(pieces, from, to, spans) {
  for (const span of spans ?? []) {
    if (span.verdict === 'supported' || span.end <= from || span.end > to) continue;
    const next = pieces.findIndex((piece) => piece.at >= span.end && piece.kind !== 'chip' && !CLOSING.test(piece.text));
    const here = next < 0 ? pieces.length : next;
    pieces.splice(here, 0, { kind: 'verdict', verdict: span.verdict, why: span.why, at: span.start });
  }
}

// Chips take the blank before and the punctuation after them along, so that a line never begins with either.
function line(text, from, to, chips, spans) {
  const pieces = [];
  let here = from;
  for (const chip of chips.filter((each) => each.start >= from && each.end <= to)) {
    const before = text.slice(here, chip.start).trimEnd().length + here;
    if (before > here) plain(pieces, text, here, before, spans);
    const tail = /^[.,;:!?…)”"’]*/.exec(text.slice(chip.end, to))[0];
    pieces.push({ kind: 'chip', number: chip.number, tail, at: chip.start });
    here = chip.end + tail.length;
  }
  if (here < to) plain(pieces, text, here, to, spans);
  judge(pieces, from, to, spans);
  return pieces;
}

export function blocks(text, statements, running) {
  const shown = running ? text.replace(UNFINISHED, '') : text;
  const spans = running || !statements ? null : ranges(shown, statements);
  const chips = markers(shown, spans);
  const found = [];
  let from = 0;
  for (const stop of [...shown.matchAll(BREAK), { index: shown.length, 0: '' }]) {
    const item = /^[-*•] /.exec(shown.slice(from, stop.index));
    const start = from + (item ? item[0].length : 0);
    const pieces = line(shown, start, stop.index, chips, spans);
    if (pieces.length) found.push({ kind: item ? 'item' : 'paragraph', pieces });
    from = stop.index + stop[0].length;
  }
  return found;
}
