/**
 * Undo and redo of whole states. Neither states nor their list are changed in place: a state costs a reference, and where the history
 * stands can be kept and gone back to.
 */

/** @template T @typedef {{ states: readonly T[], at: number }} Moment */

/** @template T */
export class UndoHistory {
  /** @type {readonly T[]} */ #states;
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
    this.#states = [...this.#states.slice(0, this.#at + 1), state].slice(-this.#limit - 1);
    this.#at = this.#states.length - 1;
  }

  /** Puts `state` in place of the current one: one drag of a slider is one step. @param {T} state */
  replace(state) {
    this.#states = [...this.#states.slice(0, this.#at), state];
  }

  /** Where it stands, steps to undo and redo included. @returns {Moment<T>} */
  get moment() {
    return { states: this.#states, at: this.#at };
  }

  set moment({ states, at }) {
    this.#states = states;
    this.#at = at;
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
