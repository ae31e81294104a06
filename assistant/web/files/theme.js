// Light or dark: as the system has it until the reader chooses.

const KEY = 'dateline-theme';

function apply(choice) {
  if (choice) document.body.classList.toggle('dark', choice === 'dark');
}

export function mount(element) {
  const button = element.querySelector('.dl-theme');
  const dark = () => document.body.classList.contains('dark');
  const label = () => {
    button.textContent = dark() ? 'Light' : 'Dark';
  };
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
