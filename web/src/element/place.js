import { nothing } from 'lit';
import { Directive, directive } from 'lit/directive.js';

/**
 * Sets lengths through the CSSOM: a style attribute in markup is refused by the content security policy.
 * `<div ${place({ left: 10, width: 40 })}>`, in CSS px.
 */
class Place extends Directive {
  /** @param {Record<string, number>} _lengths */
  render(_lengths) {
    return nothing;
  }

  /** @override @param {import('lit/directive.js').ElementPart} part @param {[Record<string, number>]} lengths */
  update(part, [lengths]) {
    const { style } = /** @type {HTMLElement} */ (part.element);
    for (const [name, length] of Object.entries(lengths)) {
      const value = `${Math.round(length * 100) / 100}px`;
      if (style.getPropertyValue(name) !== value) style.setProperty(name, value);
    }
    return nothing;
  }
}

export const place = directive(Place);
