import { hitTest } from '../views/network-layout.js';

/**
 * @typedef {import('./picture.js').Picture} Picture
 * @typedef {import('../views/network-layout.js').UnitHit} UnitHit
 */

/**
 * Pointer and keyboard on the network. One unit is in the tab order; the arrow keys move from it, left and right across the
 * layers, up and down in one. Enter, Space or a click pins a unit, Escape lets it go.
 */
export class NetworkKeys {
  #picture;
  #root;
  /** @type {{ layer: number, unit: number } | null} */ #current = null;

  /** @param {Picture} picture @param {ShadowRoot} root */
  constructor(picture, root) {
    this.#picture = picture;
    this.#root = root;
  }

  /** @param {number} layer @param {number} unit */
  isCurrent(layer, unit) {
    const nodes = this.#picture.layout.value?.nodes ?? [];
    const current = this.#current;
    const known = current && nodes.some((node) => node.layer === current.layer && node.unit === current.unit);
    const { layer: l, unit: u } = (known ? current : nodes.at(-1)) ?? { layer: 0, unit: 0 };
    return l === layer && u === unit;
  }

  /** @param {Event} event @returns {UnitHit | null} */
  #unitOf(event) {
    const { layer, unit } = /** @type {HTMLElement} */ (event.target).dataset;
    return layer === undefined ? null : { kind: 'unit', layer: Number(layer), unit: Number(unit) };
  }

  /** @param {UnitHit | import('../views/network-layout.js').LinkHit | null} hit */
  #hover(hit) {
    const { hover, loop } = this.#picture;
    if (JSON.stringify(hit) === JSON.stringify(hover.value)) return;
    hover.value = hit;
    loop.invalidate();
  }

  onPointerMove = (/** @type {PointerEvent} */ event) => {
    const layout = this.#picture.layout.value;
    if (!layout || event.pointerType === 'touch') return;
    const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
    const hit = hitTest(layout, event.clientX - box.left, event.clientY - box.top);
    this.#hover(hit?.kind === 'more' ? null : hit);
  };

  onPointerLeave = () => this.#hover(null);

  onFocusIn = (/** @type {FocusEvent} */ event) => {
    const unit = this.#unitOf(event);
    if (!unit) return;
    this.#current = unit;
    this.#hover(unit);
  };

  onFocusOut = () => this.#hover(null);

  onClick = (/** @type {MouseEvent} */ event) => {
    const layout = this.#picture.layout.value;
    const unit = this.#unitOf(event);
    if (unit) this.#picture.pin(unit);
    else if (layout) this.#scrollAt(layout, event);
    this.#picture.loop.invalidate();
  };

  /**
   * A click on "… more units" shows the next ones.
   * @param {import('../views/network-layout.js').NetworkLayout} layout @param {MouseEvent} event
   */
  #scrollAt(layout, event) {
    const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
    const hit = hitTest(layout, event.clientX - box.left, event.clientY - box.top);
    const column = hit?.kind === 'more' ? layout.columns[hit.layer + 1] : undefined;
    if (!column) return;
    const next = column.first + column.shown.length;
    this.#showFrom(column.layer, next >= column.units ? 0 : next);
  }

  /** @param {number} layer @param {number} first */
  #showFrom(layer, first) {
    const windows = [...this.#picture.windows.value];
    windows[layer + 1] = Math.max(0, first);
    this.#picture.windows.value = Array.from(windows, (value) => value ?? 0);
  }

  onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    const unit = this.#unitOf(event);
    if (!unit) return;
    if (event.key === 'Escape' && this.#picture.pinned.value) {
      this.#picture.pin(null);
      this.#picture.loop.invalidate();
    } else if (!this.#move(unit, event.key)) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  /** @param {UnitHit} from @param {string} key */
  #move({ layer, unit }, key) {
    const columns = this.#picture.layout.value?.columns ?? [];
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: 0, ArrowDown: 0, Home: -Infinity, End: Infinity };
    const step = steps[/** @type {keyof typeof steps} */ (key)];
    if (step === undefined) return false;
    const index = Math.min(Math.max(layer + 1 + step, 0), columns.length - 1);
    const column = columns[index];
    if (!column) return false;
    const wanted = unit + (key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0);
    this.#focus(column, Math.min(Math.max(wanted, 0), column.units - 1));
    return true;
  }

  /** @param {import('../views/network-layout.js').PlacedColumn} column @param {number} unit */
  async #focus(column, unit) {
    const { layer, first, shown } = column;
    if (unit < first) this.#showFrom(layer, unit);
    if (unit >= first + shown.length) this.#showFrom(layer, unit - shown.length + 1);
    this.#current = { layer, unit };
    // The button appears with the next rendering when its window had to move.
    await /** @type {import('lit').LitElement} */ (this.#root.host).updateComplete;
    /** @type {HTMLElement | null} */ (this.#root.querySelector(`.unit[data-layer="${layer}"][data-unit="${unit}"]`))?.focus();
  }
}
