// Light or dark: as the system has it until the reader chooses.

import { help } from './help.js';

const KEY = 'dateline-theme';

function apply(choice) {
  if (choice) document.body.classList.toggle('dark', choice === 'dark');
}

// One view at a time, named in the address after its #, so that Back and a reload keep it.
function views(element) {
  const links = [...element.querySelectorAll('[data-view]')];
  const show = () => {
    // What stands after a slash is for the view itself.
    const [wanted] = location.hash.slice(1).split('/');
    const view = links.some((link) => link.dataset.view === wanted) ? wanted : 'ask';
    if (document.body.dataset.view === view) return;
    document.body.dataset.view = view;
    for (const link of links) {
      if (link.dataset.view === view) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    scrollTo(0, 0);
    document.dispatchEvent(new CustomEvent('dateline:view', { detail: view }));
  };
  // Links resolve against the page's base, which has no conversation: following one would load the page anew.
  for (const link of links) {
    link.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      location.hash = link.dataset.view;
    });
  }
  addEventListener('hashchange', show);
  show();
}

export function mount(element, { props }) {
  element.querySelector('.dl-signout').hidden = !props.value?.signing_out;
  const button = element.querySelector('.dl-theme');
  const dark = () => document.body.classList.contains('dark');
  const label = () => {
    button.textContent = dark() ? 'Light' : 'Dark';
  };
  views(element);
  help(element.querySelector('.dl-help'));
  apply(localStorage.getItem(KEY));
  label();
  button.addEventListener('click', () => {
    const choice = dark() ? 'light' : 'dark';
    localStorage.setItem(KEY, choice);
    apply(choice);
    label();
  });
  // Gradio sets the class by itself when the system changes.
  new MutationObserver(() => label()).observe(document.body, { attributeFilter: ['class'] });
}
