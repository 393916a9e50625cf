import { nothing } from 'lit';
import { Directive, directive } from 'lit/directive.js';

/**
 * Sets lengths through the CSSOM: a style attribute in markup is refused by the content security policy.
 * `<div ${place({ left: 10, width: 40 })}>`, in CSS px.
 */
class Place extends Directive {
  /** What is set, so that nothing has to be read. @type {Record<string, number>} */ #set = {};

  /** @param {Record<string, number>} _lengths */
  render(_lengths) {
    return nothing;
  }

  /** @override @param {import('lit/directive.js').ElementPart} part @param {[Record<string, number>]} lengths */
  update(part, [lengths]) {
    const { style } = /** @type {HTMLElement} */ (part.element);
    for (const [name, length] of Object.entries(lengths)) {
      if (length === this.#set[name]) continue;
      this.#set[name] = length;
      style.setProperty(name, `${Math.round(length * 100) / 100}px`);
    }
    return nothing;
  }
}

export const place = directive(Place);
