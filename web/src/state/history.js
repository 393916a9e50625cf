/** Undo and redo of whole states. States are never changed in place, so keeping them costs a reference each. */

/** @template T */
export class UndoHistory {
  /** @type {T[]} */ #states;
  #at = 0;
  #limit;

  /**
   * @param {T} initial
   * @param {number} [limit]  steps that can be undone
   */
  constructor(initial, limit = 100) {
    this.#states = [initial];
    this.#limit = limit;
  }

  get current() { return /** @type {T} */ (this.#states[this.#at]); }
  get canUndo() { return this.#at > 0; }
  get canRedo() { return this.#at < this.#states.length - 1; }

  /** A new step; what was undone before is gone. A state equal to the current one is no step. @param {T} state */
  push(state) {
    if (JSON.stringify(state) === JSON.stringify(this.current)) return;
    this.#states.splice(this.#at + 1, Infinity, state);
    if (this.#states.length > this.#limit + 1) this.#states.shift();
    this.#at = this.#states.length - 1;
  }

  /** Puts `state` in place of the current one: one drag of a slider is one step. @param {T} state */
  replace(state) {
    this.#states.splice(this.#at, Infinity, state);
  }

  /** @returns {T} the state that is current now; at the end of the line nothing changes */
  undo() {
    if (this.canUndo) this.#at -= 1;
    return this.current;
  }

  /** @returns {T} the state that is current now; at the end of the line nothing changes */
  redo() {
    if (this.canRedo) this.#at += 1;
    return this.current;
  }
}
