import { LitElement, unsafeCSS } from 'lit';

import { failedPage, loadingPage, page } from './templates/page.js';
import { connectEngine } from '../engine/client.js';
import { App, sentenceOf } from './app.js';
import { Face } from './face.js';
import { keepFocus } from './keep-focus.js';
import { Presence } from './presence.js';
import { shortcut } from './shortcuts.js';
import controls from './styles/controls.css?inline';
import layout from './styles/layout.css?inline';
import output from './styles/output.css?inline';
import panels from './styles/panels.css?inline';
import tokens from './styles/tokens.css?inline';

/**
 * @typedef {import('./types.js').Config} Config
 * @typedef {import('./types.js').Engine} Engine
 * @typedef {import('../engine/types.js').Settings<Config>} Settings  whatever is left out is at its default
 */

/**
 * `<backprop-playground>`: a neural network that can be trained, watched and taken apart.
 *
 *   idle ──connected──▶ loading ──▶ ready: paused ⇄ running ──▶ diverged ──recover──▶ paused
 *                          └──▶ failed (says why)                    (off screen nothing is drawn; training goes on)
 *
 * @attr {string} config    fragment of a link (`data=spiral&layers=8-tanh,8-tanh`), without `#`
 * @attr {string} controls  the parts to show, out of `toolbar share settings data features network microscope output gradients measures`; all
 *   by default. `share` is seed, undo and link, in the toolbar
 * @attr {boolean} microscope present: every number of a learning step is shown
 * @attr {'auto' | 'light' | 'dark'} theme
 * @prop {Config} config    as a plain object; reading gives the whole of it, `output` and `loss` only where they don't simply follow the
 *   data; in setting one what is left out is at its default
 * @fires backprop-ready        detail { catalog }
 * @fires backprop-change       detail { config, fragment }: a setting was changed, or the first config has been opened
 * @fires backprop-statechange  detail { running, diverged }; a training that diverges out of sight is told when it is seen again
 * @fires backprop-metrics      detail: the metrics, with running and stepsPerSecond; at most 8 a second, none out of sight
 * @fires backprop-diverged     detail { step, layer, message }
 * @fires backprop-restart      detail { reason, fromStep }: the worker was replaced
 * @fires backprop-error        detail { type, message, recoverable }; type: `load`, it could not start; `config`, a setting or a request
 *   was refused; `part`, a panel could not be loaded; `worker`, the engine has stopped for good
 */
export class BackpropPlayground extends LitElement {
  /** @override */
  static properties = {
    config: { noAccessor: true },
    controls: {},
    microscope: { type: Boolean, reflect: true },
    theme: { reflect: true },
  };

  /** @override */
  static styles = [tokens, controls, layout, panels, output].map((css) => unsafeCSS(css));

  /**
   * @param {string} [tag]
   * @param {CustomElementRegistry} [registry]
   */
  static define(tag = 'backprop-playground', registry = customElements) {
    if (!registry.get(tag)) registry.define(tag, this);
  }

  /** @type {import('./types.js').Phase} */ #phase = 'idle';
  #failure = '';
  #seen = false;
  /** Counts the starts: what belongs to an older one is out of date. */ #starts = 0;
  /** @type {Face | null} */ #face = null;
  /** @type {string | Settings} */ #wanted = '';
  constructor() {
    super();
    /** @type {string | null} */ this.controls = null;
    this.microscope = false;
    /** @type {'auto' | 'light' | 'dark'} */ this.theme = 'auto';
    this.addController(new Presence(this, { onSeen: (seen) => this.#show(seen), onGone: () => this.#dispose() }));
  }

  get #app() {
    return this.#face?.app ?? null;
  }

  /** A copy of the config on show; set it, or a link's fragment, to open another one. @returns {Config | null} */
  get config() {
    return structuredClone(this.#app?.store.config.value ?? null);
  }

  set config(/** @type {Settings | string | null} */ config) {
    this.#wanted = config ?? '';
    this.#app?.open(this.#wanted);
  }

  /** The face, once it can be used. What is asked for before waits for it. @returns {Promise<Face>} */
  async #ready() {
    if (this.#phase === 'ready' && this.#face) return this.#face;
    if (this.#phase === 'failed') throw new Error(this.#failure);
    await new Promise((resolve) => {
      for (const type of ['ready', 'error']) this.addEventListener(`backprop-${type}`, resolve, { once: true });
    });
    return this.#ready();
  }

  /** The fragment of a link to what is on show, without `#`. */
  get fragment() {
    return this.#app?.store.fragment.value ?? '';
  }

  /** The newest metrics, or null before the first; of a training out of sight those of when it was last seen. */
  get metrics() {
    return this.#app?.trainer.metrics.value ?? null;
  }

  get running() {
    return this.#app?.trainer.running.value ?? false;
  }

  /** Of the microscope where it is open, in double precision; else of the newest picture. Engine's order. */
  get parameters() {
    return this.#face?.scope?.study?.parameters ?? this.#app?.picture.newest?.parameters ?? null;
  }

  /** The same from the engine itself, also where nothing is drawn. @returns {Promise<Float32Array | Float64Array>} */
  async readParameters() {
    const { scope, app } = await this.#ready();
    return scope?.study?.parameters ?? app.trainer.ask('parameters');
  }

  /** @param {ArrayLike<number>} parameters  in the engine's order */
  async setParameters(parameters) {
    await (await this.#ready()).setParameters(parameters);
  }

  /** Every number of backpropagation: see the engine's `trace`. @param {import('../engine/types.js').TraceRequest} request
   * @returns {Promise<import('../engine/types.js').Trace>} */
  async trace(request) {
    return (await this.#ready()).app.trainer.ask('trace', request);
  }

  /** What one step of the optimizer would do: see the engine's `update`, a name that Lit has taken.
   * @param {import('../engine/types.js').UpdateRequest} request @returns {Promise<import('../engine/types.js').WeightUpdate>} */
  async weightUpdate(request) {
    return (await this.#ready()).app.trainer.ask('update', request);
  }

  async play() {
    await (await this.#ready()).app.play();
  }

  async pause() {
    await (await this.#ready()).app.pause();
  }

  /** Trains on `batches` mini-batches. */
  async step(batches = 1) {
    await (await this.#ready()).app.train({ steps: batches });
  }

  /** Back to the first step: the same seed gives the same weights. */
  async reset() {
    await (await this.#ready()).app.reset();
  }

  /** Opens a config or a link's fragment; resolves when it is on show, was refused, or gave way to a newer one.
   * @param {string | Settings} config */
  async open(config) {
    this.#wanted = config;
    await this.#app?.open(config);
    await this.#ready();
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    this.addEventListener('keydown', this.#onKeyDown);
    if (this.#phase === 'idle') this.#load();
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.removeEventListener('keydown', this.#onKeyDown);
  }

  async #load() {
    const start = ++this.#starts;
    this.#phase = 'loading';
    this.requestUpdate();
    /** @type {Engine | undefined} */ let engine;
    try {
      engine = /** @type {Engine} */ (/** @type {unknown} */ (await connectEngine()));
      if (this.isConnected) await this.#start(engine);
      else {
        engine.dispose();
        this.#phase = 'idle';
      }
    } catch (error) {
      engine?.dispose();
      if (start === this.#starts) this.#fail(error);
    }
  }

  /** @param {Engine} engine */
  async #start(engine) {
    const app = new App(engine, await engine.catalog(), {
      onFrame: (frame) => this.#face?.onFrame(frame),
      emit: (type, detail) => this.#emit(type, detail),
    });
    this.#face = new Face(this, app, engine);
    await app.open(this.#wanted);
    if (this.#app !== app) return;   // gone meanwhile
    this.#phase = 'ready';
    this.requestUpdate();
    this.#show(this.#seen);
    await this.#examine();
    if (this.#app === app) this.#emit('ready', { catalog: app.catalog });
  }

  /** @param {unknown} error */
  #fail(error) {
    this.#phase = 'failed';
    this.#failure = sentenceOf(error);
    this.#emit('error', { type: 'load', message: this.#failure, recoverable: false });
    this.requestUpdate();
  }

  /** @param {boolean} seen */
  #show(seen) {
    this.#seen = seen;
    if (this.#app) this.#app.picture.loop.active = seen && this.#phase === 'ready';
  }

  /** Gone for good: the worker ends. Put back, the element starts again with the config it had. */
  #dispose() {
    if (this.#phase === 'failed') this.#phase = 'idle';
    if (!this.#face) return;
    this.#wanted = this.#face.app.store.config.value;
    this.#face.dispose();
    this.#face.app.dispose();
    this.#face = null;
    this.#phase = 'idle';
    this.#starts += 1;
  }

  async #examine() {
    if (this.#phase === 'ready' && this.#face && this.microscope !== this.#face.examining.value) await this.#face.examine(this.microscope);
  }

  #onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    if (this.#face) shortcut(this.#face, event);
  };

  /** @override @param {Map<PropertyKey, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('theme')) this.#face?.themeChanged();
    if (changed.has('microscope')) this.#examine();
  }

  /** @override @param {Map<PropertyKey, unknown>} changed */
  update(changed) {
    const restoreFocus = keepFocus(/** @type {ShadowRoot} */ (this.renderRoot));
    super.update(changed);
    restoreFocus();
  }

  /** @override */
  render() {
    if (this.#phase === 'failed') return failedPage(this.#failure);
    return this.#phase === 'ready' && this.#face ? page(this.#face, this.controls) : loadingPage();
  }

  /** @override */
  updated() {
    this.#face?.rendered();
  }

  /** @param {string} type @param {object} detail */
  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(`backprop-${type}`, { detail, bubbles: true, composed: true }));
  }
}
