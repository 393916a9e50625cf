/**
 * Losses of a run of any length in bounded memory. Samples are gathered in blocks; a block keeps its lowest and its
 * highest sample, so no spike is lost; when there are too many blocks, neighbours merge and every later block is twice
 * as long.
 */

export const MAX_POINTS = 512;

/** One curve. Not-finite values are left out. */
export class LossSeries {
  /** Two samples per block, in the order in which they came; the last block may still be open. */
  #epochs = new Float64Array(MAX_POINTS);
  #values = new Float64Array(MAX_POINTS);
  #blocks = 0;
  #inBlock = 0;     // samples in the last block
  #perBlock = 1;
  #lastEpoch = NaN;
  #lastValue = NaN;

  /** Points to draw: two per block and the newest sample. */
  get length() { return this.#blocks === 0 ? 0 : 2 * this.#blocks + 1; }

  /** @param {number} index */
  epoch(index) { return index < 2 * this.#blocks ? /** @type {number} */ (this.#epochs[index]) : this.#lastEpoch; }

  /** @param {number} index */
  value(index) { return index < 2 * this.#blocks ? /** @type {number} */ (this.#values[index]) : this.#lastValue; }

  /** @param {number} epoch  not less than the one before @param {number} value */
  add(epoch, value) {
    if (!Number.isFinite(value)) return;
    this.#lastEpoch = epoch;
    this.#lastValue = value;
    if (this.#blocks > 0 && this.#inBlock < this.#perBlock) {
      this.#extend(epoch, value);
      this.#inBlock += 1;
      return;
    }
    if (2 * this.#blocks + 3 > MAX_POINTS) this.#mergeNeighbours();
    const at = 2 * this.#blocks;
    this.#epochs.fill(epoch, at, at + 2);
    this.#values.fill(value, at, at + 2);
    this.#blocks += 1;
    this.#inBlock = 1;
  }

  clear() {
    this.#blocks = 0;
    this.#inBlock = 0;
    this.#perBlock = 1;
  }

  /** Training has gone back to an earlier moment: what came after it is forgotten. @param {number} epoch */
  rewind(epoch) {
    if (!(epoch < this.#lastEpoch)) return;
    while (this.#blocks > 0 && this.epoch(2 * this.#blocks - 1) > epoch) this.#blocks -= 1;
    this.#inBlock = this.#perBlock;
  }

  /** @param {number} epoch @param {number} value */
  #extend(epoch, value) {
    const at = 2 * (this.#blocks - 1);
    const [first = 0, second = 0] = this.#values.subarray(at, at + 2);
    if (value >= Math.min(first, second) && value <= Math.max(first, second)) return;
    // The one that is no longer an extreme goes; the newcomer is the later one.
    const firstStays = value > Math.max(first, second) ? first <= second : first >= second;
    if (!firstStays) this.#copy(at + 1, at);
    this.#epochs[at + 1] = epoch;
    this.#values[at + 1] = value;
  }

  #mergeNeighbours() {
    const merged = this.#blocks >> 1;
    for (let block = 0; block < merged; ++block) {
      const four = [0, 1, 2, 3].map((k) => 4 * block + k);
      const value = (/** @type {number} */ index) => /** @type {number} */ (this.#values[index]);
      const lowest = four.reduce((a, b) => (value(b) < value(a) ? b : a));
      const highest = four.reduce((a, b) => (value(b) > value(a) ? b : a));
      this.#copy(Math.min(lowest, highest), 2 * block);
      this.#copy(Math.max(lowest, highest), 2 * block + 1);
    }
    if (this.#blocks % 2) {
      this.#copy(2 * this.#blocks - 2, 2 * merged);
      this.#copy(2 * this.#blocks - 1, 2 * merged + 1);
    }
    this.#blocks = merged + (this.#blocks % 2);
    this.#perBlock *= 2;
  }

  /** @param {number} from @param {number} to */
  #copy(from, to) {
    this.#epochs[to] = /** @type {number} */ (this.#epochs[from]);
    this.#values[to] = /** @type {number} */ (this.#values[from]);
  }
}

/** Both curves of a run. */
export class LossHistory {
  train = new LossSeries();
  test = new LossSeries();

  /** @param {number} epoch @param {number} train @param {number | null} test  null: nothing to test on */
  add(epoch, train, test) {
    this.train.rewind(epoch);
    this.test.rewind(epoch);
    this.train.add(epoch, train);
    if (test !== null) this.test.add(epoch, test);
  }

  clear() {
    this.train.clear();
    this.test.clear();
  }
}
