// Elements from plain values. Text only ever enters the page as text nodes: article text is hostile data.

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

// A drawing of one line, in the colour of the words around it.
export function icon(path) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  for (const [name, value] of Object.entries({ viewBox: '0 0 24 24', class: 'dl-icon', 'aria-hidden': 'true', focusable: 'false' })) svg.setAttribute(name, value);
  const line = document.createElementNS(space, 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

// A link to another place, or nothing where the address is not a plain web address.
export function webLink(address, attributes, ...children) {
  if (!/^https?:\/\//i.test(address ?? '')) return null;
  return make('a', { ...attributes, href: address, target: '_blank', rel: 'noopener noreferrer' }, ...children);
}

export const smooth = () =>
  matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';

export const wide = () => matchMedia('(min-width: 1000px)').matches;

// Puts text on the clipboard; false where the browser forbids it.
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // A page that is not served over https has no clipboard of its own.
    const box = make('textarea', { readonly: true, style: 'position: fixed; opacity: 0' });
    box.value = text;
    const held = document.activeElement;
    document.body.append(box);
    box.select();
    const copied = document.execCommand('copy');
    box.remove();
    held?.focus();
    return copied;
  }
}
