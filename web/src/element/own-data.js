import { adopt } from './adopt.js';
import dialog from './styles/dialog.css?inline';
import css from './styles/own-data.css?inline';
import table from './styles/table.css?inline';
import { MAX_BYTES, oneAgainstRest, parseTable, tooLarge } from '../state/table.js';
import { ownDataDialog } from './templates/own-data-dialog.js';

/**
 * @typedef {import('../state/types.js').OwnData} OwnData
 * @typedef {import('../state/table.js').TableResult} Result
 */

/** Typing is parsed when it rests (ms). */
const rest = 200;
/** @type {Result} */
const nothingYet = { data: null, columns: [], picked: null, range: null, problems: [], leftOut: 0 };

/**
 * What a learner enters in the dialog for own data, and what comes of it. Loaded with the dialog when that is opened first; without
 * signals, because a page that names the element's file with a query (`?v=2`) gets a second copy of their module with this one.
 */
export class OwnDataForm {
  #root;
  #onUse;
  #onChange;
  #heading = '';
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;

  text = '';
  result = nothingYet;
  /** The class that is told from the rest; empty: each from all others. */
  chosen = '';
  /** Columns by position; null: what the table suggests. */
  columns = /** @type {{ inputs: number[], label: number } | null} */ (null);
  normalization = 'standardize';
  /** Whether the rows that can't be used may be left out: never without being told. */
  leavesOut = false;

  /**
   * @param {ShadowRoot} root
   * @param {{ normalizations: readonly string[], onUse: (data: OwnData) => void, onChange: () => void }} options
   */
  constructor(root, { normalizations, onUse, onChange }) {
    this.#root = root;
    this.normalizations = normalizations;
    adopt(root, dialog, css, table);
    this.#onUse = onUse;
    this.#onChange = onChange;
  }

  get #dialog() {
    return /** @type {HTMLDialogElement | null} */ (this.#root.querySelector('dialog.own-data'));
  }

  render() {
    return ownDataDialog(this);
  }

  open() {
    this.#dialog?.showModal();
    this.#dialog?.querySelector('textarea')?.focus();
  }

  close() {
    this.#dialog?.close();
  }

  onInput = (/** @type {Event} */ event) => {
    this.text = /** @type {HTMLTextAreaElement} */ (event.target).value;
    this.#onChange();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.parse(), rest);
  };

  onFile = async (/** @type {Event} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const file = input.files?.[0];
    if (!file) return;
    input.value = '';   // so that the same file can be chosen again
    clearTimeout(this.#timer);
    const fits = file.size <= MAX_BYTES;   // more would stall the text box
    this.text = fits ? await file.text() : '';
    if (fits) return this.parse();
    this.result = tooLarge();
    this.#onChange();
  };

  /** @returns {Promise<void>} */
  async parse() {
    const { text, columns, normalization } = this;
    const parsed = text.trim() === '' ? nothingYet : await parseTable(text, { ...columns, trainFraction: 0.5, normalization });
    if (text !== this.text) return;
    const heading = JSON.stringify(parsed.columns.map(({ name, numeric }) => [name, numeric]));
    const another = heading !== this.#heading;
    this.#heading = heading;
    if (another && columns) {   // they were chosen of another table
      this.columns = null;
      return this.parse();
    }
    if (another || parsed.leftOut !== this.result.leftOut) this.leavesOut = false;
    this.result = parsed;
    const classes = parsed.data?.classes ?? [];
    if (!classes.includes(this.chosen)) this.chosen = '';
    this.#onChange();
  }

  /** Which columns to learn from, and which has the answer. @param {Partial<{ inputs: number[], label: number }>} change */
  pick(change) {
    const { picked } = this.result;
    const { inputs, label } = { inputs: [], label: -1, ...picked, ...this.columns, ...change };
    this.columns = { inputs: inputs.filter((index) => index !== label).sort((a, b) => a - b), label };
    return this.parse();
  }

  /** @param {string} name */
  choose(name) {
    this.chosen = name;
    this.#onChange();
  }

  /** @param {string} name */
  normalize(name) {
    this.normalization = name;
    return this.parse();
  }

  /** @param {boolean} leavesOut */
  leaveOut(leavesOut) {
    this.leavesOut = leavesOut;
    this.#onChange();
  }

  get usable() {
    return this.result.data !== null && (this.result.leftOut === 0 || this.leavesOut);
  }

  async use() {
    await this.parse();   // typing may not have rested yet
    const { data } = this.result;
    if (!data || !this.usable) return;
    const several = (data.classes?.length ?? 0) > 2;
    this.#onUse(several && this.chosen ? oneAgainstRest(data, this.chosen) : data);
    this.close();
  }
}
