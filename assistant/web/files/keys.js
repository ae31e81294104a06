// Moving about by keyboard alone.

// What keys do where people ask; in a field they type.
export function asking(page, event) {
  if (document.body.dataset.view !== 'ask' || document.querySelector('dialog[open]')) return;
  const { box } = page.composer;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target === box) return inBox(page, event);
  if (event.key === 'Escape' && page.panel.at) return page.panel.close();
  if (event.target.matches?.('input, textarea, select')) return;
  const does = { '/': () => box.focus(), n: () => page.step(1), p: () => page.step(-1), a: () => page.panel.into(page.cited()) }[event.key];
  if (!does) return;
  event.preventDefault();
  does();
}

// Escape leaves the box for the answer; the arrow up brings the last question back into an empty one.
function inBox(page, event) {
  const { last } = page.thread;
  if (!last) return;
  if (event.key === 'Escape') page.thread.root.lastElementChild.focus({ preventScroll: true });
  if (event.key !== 'ArrowUp' || page.composer.box.value || page.composer.running) return;
  event.preventDefault();
  page.composer.edit(last);
}

// The arrows go up and down a list, and from the field that narrows it into it.
export function arrows(list, field = null) {
  const walk = (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    const rows = [...list.querySelectorAll('.dl-row, .dl-suggestion')];
    const at = rows.indexOf(event.target);
    const next = event.target === field ? rows[by - 1] : rows[at + by] ?? (at === 0 && by < 0 ? field : null);
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  list.addEventListener('keydown', walk);
  field?.addEventListener('keydown', walk);
}

// Escape closes what unfolds, and so does a press beside it where it lies over other things.
export function closes(details, { beside = false } = {}) {
  details.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !details.open) return;
    event.stopPropagation();
    details.open = false;
    details.querySelector('summary').focus();
  });
  if (beside) document.addEventListener('pointerdown', ({ target }) => !details.contains(target) && details.removeAttribute('open'));
}
