import { narrow, numberOf, numberText } from './quantity.js';
import { onReach } from './reach.js';
import { scopeOf } from './scope.js';
import { writeNumber } from './veil.js';

/**
 * `<lesson-experiment>`: a live network and what stands around it. The page brings its drawing and numbers along from the build, so that
 * the element and its engine are loaded only when the reader reaches for a number or a question about it, or when a playground that
 * is to be seen comes near the view.
 *
 *   printed ──reached for, or its playground near──▶ loading ──▶ live ⇄ off screen: does not train
 *                                                       └──▶ failed (says why; the page stays readable)
 *
 * @typedef {import('../element/backprop-playground.js').BackpropPlayground} BackpropPlayground
 * @typedef {import('../element/types.js').Config} Config
 * @typedef {{ input: number[], target: number[] }} Example
 *
 * @typedef {{ input: HTMLInputElement, kind: 'parameters' | 'input' | 'target', index: number }} Knob
 *
 * @typedef {object} Options  from the build (plugins/lessons/experiment.js)
 * @property {Config} config            complete
 * @property {Config[]} variants        complete
 * @property {Example} [example]        what is traced; by default the first of the data
 * @property {number[]} [parameters]    where the network starts
 * @property {string} [controls]        parts of the element to show; none: it works unseen
 * @property {boolean} [microscope]
 * @property {boolean} flow             whether a quantity looks at many examples
 */

/** A playground that is to be seen is loaded when this much of the page is left before it (CSS px). */
const nearness = '600px';

/** So long an answer may take before the page says that it is still loading (ms). */
const patience = 300;

/** On a logarithmic scale from 10⁻⁸ to 1, in percent, as plugins/lessons/experiment.js draws it. @param {number} value */
const barLength = (value) => 100 * Math.min(1, Math.max(0.01, 1 + Math.log10(Math.abs(value) || 1e-9) / 8));

/** One decimal, from −1 to 1 and not 0: a number to compute with by hand. Targets become 0 or 1, which no sigmoid nearly hits. */
function handyNumber() {
  const size = Math.ceil(Math.random() * 9) / 10;
  return Math.random() < 0.5 ? -size : size;
}

export class LessonExperiment extends HTMLElement {
  #options = /** @type {Options} */ ({});
  /** @type {Promise<BackpropPlayground> | null} */ #live = null;
  /** @type {Example | undefined} */ #example;
  #resumes = false;
  #working = false;
  #refreshing = false;
  #stale = false;

  #near = new IntersectionObserver((entries) => {
    if (entries.some(({ isIntersecting }) => isIntersecting)) this.expect();
  }, { rootMargin: nearness });

  #seen = new IntersectionObserver((entries) => this.#onSeen(entries.at(-1)?.isIntersecting ?? false));

  /** Another look at a network has no playground of its own: all it does is done to the experiment that has.
   * @returns {LessonExperiment} */
  get #owner() {
    const { network } = this.dataset;
    return network ? /** @type {LessonExperiment} */ (document.getElementById(network)) : this;
  }

  connectedCallback() {
    this.#options = JSON.parse(this.dataset.options ?? '{}');
    this.#example = structuredClone(this.#options.example);
    onReach(this, () => this.#owner.expect());
    if (this.querySelector('.stage')) this.#near.observe(this);
    if (!this.dataset.network) this.#seen.observe(this);
    this.addEventListener('change', this.#onChange);
    this.addEventListener('input', this.#onInput);
    this.addEventListener('click', this.#onClick);
    this.addEventListener('focusout', this.#onLeave);
    for (const type of ['metrics', 'change']) this.addEventListener(`backprop-${type}`, this.#onNumbers);
  }

  disconnectedCallback() {
    this.#near.disconnect();
    this.#seen.disconnect();
  }

  /** Begins to load what will be wanted soon; a failure is written in the experiment. */
  expect() {
    this.start().catch(() => {});
  }

  /** The playground, once its engine is there. @returns {Promise<BackpropPlayground>} */
  start() {
    this.#live ??= this.#load().catch((error) => {
      this.#live = null;
      this.querySelector('backprop-playground')?.remove();   // another try makes a new one
      this.#complain(`The network could not be loaded: ${error.message}`);
      throw error;
    });
    return this.#live;
  }

  async #load() {
    await import('../element/define.js');
    const playground = /** @type {BackpropPlayground} */ (document.createElement('backprop-playground'));
    const { controls, microscope, config } = this.#options;
    const stage = this.querySelector('.stage');
    playground.setAttribute('controls', controls ?? (microscope ? 'microscope' : 'none'));
    playground.toggleAttribute('microscope', microscope === true);
    playground.hidden = !stage;
    playground.theme = /** @type {'auto'} */ (document.documentElement.dataset.theme ?? 'auto');
    playground.config = config;
    const ready = new Promise((resolve, reject) => {
      playground.addEventListener('backprop-ready', resolve, { once: true });
      playground.addEventListener('backprop-error', (event) => {
        const { type, message } = /** @type {CustomEvent} */ (event).detail;
        if (type === 'load') reject(new Error(message));
        else this.#complain(message);
      });
    });
    (stage ?? this).append(playground);
    await ready;
    if (this.#options.parameters) await playground.setParameters(this.#options.parameters);
    this.dataset.state = 'live';
    return playground;
  }

  /** The numbers of this moment, by the names of scope.js. */
  async scope() {
    const playground = await this.start();
    const network = {
      trace: (/** @type {any} */ request) => playground.trace(request),
      parameters: () => playground.readParameters(),
      config: () => playground.config,
    };
    return scopeOf(network, { example: this.#example, flow: this.#options.flow });
  }

  /** Other numbers wherever the reader may change one. */
  async freshen() {
    const playground = await this.start();
    const values = Array.from(await playground.readParameters());
    for (const { kind, index } of this.#knobs()) {
      if (kind === 'parameters') values[index] = handyNumber();
      else if (this.#example) this.#example[kind][index] = kind === 'input' ? Math.abs(handyNumber()) : Math.round(Math.random());
    }
    await playground.setParameters(values);
    await this.refresh();
  }

  /** Writes the newest numbers wherever the page shows one of them. One at a time; what comes meanwhile is done after it. */
  async refresh() {
    this.#stale = true;
    if (this.#refreshing) return;
    this.#refreshing = true;
    try {
      while (this.#stale) {
        this.#stale = false;
        this.#write(await this.scope());
      }
    } finally {
      this.#refreshing = false;
    }
    document.dispatchEvent(new CustomEvent('lesson-numbers', { detail: { experiment: this.id } }));
  }

  /** @param {Record<string, any>} scope */
  #write(scope) {
    for (const place of document.querySelectorAll(`[data-of="${this.id}"][data-quantity]`)) {
      const { quantity = '', digits } = /** @type {HTMLElement} */ (place).dataset;
      const text = textOf(quantity, scope, Number(digits));
      const plain = place.localName === 'tspan' ? narrow(text) : text;
      writeNumber(place, place.hasAttribute('data-brackets') && plain.startsWith('−') ? `(${plain})` : plain);
    }
    for (const bar of /** @type {NodeListOf<SVGElement>} */ (document.querySelectorAll(`[data-of="${this.id}"][data-bar]`))) {
      bar.setAttribute('width', barLength(valueOf(bar.dataset.bar ?? '', scope)).toFixed(1));
    }
    for (const { input } of this.#knobs()) {
      if (input === document.activeElement) continue;
      const value = valueOf(input.dataset.quantity ?? '', scope);
      input.value = Number.isNaN(value) ? '' : String(Number(value.toPrecision(4)));
      input.removeAttribute('aria-invalid');
    }
  }

  /** @returns {Knob[]} */
  #knobs() {
    const inputs = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(`[data-knob-of="${this.id}"]`));
    return [...inputs].map((input) => ({ input, kind: /** @type {any} */ (input.dataset.kind), index: Number(input.dataset.index) }));
  }

  #onInput = (/** @type {Event} */ event) => {
    const knob = this.#owner.#knobs().find(({ input }) => input === event.target);
    if (knob) this.#do(() => this.#owner.#turn(knob));
  };

  /** A field that was left without a number shows again the one that holds. */
  #onLeave = (/** @type {Event} */ { target }) => {
    if (/** @type {HTMLElement} */ (target).getAttribute('aria-invalid') === 'true') this.#do(async () => {});
  };

  /** @param {Knob} knob */
  async #turn({ input, kind, index }) {
    const value = input.valueAsNumber;
    input.setAttribute('aria-invalid', String(!Number.isFinite(value)));
    if (!Number.isFinite(value)) return;
    const playground = await this.start();
    if (kind === 'parameters') await playground.setParameters(Array.from(await playground.readParameters()).with(index, value));
    else if (this.#example) this.#example[kind][index] = value;
  }

  #onChange = (/** @type {Event} */ event) => {
    const radio = /** @type {HTMLElement} */ (event.target).closest('.variants input');
    const variant = radio && this.#options.variants[Number(/** @type {HTMLInputElement} */ (radio).value)];
    if (!variant) return;
    this.#do(async () => {
      const playground = await this.start();
      await playground.pause();
      await playground.open(variant);
    });
  };

  #onClick = (/** @type {Event} */ event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest('button');
    const steps = Number(button?.dataset.steps ?? 0);
    if (steps > 0 && !this.#working) this.#do(async () => (await this.#owner.start()).step(steps));
    if (button?.hasAttribute('data-restart')) this.#do(() => this.#owner.#restart());
  };

  async #restart() {
    const playground = await this.start();
    this.#example = structuredClone(this.#options.example);
    await playground.reset();
    if (this.#options.parameters) await playground.setParameters(this.#options.parameters);
  }

  /** Something the reader asked for, and then the numbers it led to. @param {() => Promise<unknown>} work */
  async #do(work) {
    this.#working = true;
    this.#complain('');
    const waiting = setTimeout(() => this.#say('.waiting', this.#owner.dataset.state === 'live' ? '' : 'The network is loading …'), patience);
    try {
      await work();
      await this.#owner.refresh();
    } catch (error) {
      this.#complain(/** @type {Error} */ (error).message);
    } finally {
      clearTimeout(waiting);
      this.#say('.waiting', '');
      this.#working = false;
    }
  }

  #onNumbers = () => {
    if (this.dataset.state === 'live') this.refresh().catch((error) => this.#complain(error.message));
  };

  /** @param {boolean} seen */
  async #onSeen(seen) {
    const playground = this.#live && await this.#live.catch(() => null);
    if (!playground) return;
    if (!seen && playground.running) {
      this.#resumes = true;
      await playground.pause();
    } else if (seen && this.#resumes) {
      this.#resumes = false;
      await playground.play();
    }
  }

  /** @param {string} message */
  #complain(message) {
    this.#say('.trouble', message);
  }

  /** @param {'.trouble' | '.waiting'} selector @param {string} message */
  #say(selector, message) {
    const place = this.querySelector(selector);
    if (place) place.textContent = message;
  }
}

/** NaN where it is not finite any more: the playground says what happened. @param {string} quantity @param {Record<string, any>} scope */
function valueOf(quantity, scope) {
  try {
    return numberOf(quantity, scope);
  } catch {
    return NaN;
  }
}

/** @param {string} quantity @param {Record<string, any>} scope @param {number} digits */
function textOf(quantity, scope, digits) {
  const value = valueOf(quantity, scope);
  return Number.isNaN(value) ? '–' : numberText(value, digits);
}
