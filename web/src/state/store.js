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

/**
 * @param {Catalog} catalog
 * @param {{ config?: Config, view?: View }} [initial]
 */
export function createStore(catalog, { config: first = catalog.defaults, view: firstView = defaultView } = {}) {
  const history = new UndoHistory(first);
  const config = signal(first);
  const canUndo = signal(false);
  const canRedo = signal(false);
  const view = signal({ ...firstView });

  const publish = () => batch(() => {
    config.value = history.current;
    canUndo.value = history.canUndo;
    canRedo.value = history.canRedo;
  });

  return {
    config,
    view,
    canUndo,
    canRedo,
    /** The fragment of the link, without `#`. */
    fragment: computed(() => encodeState({ config: config.value, view: view.value }, catalog)),

    /** A step that can be undone. @param {Config} next */
    edit(next) {
      history.push(next);
      publish();
    },

    /** A change that belongs to the step before it, as the moves of one slider drag do. @param {Config} next */
    adjust(next) {
      history.replace(next);
      publish();
    },

    undo() {
      history.undo();
      publish();
    },

    redo() {
      history.redo();
      publish();
    },

    /** @param {Partial<View>} change */
    setView(change) {
      view.value = { ...view.value, ...change };
    },
  };
}

/** @typedef {ReturnType<typeof createStore>} Store */
