// How good the answers are: runs over time, the last comparison, and the cases of the set.

import { opened } from './case.js';
import { chart } from './chart.js';
import { counted, day } from './dates.js';
import { arrows } from './keys.js';
import { copy, make } from './make.js';
import { told } from './own.js';

const MOST = 400;
const WORDS = { regression: 'worse', broken: 'broken', improved: 'better', passed: 'within tolerance', new: 'new', told: '' };

export function mount(element) {
  const desk = new Desk(element.querySelector('.dl-eval'));
  const open = () => desk.list();
  document.addEventListener('dateline:view', ({ detail }) => detail === 'eval' && open());
  addEventListener('hashchange', () => document.body.dataset.view === 'eval' && desk.named());
  if (document.body.dataset.view === 'eval') open();
}

// Runs of one day are told apart by the hour (UTC, as they are stored).
const moment = (iso) => `${day(iso)}, ${iso.slice(11, 16)}`;

// "" where the address names no case, or nothing that can be read.
function caseNamed(hash) {
  try {
    return decodeURIComponent(hash.split('/').slice(1).join('/'));
  } catch {
    return '';
  }
}

class Desk {
  constructor(root) {
    this.root = root;
    this.panel = root.querySelector('.dl-panel');
    this.form = root.querySelector('form');
    this.said = root.querySelector('.dl-told');
    this.form.addEventListener('input', () => this.cases());
    this.form.addEventListener('submit', (event) => event.preventDefault());
    root.querySelector('.dl-column').addEventListener('click', (event) => {
      const row = event.target.closest('[data-case]');
      if (!row) return;
      this.opener = row;
      this.go(row.dataset.case);
    });
    arrows(root.querySelector('.dl-list'), this.form.elements.words);
    document.addEventListener('keydown', (event) => this.pressed(event));
  }

  async list() {
    try {
      this.told = await told('eval');
      this.draw();
    } catch (error) {
      this.root.querySelector('.dl-verdict-line').replaceChildren(make('p', { class: 'dl-trouble', role: 'alert' }, error.message));
    }
    this.root.dataset.ready = 'true';
    this.named();
  }

  draw() {
    const { runs, metrics, comparison, cases, fault } = this.told;
    this.root.querySelector('.dl-verdict-line').replaceChildren(...verdict(this.told), ...(fault ? [make('p', { class: 'dl-trouble', role: 'alert' }, fault)] : []));
    this.root.querySelector('.dl-charts').replaceChildren(...metrics.map((metric) => chart(metric, runs)).filter(Boolean));
    this.root.querySelector('.dl-compared').replaceChildren(...(comparison?.rows.length ? [...compared(comparison), all(runs, metrics)] : []));
    this.root.querySelector('.dl-set').hidden = !cases.length;
    this.cases();
  }

  cases() {
    const words = this.form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const which = this.form.elements.which.value;
    // Nothing was told where the server could not be asked.
    const found = (this.told?.cases ?? []).filter((each) => {
      const text = `${each.id} ${each.question} ${each.tags.join(' ')} ${each.note}`.toLowerCase();
      if (which === 'failed' && each.passed !== false) return false;
      if (which === 'draft' && !each.draft) return false;
      return words.every((word) => text.includes(word));
    });
    this.root.querySelector('.dl-list').replaceChildren(...found.slice(0, MOST).map(row));
    const failed = found.filter(({ passed }) => passed === false).length;
    const drafts = found.filter(({ draft }) => draft).length;
    this.said.textContent = [
      counted(found.length, 'case'), failed && `${failed} failed in the last run`, drafts && counted(drafts, 'draft'),
      found.length > MOST && `the first ${MOST} are listed`,
    ].filter(Boolean).join(', ') + '.';
  }

  // The address names the case that is open, so that it can be handed on.
  go(name) {
    location.hash = `eval/${encodeURIComponent(name)}`;
  }

  named() {
    const name = caseNamed(location.hash);
    if (name && this.open !== name) this.show(name);
    if (!name && this.open) this.close();
  }

  async show(name) {
    this.open = name;
    let parts;
    try {
      parts = opened(await told(`eval/case?name=${encodeURIComponent(name)}`), () => this.go(''));
    } catch (error) {
      parts = [make('p', { class: 'dl-trouble', role: 'alert' }, error.message)];
    }
    if (this.open !== name) return;
    this.panel.replaceChildren(...parts);
    this.panel.hidden = false;
    this.root.classList.add('dl-reading');
    for (const other of this.root.querySelectorAll('[data-case]')) other.toggleAttribute('aria-current', false);
    this.root.querySelector(`.dl-list [data-case="${CSS.escape(name)}"]`)?.setAttribute('aria-current', 'true');
  }

  close() {
    this.open = null;
    this.panel.hidden = true;
    this.panel.replaceChildren();
    this.root.classList.remove('dl-reading');
    this.opener?.focus();
  }

  pressed(event) {
    if (document.body.dataset.view !== 'eval') return;
    if (event.key === 'Escape' && this.open) this.go('');
    else if (event.key === '/' && !event.target.matches?.('input, select')) {
      event.preventDefault();
      this.form.elements.words.focus();
    }
  }
}

function verdict({ runs, comparison, cases, command, file }) {
  const again = make('button', { type: 'button', class: 'dl-quiet', onclick: async () => {
    again.textContent = (await copy(command)) ? 'Copied' : 'Could not copy';
  } }, 'Copy');
  const line = make('p', { class: 'dl-command' }, make('code', { tabindex: '0' }, command), again);
  if (!runs.length) {
    const drafted = cases.length ? `The set holds ${counted(cases.length, 'case')}. ` : `Say under an answer whether it is right, and make a case of it: it goes into ${file}. `;
    return [
      make('p', { class: 'dl-lead' }, 'An eval set asks the same questions again and again, and says whether the answers became better or worse.'),
      make('p', { class: 'dl-word' }, `${drafted}A run asks them all:`), line,
    ];
  }
  const last = runs.at(-1);
  const [head, ...rest] = comparison.sentence.split(':');
  const by = last.model ? `${last.writer} writer, ${last.model}` : `${last.writer} writer`;
  return [
    make('p', { class: 'dl-outcome', 'data-failed': String(comparison.failed) }, make('strong', {}, head), `:${rest.join(':')}`),
    make('p', { class: 'dl-word' }, `${moment(last.created)}, ${by}; ${counted(runs.length, 'run')} kept. The next one:`), line,
  ];
}

function compared({ rows, flips, with: other }) {
  const cells = rows.map((each) => make('tr', { 'data-verdict': each.verdict },
    make('th', { scope: 'row' }, each.title), make('td', {}, each.before), make('td', {}, each.now), make('td', {}, each.change), make('td', {}, WORDS[each.verdict])));
  const head = make('tr', {}, ...['Figure', 'Before', 'Now', 'Change', 'Gate'].map((word) => make('th', { scope: 'col' }, word)));
  const moved = rows.filter(({ change }) => change !== '0' && change !== '–').length;
  const turned = flips.map((flip) => make('li', {}, make('button', { type: 'button', class: 'dl-row', 'data-case': flip.case },
    make('span', { class: 'dl-row-title', dir: 'auto' }, flip.question),
    make('span', { class: 'dl-row-from', 'data-passed': String(!flip.worse) }, `${flip.worse ? 'worse' : 'better'} · ${flip.why || 'passes now'}`))));
  const against = other.replace(/\d{4}-\d{2}-\d{2}T\S+/, (iso) => moment(iso));
  return [
    make('h2', {}, 'The last comparison'),
    make('p', { class: 'dl-word' }, `With ${against}: ${moved ? `${counted(moved, 'figure')} moved` : 'no figure moved'}, ${flips.length ? `${counted(flips.length, 'case')} turned` : 'no case turned'}.`),
    turned.length > 0 && make('ul', { class: 'dl-rows' }, ...turned),
    make('details', { class: 'dl-cuts' }, make('summary', {}, 'Every figure'),
      make('div', { class: 'dl-scroll', tabindex: '0', role: 'region', 'aria-label': 'Every figure, before and now' }, make('table', {}, make('thead', {}, head), make('tbody', {}, ...cells)))),
  ].filter(Boolean);
}

function all(runs, metrics) {
  const head = make('tr', {}, ...['Run', 'Writer', 'Cases', ...metrics.map(({ title }) => title)].map((word) => make('th', { scope: 'col' }, word)));
  const rows = [...runs].reverse().map((run) => make('tr', {},
    make('th', { scope: 'row' }, run.created.slice(0, 16).replace('T', ' ')), make('td', {}, run.model ?? run.writer), make('td', {}, String(run.cases)),
    ...metrics.map(({ name }) => make('td', {}, run.metrics[name]?.shown ?? '–'))));
  return make('details', { class: 'dl-cuts' }, make('summary', {}, 'Every run'),
    make('div', { class: 'dl-scroll', tabindex: '0', role: 'region', 'aria-label': 'Every run' }, make('table', {}, make('thead', {}, head), make('tbody', {}, ...rows))));
}

function row(each) {
  const state = each.passed === null ? 'not asked yet' : each.passed ? 'passed' : `failed: ${each.why}`;
  const more = [each.id, each.draft && (each.open ? 'draft, expects nothing yet' : 'draft'), state].filter(Boolean).join(' · ');
  return make('li', {}, make('button', { type: 'button', class: 'dl-row', 'data-case': each.id },
    make('span', { class: 'dl-row-title', dir: 'auto' }, each.question),
    make('span', { class: 'dl-row-from', 'data-passed': String(each.passed) }, more)));
}
