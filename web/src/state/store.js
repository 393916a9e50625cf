/** The page's state as signals: the config with its undo steps, the view, and the link that brings both back. */

import { batch, computed, signal } from '@preact/signals-core';

import { UndoHistory } from './history.js';
import { encodeState } from './url.js';
import { defaultView } from './view.js';

/**
 * @typedef {import('./types.js').Config} Config
 * @typedef {import('./types.js').Catalog} Catalog
 * @typedef {import('./types.js').View} View
 */

export class Store {
  #history;

  /**
   * @param {Catalog} catalog
   * @param {{ config?: Config, view?: View }} [initial]  left out: the defaults
   */
  constructor(catalog, { config = catalog.defaults, view = defaultView } = {}) {
    this.#history = new UndoHistory(config);
    this.config = signal(config);
    this.canUndo = signal(false);
    this.canRedo = signal(false);
    this.view = signal({ ...view });
    /** The fragment of the link, without `#`. */
    this.fragment = computed(() => encodeState({ config: this.config.value, view: this.view.value }, catalog));
  }

  /** A step that can be undone. @param {Config} next */
  edit(next) {
    this.#history.push(next);
    this.#publish();
  }

  /** A change that belongs to the step before it, as the moves of one slider drag do. @param {Config} next */
  adjust(next) {
    this.#history.replace(next);
    this.#publish();
  }

  /** No step: there is nothing before it. @param {Config} config */
  begin(config) {
    this.moment = { states: [config], at: 0 };
  }

  /** Where the undo history stands, to go back to when what comes after it turns out to be wrong. */
  get moment() {
    return this.#history.moment;
  }

  set moment(moment) {
    this.#history.moment = moment;
    this.#publish();
  }

  undo() {
    this.#history.undo();
    this.#publish();
  }

  redo() {
    this.#history.redo();
    this.#publish();
  }

  /** @param {Partial<View>} change */
  setView(change) {
    this.view.value = { ...this.view.value, ...change };
  }

  #publish() {
    batch(() => {
      this.config.value = this.#history.current;
      this.canUndo.value = this.#history.canUndo;
      this.canRedo.value = this.#history.canRedo;
    });
  }
}

/** @param {ConstructorParameters<typeof Store>} args */
export const createStore = (...args) => new Store(...args);
