/**
 * Pulls snapshots and draws them: at most one request is under way, each answer is drawn once, in an animation frame, and with
 * nothing new and nothing running no frame is asked for. A slow page so slows the picture and never the training.
 * @template T
 */
export class FrameLoop {
  /** @type {() => Promise<T | null>} */ #request;
  /** @type {(answer: T) => void} */ #draw;
  /** @type {() => boolean} */ #isRunning;
  /** @type {T | null} */ #answer = null;
  #stale = false;
  #waiting = false;
  #active = false;
  #frame = 0;
  #lastRequest = -Infinity;
  /** Least time between two pictures of a running network, in ms; edits are shown at once. */
  minimumInterval = 0;

  /**
   * @param {object} options
   * @param {() => Promise<T | null>} options.request  null: out of date, ask again
   * @param {(answer: T) => void} options.draw
   * @param {() => boolean} options.isRunning
   */
  constructor({ request, draw, isRunning }) {
    this.#request = request;
    this.#draw = draw;
    this.#isRunning = isRunning;
  }

  /** Off-screen or in a hidden tab nothing is pulled. */
  set active(/** @type {boolean} */ active) {
    if (active === this.#active) return;
    this.#active = active;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#stale ||= active;
    this.#schedule();
  }

  get active() {
    return this.#active;
  }

  /** Something changed: the picture on screen is out of date. */
  invalidate() {
    this.#stale = true;
    this.#schedule();
  }

  #schedule() {
    if (!this.#active || this.#frame) return;
    this.#frame = requestAnimationFrame((now) => {
      this.#frame = 0;
      this.#tick(now);
    });
  }

  /** @param {number} now */
  #tick(now) {
    const answer = this.#answer;
    this.#answer = null;
    const due = this.#isRunning() && now - this.#lastRequest >= this.minimumInterval;
    if (!this.#waiting && (this.#stale || due)) this.#ask(now);
    if (answer) this.#draw(answer);
    if (this.#isRunning()) this.#schedule();
  }

  /** @param {number} now */
  async #ask(now) {
    this.#waiting = true;
    this.#stale = false;
    this.#lastRequest = now;
    try {
      this.#answer = await this.#request();
      this.#stale ||= this.#answer === null && this.#isRunning();
    } finally {
      this.#waiting = false;
      if (this.#answer || this.#stale) this.#schedule();
    }
  }
}
