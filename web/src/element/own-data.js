import { adopt } from './adopt.js';
import css from './styles/own-data.css?inline';
import table from './styles/table.css?inline';
import { oneAgainstRest, parseTable } from '../state/table.js';
import { ownDataDialog } from './templates/own-data-dialog.js';

/**
 * @typedef {import('../state/types.js').OwnData} OwnData
 * @typedef {{ data: OwnData | null, problems: { row: number | null, message: string }[] }} Result
 */

/** Typing is parsed when it rests (ms). */
const rest = 200;
/** @type {Result} */
const nothingYet = { data: null, problems: [] };

/**
 * What a learner enters in the dialog for own data, and what comes of it. Loaded with the dialog when that is opened first; without
 * signals, because a page that names the element's file with a query (`?v=2`) gets a second copy of their module with this one.
 */
export class OwnDataForm {
  #root;
  #onUse;
  #onChange;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;

  text = '';
  result = nothingYet;
  /** The class that is told from the rest; empty: each from all others. */
  chosen = '';

  /** @param {ShadowRoot} root @param {{ onUse: (data: OwnData) => void, onChange: () => void }} callbacks */
  constructor(root, { onUse, onChange }) {
    this.#root = root;
    adopt(root, css, table);
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

  closed() {
    clearTimeout(this.#timer);
  }

  onInput = (/** @type {Event} */ event) => {
    this.text = /** @type {HTMLTextAreaElement} */ (event.target).value;
    this.#onChange();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.parse(), rest);
  };

  onFile = async (/** @type {Event} */ event) => {
    const file = /** @type {HTMLInputElement} */ (event.target).files?.[0];
    if (!file) return;
    this.text = await file.text();
    this.#onChange();
    await this.parse();
  };

  async parse() {
    const text = this.text;
    const parsed = text.trim() === '' ? nothingYet : await parseTable(text, { trainFraction: 0.5, normalization: 'standardize' });
    if (text !== this.text) return;
    this.result = parsed;
    const classes = parsed.data?.classes ?? [];
    if (!classes.includes(this.chosen)) this.chosen = '';
    this.#onChange();
  }

  /** @param {string} name */
  choose(name) {
    this.chosen = name;
    this.#onChange();
  }

  use() {
    const { data } = this.result;
    if (!data) return;
    const several = (data.classes?.length ?? 0) > 2;
    this.#onUse(several && this.chosen ? oneAgainstRest(data, this.chosen) : data);
    this.close();
  }
}
