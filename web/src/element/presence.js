/**
 * Tells whether the element can be seen: on screen, in a tab that is shown.
 *
 *   absent ──connect──▶ present: unseen ⇄ seen
 *      ▲                    │
 *      └──── grace over ────┘ disconnect
 *
 * A move in the document is a disconnect and a connect: the grace lets the trained network survive it.
 */
export class Presence {
  #host;
  #onSeen;
  #onGone;
  #onScreen = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #grace;
  #observer = new IntersectionObserver((entries) => {
    this.#onScreen = entries.at(-1)?.isIntersecting ?? false;
    this.#tell();
  });
  #tell = () => this.#onSeen(this.#onScreen && document.visibilityState === 'visible');

  /**
   * @param {HTMLElement} host
   * @param {{ onSeen: (seen: boolean) => void, onGone: () => void }} callbacks
   */
  constructor(host, { onSeen, onGone }) {
    this.#host = host;
    this.#onSeen = onSeen;
    this.#onGone = onGone;
  }

  hostConnected() {
    clearTimeout(this.#grace);
    this.#observer.observe(this.#host);
    document.addEventListener('visibilitychange', this.#tell);
  }

  hostDisconnected() {
    this.#observer.disconnect();
    document.removeEventListener('visibilitychange', this.#tell);
    this.#onSeen(false);
    this.#grace = setTimeout(this.#onGone, graceTime);
  }
}

const graceTime = 100;
