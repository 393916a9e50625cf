import { noChange } from 'lit';
import { AsyncDirective, directive } from 'lit/async-directive.js';

/**
 * Parts of the page that are rendered on their own: a step of the microscope changes three of them, and nothing of the panels around. A
 * rendering of the whole element leaves them alone while they are up to date.
 */
export class LiveParts {
  /** @type {Map<LivePart, () => unknown>} */ #parts = new Map();
  /** @type {WeakSet<LivePart>} */ #current = new WeakSet();

  /** A part, to be put into a template. @param {() => unknown} template @returns {unknown} */
  part(template) {
    return live(this, template);
  }

  /** All of them are out of date. */
  forget() {
    this.#current = new WeakSet();
  }

  /** Brings those up to date that aren't. */
  render() {
    for (const [part, template] of this.#parts) if (!this.#current.has(part)) part.setValue(this.take(part, template));
  }

  /** What a part shows now. @param {LivePart} part @param {() => unknown} template */
  take(part, template) {
    this.#parts.set(part, template);
    if (this.#current.has(part)) return noChange;
    this.#current.add(part);
    return template();
  }

  /** @param {LivePart} part */
  drop(part) {
    this.#parts.delete(part);
    this.#current.delete(part);
  }
}

class LivePart extends AsyncDirective {
  /** @type {LiveParts | null} */ #owner = null;
  /** @type {() => unknown} */ #template = () => noChange;

  /** @param {LiveParts} owner @param {() => unknown} template */
  render(owner, template) {
    this.#owner = owner;
    this.#template = template;
    return owner.take(this, template);
  }

  /** @override */
  disconnected() {
    this.#owner?.drop(this);
  }

  /** @override */
  reconnected() {
    if (this.#owner) this.setValue(this.#owner.take(this, this.#template));
  }
}

const live = directive(LivePart);
