// Days and counts as a reader expects to see them.

const KNOWN = {
  metadata: 'as the source states',
  url: 'from the address of the page',
  dateline: 'from the dateline',
};

export function day(iso) {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso ?? '');
  if (!found) return '';
  const date = new Date(Date.UTC(+found[1], +found[2] - 1, +found[3]));
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
}

export const published = (thing) => day(thing.published) || 'date unknown';

// The date, and how it is known: "9 January 2025, from the dateline".
export function publishedHow(thing) {
  const how = KNOWN[thing.published_from];
  return thing.published && how ? `${day(thing.published)}, ${how}` : published(thing);
}

export const publisher = (thing) => thing.publisher || 'Publisher unknown';

export const counted = (number, one, many = `${one}s`) =>
  `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`;

export function stretch(first, last) {
  if (!first || !last) return '';
  return day(first) === day(last) ? day(first) : `${day(first)} to ${day(last)}`;
}
