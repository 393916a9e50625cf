import { signal } from '@preact/signals-core';

import { oneAgainstRest, parseTable } from '../state/table.js';

/**
 * @typedef {import('../state/types.js').OwnData} OwnData
 * @typedef {{ data: OwnData | null, problems: { row: number | null, message: string }[] }} Result
 */

/** Typing is parsed when it rests (ms). */
const rest = 200;
/** @type {Result} */
const nothingYet = { data: null, problems: [] };

/** What a learner enters in the dialog for own data, and what comes of it. */
export class OwnDataForm {
  #root;
  #onUse;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;

  text = signal('');
  result = signal(nothingYet);
  /** The class that is told from the rest, where there are more than two. */
  chosen = signal('');

  /** @param {ShadowRoot} root @param {(data: OwnData) => void} onUse */
  constructor(root, onUse) {
    this.#root = root;
    this.#onUse = onUse;
  }

  get #dialog() {
    return /** @type {HTMLDialogElement | null} */ (this.#root.querySelector('dialog.own-data'));
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
    this.text.value = /** @type {HTMLTextAreaElement} */ (event.target).value;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.parse(), rest);
  };

  onFile = async (/** @type {Event} */ event) => {
    const file = /** @type {HTMLInputElement} */ (event.target).files?.[0];
    if (!file) return;
    this.text.value = await file.text();
    await this.parse();
  };

  async parse() {
    const text = this.text.value;
    const parsed = text.trim() === '' ? nothingYet : await parseTable(text, { trainFraction: 0.5, normalization: 'standardize' });
    if (text !== this.text.value) return;
    this.result.value = parsed;
    const classes = parsed.data?.classes ?? [];
    if (!classes.includes(this.chosen.value)) this.chosen.value = classes[0] ?? '';
  }

  /** @param {string} name */
  choose(name) {
    this.chosen.value = name;
  }

  use() {
    const { data } = this.result.value;
    if (!data) return;
    const several = (data.classes?.length ?? 0) > 2;
    this.#onUse(several ? oneAgainstRest(data, this.chosen.value) : data);
    this.close();
  }
}
