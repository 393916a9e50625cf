import { adopt } from '../adopt.js';
import { withLearningRate } from '../config-edits.js';
import { keepFocus } from '../keep-focus.js';
import { LiveParts } from './live.js';
import { subjectAfter } from './selection.js';
import { Study } from './study.js';
import { grains } from './steps.js';
import { StageKeys } from './stage-keys.js';
import { leaveDialog } from './templates/leave-dialog.js';
import { microscopePanel } from './templates/panel.js';
import { plotMark } from './templates/plot-mark.js';
import { stagePanel } from './templates/stage.js';
import { View } from './view.js';
import formulas from './formulas.css?inline';
import dialog from '../styles/dialog.css?inline';
import table from '../styles/table.css?inline';
import styles from './microscope.css?inline';

/**
 * The microscope of one element: every number of a learning step on its network. Loaded when it is opened first; without signals, because a
 * page that names the element's file with a query (`?v=2`) gets a second copy of their module with this one.
 *
 *   closed ──open──▶ open: follows the session ⇄ goes its own way (a number was typed, an update made) ──leave──▶ asks: keep, or go back
 *
 * The weights on show are the session's, so that training goes on from them and the map of the output shows them; what it had before is
 * kept until the reader has decided.
 *
 * @typedef {import('../app.js').App} App
 * @typedef {import('../../views/microscope-layout.js').Subject} Subject
 * @typedef {import('./study.js').Choice} Choice
 * @typedef {{ app: App, root: ShadowRoot, theme: () => 'light' | 'dark', onClose: () => void }} Host
 */

/** Between two steps while it plays (ms). */
const pace = { unit: 1400, layer: 2200, example: 1200, batch: 900, epoch: 900 };
/** What it could not look at is not tried again with every frame (ms). */
const retryAfter = 3000;

export class Microscope extends View {
  #host;
  #generation = -1;
  #sessionStep = -1;
  /** What the session had when it was opened. @type {object | null} */ #saved = null;
  /** Handed to the session last. @type {Float64Array | null} */ #pushed = null;
  #isFollowing = false;
  /** The config that it could not look at, and when it may try again. */
  #failed = { config: /** @type {object | null} */ (null), until: 0 };
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  /** Of playing: stopped and begun again, the former ends. */ #round = 0;
  #parts = new LiveParts();
  /** The rendering that is due. @type {Promise<void> | null} */ #rendering = null;
  /** @type {Promise<void> | null} */ #looking = null;

  isOpen = false;
  isPlaying = false;
  /** The reader has changed weights, and may want the old ones back. */
  hasChanged = false;

  /** @param {Host} host */
  constructor(host) {
    super({ root: host.root, theme: host.theme, config: host.app.store.config.value });
    this.#host = host;
    this.keys = new StageKeys(this);
    adopt(host.root, table, dialog, styles, formulas);
  }

  get app() {
    return this.#host.app;
  }

  get #dialog() {
    return /** @type {HTMLDialogElement | null} */ (this.root.querySelector('dialog.leave-microscope'));
  }

  #ask = (/** @type {string} */ method, /** @type {object} */ request = {}) => this.app.trainer.ask(method, request);

  async open() {
    if (this.isOpen) return;
    await this.app.pause();
    this.isOpen = true;
    await this.look().catch((error) => {
      this.isOpen = false;   // the next time it may succeed
      throw error;
    });
  }

  /** Takes up the session as it is now; asked for twice it does it once. */
  look() {
    this.#looking ??= this.#look().finally(() => { this.#looking = null; });
    return this.#looking;
  }

  /** @returns {Promise<void>} */
  async #look() {
    const { trainer } = this.app;
    const [saved, metrics] = await Promise.all([this.#ask('checkpoint'), this.#ask('metrics')]);
    const { generation } = trainer;   // read now: an edit that was under way is done
    const [network, config, examples] = [trainer.network.value, trainer.config.value, trainer.examples.value];
    if (!network || !config || !examples) throw new Error('there is no network yet');
    const isNew = generation !== this.#generation || !this.study;
    const study = isNew ? new Study({ ask: this.#ask, network, examples, batchSize: config.batchSize }) : /** @type {Study} */ (this.study);
    await study.begin(Float64Array.from(saved.parameters), metrics.step).catch((error) => {
      if (generation === trainer.generation) throw error;
    });
    if (generation !== trainer.generation) return this.#look();   // an edit came in between
    if (isNew) {
      this.selected = /** @type {Subject} */ ({ kind: 'unit', layer: network.layers.length - 1, unit: 0 });
      this.windows = [];
    }
    this.take({ study, network, config });
    this.hasChanged = false;
    this.#generation = generation;
    this.#sessionStep = metrics.step;
    this.#saved = saved;
    this.#pushed = study.parameters;
    this.changed();
  }

  /** A new frame of the session has been drawn: after training the microscope looks at what came of it. @param {import('../types.js').Frame} frame */
  async onFrame(frame) {
    if (!this.isOpen) return;
    this.paint();   // with the colours that the page has now
    if (this.#isFollowing || !this.study?.isReady) return;
    const { trainer } = this.app;
    if (this.#failed.config === trainer.config.value && performance.now() < this.#failed.until) return;
    const isNew = this.#generation !== trainer.generation;
    const isSet = this.config !== trainer.config.value;
    if (frame.metrics.status === 'diverged' || (!isNew && !isSet && frame.metrics.step === this.#sessionStep)) return;
    this.#isFollowing = true;
    try {
      if (isSet && !isNew && frame.metrics.step === this.#sessionStep) await this.#reconfigured();
      else if (isNew || !frame.running) await this.look();
      else await this.#watch(frame);
    } catch (error) {
      this.#failed = { config: trainer.config.value, until: performance.now() + retryAfter };
      this.fail(error);
    } finally {
      this.#isFollowing = false;
    }
  }

  /** A setting like the learning rate has changed; the weights have not. */
  async #reconfigured() {
    const [config, examples] = [this.app.trainer.config.value, this.app.trainer.examples.value];
    if (!config || !examples || !this.study) return;
    const keepsOptimizer = config.optimizer.name === this.config.optimizer.name;
    await this.study.reconfigure({ examples, batchSize: config.batchSize, keepsOptimizer });
    this.take({ config });
    this.changed();
  }

  /** While it trains. @param {import('../types.js').Frame} frame */
  async #watch(frame) {
    await this.study?.begin(Float64Array.from(frame.parameters), frame.metrics.step);
    this.#pushed = this.study?.parameters ?? null;
    this.changed();
  }

  /** What the page shows is out of date; weights the reader has changed go to the session, too. */
  changed() {
    const parameters = this.study?.parameters;
    if (parameters && parameters !== this.#pushed) {
      this.#pushed = parameters;
      this.hasChanged = true;
      this.#ask('setParameters', Float32Array.from(parameters)).then(() => this.app.picture.loop.invalidate(), this.fail);
    }
    this.refresh();
  }

  /** @param {unknown} error */
  fail = (error) => {
    this.stop();
    this.app.complain(error);
  };

  /** Does what a control asks for; what the engine refuses is said, and the state before stays. @param {(study: Study) => unknown} action */
  async act(action) {
    if (!this.study?.isReady) return;
    try {
      await action(this.study);
    } catch (error) {
      this.fail(error);
    }
    this.changed();
  }

  next = () => this.#step((study) => study.next());
  back = () => this.#step((study) => study.back());

  /** Moves, and looks at what has been computed there. @param {(study: Study) => unknown} move */
  #step(move) {
    return this.act(async (study) => {
      await move(study);
      this.selected = subjectAfter(study, this.selected);
      if (study.tick.layer >= 0) this.bringIntoView(study.tick.layer, study.tick.unit);
    });
  }

  /** @param {number} position */
  go(position) {
    this.stop();
    return this.#step((study) => study.go(position));
  }

  /** @param {Choice} of */
  choose(of) {
    return this.act((study) => study.choose(of));
  }

  /** @param {import('./steps.js').Grain} grain */
  setGrain(grain) {
    return this.act((study) => (grains.includes(grain) ? study.setGrain(grain) : null));
  }

  /** @param {number} rate */
  async setLearningRate(rate) {
    await this.app.edit(withLearningRate(this.app.store.config.value, rate));
    this.refresh();   // a refused one is replaced
  }

  togglePlay = () => {
    if (this.isPlaying) this.stop();
    else this.#play();
  };

  async #play() {
    this.isPlaying = true;
    const round = ++this.#round;
    await this.next();
    if (!this.isPlaying || !this.isOpen || round !== this.#round) return;
    this.#timer = setTimeout(() => this.#play(), pace[this.study?.grain ?? 'layer']);
  }

  stop() {
    clearTimeout(this.#timer);
    if (!this.isPlaying) return;
    this.isPlaying = false;
    this.refresh();
  }

  /** @param {Subject} subject */
  select(subject) {
    this.selected = subject;
    this.refresh();
  }

  /** @param {'standard' | 'expanded'} notation */
  setNotation(notation) {
    this.notation = notation;
    this.refresh();
  }

  /** @param {number} digits */
  setDigits(digits) {
    this.digits = digits;
    this.refresh();
  }

  /** Asks first when there is something to decide. */
  leave() {
    this.stop();
    if (!this.hasChanged) return this.close(true);
    if (!this.#dialog?.open) this.#dialog?.showModal();
  }

  /** @param {boolean} keep the weights on show */
  async close(keep) {
    this.stop();
    this.#dialog?.close();
    if (!keep && this.hasChanged) {
      const failure = await this.#goBack(this.#saved).catch((error) => error);
      if (failure) return this.fail(failure);
    }
    this.isOpen = false;
    this.hasChanged = false;
    this.#host.onClose();
  }

  /** To the weights from before. Another optimizer has no use for what the former one remembered. @param {any} saved */
  async #goBack(saved) {
    await this.#ask('restore', saved).catch(() => this.#ask('setParameters', saved.parameters));
    this.app.picture.loop.invalidate();
  }

  /** Exact numbers for the parameters, in the engine's order. @param {ArrayLike<number>} parameters @param {Choice} [of] */
  async setParameters(parameters, of) {
    await this.act((study) => study.begin(Float64Array.from(parameters), this.#sessionStep, of));
  }

  /** What is on show is out of date; rendered once for all changes of this moment. */
  refresh() {
    this.forget();
    this.#parts.forget();
    this.#rendering ??= Promise.resolve().then(() => {
      this.#rendering = null;
      const restoreFocus = keepFocus(this.root);
      this.#parts.render();
      restoreFocus();
      this.paint();
    });
  }

  /** When the page shows what was changed last. */
  get rendered() {
    return this.#rendering ?? Promise.resolve();
  }

  /** Moves the window of a wide layer to a unit. @param {number} layer @param {number} unit */
  bringIntoView(layer, unit) {
    const { first = 0, cards = [] } = this.layout.columns[layer + 1] ?? {};
    if (unit < first) this.showFrom(layer, unit);
    if (unit >= first + cards.length) this.showFrom(layer, unit - cards.length + 1);
  }

  /** First shown unit of a layer that is wider than its window. @param {number} layer @param {number} first */
  showFrom(layer, first) {
    const windows = this.network.layers.map((_, index) => this.windows[index + 1] ?? 0);
    this.windows = [this.windows[0] ?? 0, ...windows];
    this.windows[layer + 1] = Math.max(0, first);
    this.refresh();
  }

  stage() {
    return this.#part(stagePanel);
  }

  panel() {
    return this.#part(microscopePanel);
  }

  dialog() {
    return leaveDialog(this);
  }

  plotMark() {
    return this.#part(plotMark);
  }

  /** @param {(scope: Microscope) => unknown} template */
  #part(template) {
    return this.#parts.part(() => (this.study?.isReady ? template(this) : ''));
  }

  /** After a rendering of the whole element, and when a box has changed its size. */
  onPage() {
    if (!this.isOpen || !this.study?.isReady) return;
    if (this.measure()) this.refresh();
    else this.paint();
  }
}
