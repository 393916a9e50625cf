import { render } from 'lit';

/**
 * One of the panels that are loaded when they are opened: renders into a box of the page, draws on its canvases, and ends with it.
 * @typedef {import('../app.js').App} App
 * @typedef {import('../../views/types.js').Theme} Theme
 */
export class Panel {
  #box;
  #isWaiting = false;
  #isOver = false;
  /** @type {(() => void)[]} */ #stops = [];
  #resize = new ResizeObserver(() => this.update());

  /** @param {HTMLElement} box @param {App} app @param {() => Theme} theme */
  constructor(box, app, theme) {
    this.#box = box;
    this.app = app;
    this.theme = theme;
    this.#resize.observe(box);
  }

  get box() {
    return this.#box;
  }

  /** CSS px a drawing may have at most. */
  get width() {
    return this.#box.clientWidth;
  }

  /** Whether anybody can see it. */
  get isOpen() {
    return this.#box.isConnected && this.width > 0;
  }

  /**
   * Calls `react` whenever a signal of the app changes.
   * @param {{ subscribe: (listener: () => void) => () => void }[]} signals @param {() => void} react
   */
  watch(signals, react) {
    for (const signal of signals) this.#stops.push(signal.subscribe(react));
  }

  /** Renders once for all changes of this moment. */
  update() {
    if (this.#isWaiting || this.#isOver) return;
    this.#isWaiting = true;
    requestAnimationFrame(() => {
      this.#isWaiting = false;
      if (this.#isOver || !this.isOpen) return;
      render(this.template(), this.#box);
      this.paint();
    });
  }

  /** @returns {unknown} */
  template() {
    return null;
  }

  paint() {}

  /** @param {string} selector */
  canvas(selector) {
    return /** @type {HTMLCanvasElement | null} */ (this.#box.querySelector(selector));
  }

  dispose() {
    this.#isOver = true;
    this.#resize.disconnect();
    for (const stop of this.#stops) stop();
  }
}
