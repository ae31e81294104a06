// The page where people ask: wires thread, composer, tooltip and panel to the server.
// The server sends {kind: "opened", …} once, {kind: "turn", …} whenever a turn has grown, {kind: "lost"} where
// asking failed. Of messages that come at once only the last is seen: each must say all that it is about.

import { Composer } from './composer.js';
import { counted, stretch } from './dates.js';
import { arrows, asking, closes } from './keys.js';
import { limitsOf, only } from './limits.js';
import { copy, make, smooth, wide } from './make.js';
import { Panel } from './panel.js';
import { Thread } from './thread.js';
import { Tip } from './tip.js';

const WORDS = { running: 'Answering', done: 'Answer ready', stopped: 'Stopped', failed: 'No answer' };

// A turn as it stands before the server has said anything.
function begun(question, { as_of: asOf, ...filters }) {
  const id = `t${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
  const empty = { text: '', statements: null, citations: [], notices: [], nearest: [], looked_at: {}, abstained: false, disagreements: [], plan: null, feedback: null };
  return { id, question, standalone: '', as_of: asOf, filters, state: 'running', ...empty };
}

function holds({ articles, first, last }) {
  if (!articles) return ['The archive is empty. ', make('a', { class: 'dl-link', href: '#archive', onclick: toArchive }, 'Add articles'), ' to ask about them.'];
  const days = stretch(first, last);
  return [`${counted(articles, 'article')}${days ? `, ${days}` : ''}. Every sentence of an answer shows the published words it rests on.`];
}

// A link with a # alone leads away from the conversation: it resolves against the page's base.
function toArchive(event) {
  event.preventDefault();
  location.hash = 'archive';
}

export function mount(element, { props, trigger, server, watch }) {
  const page = new Page(element.querySelector('.dl-ask'), trigger, server);
  const take = () => page.take(props.value);
  watch('value', take);
  take();
}

class Page {
  constructor(root, trigger, server) {
    const find = (name) => root.querySelector(name);
    this.root = root;
    this.trigger = trigger;
    this.server = server;
    this.halted = new Set();
    // As configured, until the reader chooses another.
    this.writer = null;
    this.thread = new Thread(find('.dl-thread'), (turn, otherwise) => this.otherwise(turn, otherwise));
    this.composer = new Composer(find('.dl-composer'), { ask: (question) => this.ask(question), stop: () => this.stop() });
    this.panel = new Panel(find('.dl-panel'), root, (which) => server.read(which), (article) => [only(article)]);
    this.panel.onmove = (at) => this.point(at);
    this.tip = new Tip(find('.dl-tip'), find('.dl-talk'), (turn, number) =>
      this.thread.turn(turn)?.citations.find((citation) => citation.number === number));
    this.status = find('.dl-status');
    root.addEventListener('click', (event) => this.clicked(event));
    this.panel.onstep = () => this.uncover(this.cited());
    document.addEventListener('keydown', (event) => asking(this, event));
    arrows(find('.dl-first'));
    closes(find('.dl-limits'));
    closes(find('.dl-export'), { beside: true });
    document.addEventListener('dateline:only', ({ detail }) => this.only(detail));
  }

  take(value) {
    if (value?.kind === 'opened') this.opened(value);
    // What still arrives after Stop belongs to a turn that the reader has ended.
    if (value?.kind === 'lost') this.lost();
    if (value?.kind === 'turn' && !this.halted.has(value.turn.id)) this.turned(value);
  }

  opened(value) {
    this.conversation = value.conversation;
    this.archive(value);
    Object.assign(this.thread, { may: value.may ?? {}, writers: value.writers ?? {} });
    value.turns.forEach((turn) => this.thread.show(turn));
    this.title();
    if (value.turns.length) this.panel.reserve();
    const { last } = this.thread;
    if (last) this.composer.restore(last);
    if (value.notice) this.notice(value.notice);
    this.state(value.turns.length ? 'ready' : 'empty');
    if (!value.turns.length) this.suggest();
    this.composer.ready();
    this.root.dataset.ready = 'true';
    if (last) {
      this.thread.root.lastElementChild.scrollIntoView({ block: 'start' });
      this.beside(last);
    } else if (wide()) this.composer.box.focus({ preventScroll: true });
  }

  archive({ archive, publishers, languages }) {
    this.root.querySelector('.dl-holds').replaceChildren(...(archive ? holds(archive) : []));
    if (archive && !archive.articles) this.refill();
    this.composer.offer(publishers, languages);
  }

  // What the page knows of an empty archive is of no use once there are articles.
  refill() {
    let filled = false;
    document.addEventListener('dateline:changed', () => { filled = true; });
    document.addEventListener('dateline:view', ({ detail }) => filled && detail === 'ask' && this.root.dataset.state === 'empty' && location.reload());
  }

  async suggest() {
    const questions = await this.server.questions(null).catch(() => []);
    this.root.querySelector('.dl-first').replaceChildren(...questions.map((question) =>
      make('li', {}, make('button', { type: 'button', class: 'dl-suggestion', dir: 'auto' }, question))));
  }

  ask(question, { limits = this.composer.limits, parts = null } = {}) {
    if (this.composer.running) return;
    this.notice('');
    this.panel.reserve();
    const turn = begun(question, limits);
    this.turned({ conversation: this.conversation, turn });
    this.trigger('ask', { turn: turn.id, question, conversation: this.conversation ?? null, writer: this.writer, parts, ...limits });
  }

  // A turn asked in other words, with other limits, or by another writer, who then stays.
  otherwise(turn, { question = turn.standalone || turn.question, writer = this.writer, ...more }) {
    if (this.composer.running) return;
    this.writer = writer;
    const { limits, parts = turn.plan?.questions ?? [] } = more;
    this.asked(question, { limits: limits ?? limitsOf(turn), parts });
  }

  only(article) {
    // On a narrow screen the article lies over the question.
    if (!wide() && !this.panel.root.hidden) this.panel.close();
    if (document.body.dataset.view === 'ask') return this.composer.only(article);
    document.addEventListener('dateline:view', () => this.composer.only(article), { once: true });
    location.hash = 'ask';
    return null;
  }

  // The same question with the same limits, whatever has been set for the next one.
  again(turn) {
    this.asked(turn.question, { limits: limitsOf(turn) });
  }

  // What was pressed may be gone, or far above: the focus goes to the new turn.
  asked(question, more) {
    this.ask(question, more);
    this.thread.root.lastElementChild.focus({ preventScroll: true });
  }

  turned({ conversation, turn }) {
    const fresh = !this.thread.turn(turn.id);
    this.conversation = conversation;
    this.running = turn.id;
    this.thread.show(turn);
    this.address(conversation);
    this.title();
    // A new question goes to the top of the screen once; from then on nothing moves by itself.
    if (fresh) this.thread.root.lastElementChild.scrollIntoView({ block: 'start', behavior: smooth() });
    if (this.root.dataset.state !== turn.state) this.state(turn.state === 'running' ? 'running' : 'ready', turn);
    if (turn.state === 'done') this.beside(turn);
  }

  address(conversation) {
    const address = new URL(location.href);
    if (!conversation || address.searchParams.get('c') === conversation) return;
    address.searchParams.set('c', conversation);
    history.replaceState(history.state, '', address);
  }

  // So that several conversations in several tabs can be told apart.
  title() {
    const [first] = this.thread.turns.values();
    document.title = first ? `${first.turn.question.slice(0, 80)} – Dateline` : 'Dateline';
  }

  // What can be taken away is what is kept: answers that are whole.
  exports() {
    const kept = this.conversation && [...this.thread.turns.values()].some(({ turn }) => turn.state === 'done');
    this.root.querySelector('.dl-export').hidden = !kept;
    for (const link of this.root.querySelectorAll('.dl-export a')) {
      link.href = new URL(`api/conversations/${encodeURIComponent(this.conversation)}.${link.dataset.form}`, document.baseURI);
    }
  }

  stop() {
    this.trigger('halt', {});
    const turn = this.thread.turn(this.running);
    this.halted.add(this.running);
    if (turn) this.thread.show({ ...turn, state: 'stopped' });
    this.state('ready', { state: 'stopped' });
  }

  // The server took the question and gave nothing back, or would not take it.
  lost() {
    const turn = this.thread.turn(this.running);
    if (turn?.state !== 'running') return;
    this.halted.add(turn.id);
    this.thread.show({ ...turn, state: 'failed', error: 'The server could not answer just now. Wait a little, then ask again.' });
    this.state('ready', { state: 'failed' });
  }

  state(state, turn) {
    this.root.dataset.state = state;
    this.exports();
    this.composer.run(state === 'running');
    if (state === 'running') this.status.textContent = WORDS.running;
    else if (turn) this.status.textContent = WORDS[turn.state] ?? '';
  }

  // On a wide screen the first article cited opens by itself, unless the reader has closed the panel.
  beside(turn) {
    if (wide() && !this.panel.closed && turn.citations.length && !turn.abstained) this.panel.cite(turn, turn.citations[0].number);
  }

  point(at) {
    const before = this.cited();
    for (const node of this.root.querySelectorAll('[aria-current]')) node.removeAttribute('aria-current');
    // The panel is gone, and with it perhaps the button that had the focus.
    if (!at && document.activeElement === document.body) before?.focus();
    if (!at) return;
    const mine = `[data-turn="${CSS.escape(at.turn)}"][data-number="${at.number}"]`;
    for (const node of this.root.querySelectorAll(mine)) node.setAttribute('aria-current', 'true');
    if (!wide()) this.uncover(this.cited());
  }

  // The number whose article is open.
  cited() {
    return this.root.querySelector('.dl-chip[aria-current]');
  }

  // To the next citation, or, where none is open, to the first or last of the answer that has the focus.
  step(by) {
    if (this.panel.at?.turn) return this.panel.step(by);
    const here = document.activeElement.closest('.dl-turn');
    const turn = this.thread.turn(here?.dataset.turn) ?? this.thread.last;
    const citation = turn?.abstained ? null : turn?.citations.at(by > 0 ? 0 : -1);
    return citation ? this.panel.cite(turn, citation.number) : null;
  }

  // On a narrow screen the panel lies over the page, on a wide one the box: the chip must stay in sight above it.
  uncover(chip) {
    if (!chip) return;
    const { top, bottom } = chip.getBoundingClientRect();
    const cover = wide() ? this.composer.form : this.panel.root;
    const room = cover.getBoundingClientRect().top;
    const ceiling = wide() ? this.panel.root.getBoundingClientRect().top : 0;
    if (top < ceiling || bottom > room - 24) scrollBy({ top: bottom - room * 0.6, behavior: smooth() });
  }

  notice(words) {
    const notice = this.root.querySelector('.dl-notice');
    notice.textContent = words;
    notice.hidden = !words;
  }

  clicked(event) {
    const button = event.target.closest('button');
    if (!button || this.panel.root.contains(button)) return;
    const turn = this.thread.turn(button.dataset.turn);
    if (button.matches('.dl-suggestion')) this.asked(button.textContent);
    else if (button.dataset.do) this.act(button, turn);
    else if (button.dataset.number) this.panel.cite(turn, +button.dataset.number);
    else if (button.dataset.article) this.panel.show(button.dataset.article);
  }

  async act(button, turn) {
    if (button.dataset.do === 'again') return this.again(turn);
    if (button.dataset.do === 'edit') return this.composer.edit(turn);
    const copied = await copy(turn.markdown);
    const before = button.textContent;
    button.textContent = copied ? 'Copied' : 'Could not copy';
    this.status.textContent = button.textContent;
    return setTimeout(() => { button.textContent = before; }, 2000);
  }
}
