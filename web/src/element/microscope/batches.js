/**
 * The mini-batches that the microscope steps through. The session says which one comes next; the microscope doesn't train the session,
 * so those after it are made here: the examples this epoch hasn't used, in their order.
 */
export class Batches {
  #trainRows;
  #size;
  /** Rows that this epoch has used. @type {ReadonlySet<number>} */ used = new Set();

  /** @param {ArrayLike<number>} isTrain  1: trained on @param {number} size of a batch */
  constructor(isTrain, size) {
    this.#trainRows = Array.from(isTrain, (flag, row) => (flag ? row : -1)).filter((row) => row >= 0);
    this.#size = size;
  }

  /** Whether the epoch is over. */
  get isOver() {
    return this.used.size >= this.#trainRows.length;
  }

  /** @param {Iterable<number>} rows */
  use(rows) {
    this.used = new Set([...this.isOver ? [] : this.used, ...rows]);
  }

  /** Takes the next one; the last of an epoch may be smaller. @returns {number[]} */
  next() {
    const used = this.isOver ? new Set() : this.used;
    const rows = this.#trainRows.filter((row) => !used.has(row)).slice(0, this.#size);
    this.use(rows);
    return rows;
  }
}
