import { isSubject } from './selection.js';

/**
 * Pointer and keyboard on the stage. One unit is in the tab order; the arrow keys move from it, left and right across the layers, up and down
 * in one, and what has the focus is looked at. Weights and biases are chosen by pointer here, by keyboard in the table below.
 * @typedef {import('./microscope.js').Microscope} Microscope
 */
export class StageKeys {
  #scope;
  /** @type {{ layer: number, unit: number } | null} */ #current = null;

  /** @param {Microscope} scope */
  constructor(scope) {
    this.#scope = scope;
  }

  /** The unit in the tab order. */
  get current() {
    const { columns } = this.#scope.layout;
    const current = this.#current;
    const column = current && columns[current.layer + 1];
    if (current && column?.cards.some(({ unit }) => unit === current.unit)) return current;
    return columns.at(-1)?.cards[0] ?? { layer: 0, unit: 0 };
  }

  /** @param {PointerEvent | MouseEvent} event */
  #subjectAt(event) {
    const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
    return this.#scope.subjectAt(event.clientX - box.left, event.clientY - box.top);
  }

  onPointerMove = (/** @type {PointerEvent} */ event) => {
    if (event.pointerType === 'touch') return;
    const subject = this.#subjectAt(event);
    /** @type {HTMLElement} */ (event.currentTarget).classList.toggle('pointing', subject !== null);
    this.#scope.point(subject ? patternOf(subject) : '');
  };

  onPointerLeave = () => this.#scope.point('');

  onClick = (/** @type {MouseEvent} */ event) => {
    const subject = this.#subjectAt(event);
    if (subject) this.#scope.select(subject);
  };

  onFocusIn = (/** @type {FocusEvent} */ event) => {
    const unit = unitOf(event);
    if (!unit) return;
    this.#current = unit;
    /** @type {import('../../views/microscope-layout.js').Subject} */
    const subject = { kind: 'unit', ...unit };
    if (isSubject(subject, this.#scope.selected)) return;   // as after an arrow key, which has had it rendered
    if (/** @type {HTMLElement} */ (event.target).matches(':focus-visible')) this.#scope.select(subject);
  };

  onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    const unit = unitOf(event);
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: 0, ArrowDown: 0, Home: -Infinity, End: Infinity };
    const step = steps[/** @type {keyof typeof steps} */ (event.key)];
    if (!unit || step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const { columns } = this.#scope.layout;
    const column = columns[Math.min(Math.max(unit.layer + 1 + step, 0), columns.length - 1)];
    if (!column) return;
    const wanted = unit.unit + (event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0);
    this.#focus(column, Math.min(Math.max(wanted, 0), column.units - 1));
  };

  /** @param {import('../../views/microscope-layout.js').Column} column @param {number} unit */
  async #focus({ layer }, unit) {
    const scope = this.#scope;
    scope.bringIntoView(layer, unit);
    this.#current = { layer, unit };
    scope.select({ kind: 'unit', layer, unit });
    await scope.rendered;
    /** @type {HTMLElement | null} */ (scope.root.querySelector(`.scope-unit[data-layer="${layer}"][data-unit="${unit}"]`))?.focus();
  }
}

/** @param {Event} event */
function unitOf(event) {
  const { layer, unit } = /** @type {HTMLElement} */ (event.target).dataset;
  return layer === undefined ? null : { layer: Number(layer), unit: Number(unit) };
}

/** The places that belong to what the pointer is on. @param {import('../../views/microscope-layout.js').Subject} subject */
function patternOf(subject) {
  switch (subject.kind) {
    case 'weight': return `weight:${subject.layer}:${subject.to}:${subject.from}`;
    case 'bias': return `bias:${subject.layer}:${subject.unit}`;
    case 'unit': return `*:${subject.layer}:${subject.unit}`;
    default: return 'target:*';
  }
}
