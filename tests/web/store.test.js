import { effect } from '@preact/signals-core';
import { describe, expect, it } from 'vitest';
import { UndoHistory } from '../../web/src/state/history.js';
import { createStore } from '../../web/src/state/store.js';
import { catalog } from './catalog.js';

describe('undo', () => {
  it('walks back and forth through the states', () => {
    const history = new UndoHistory('a');
    history.push('b');
    history.push('c');
    expect([history.undo(), history.undo(), history.undo()]).toEqual(['b', 'a', 'a']);
    expect([history.redo(), history.redo(), history.redo()]).toEqual(['b', 'c', 'c']);
  });

  it('forgets what was undone when a new step is made', () => {
    const history = new UndoHistory('a');
    history.push('b');
    history.undo();
    history.push('c');
    expect(history.canRedo).toBe(false);
    expect(history.undo()).toBe('a');
  });

  it('takes exactly as many steps back as its limit', () => {
    const history = new UndoHistory(0, 100);
    for (let step = 1; step <= 250; ++step) history.push(step);
    let steps = 0;
    while (history.canUndo) {
      history.undo();
      steps += 1;
    }
    expect([steps, history.current]).toEqual([100, 150]);
  });

  it('makes no step of an equal state', () => {
    const history = new UndoHistory({ seed: 1 });
    history.push({ seed: 1 });
    expect(history.canUndo).toBe(false);
  });

  it('makes one step of a drag', () => {
    const history = new UndoHistory(0);
    history.push(1);
    for (const move of [2, 3, 4]) history.replace(move);
    expect(history.current).toBe(4);
    expect(history.undo()).toBe(0);
  });
});

describe('the store', () => {
  const seeded = (seed) => ({ ...catalog.defaults, seed });

  it('keeps config, undo and link together', () => {
    const store = createStore(catalog);
    store.edit(seeded(7));
    store.setView({ speed: 10 });
    expect(store.fragment.value).toBe('seed=7&speed=10');
    store.undo();
    expect([store.config.value.seed, store.canUndo.value, store.canRedo.value]).toEqual([1, false, true]);
    expect(store.fragment.value).toBe('speed=10');
    store.redo();
    expect(store.config.value.seed).toBe(7);
  });

  it('tells of an edit once', () => {
    const store = createStore(catalog);
    const seen = [];
    const stop = effect(() => { seen.push([store.config.value.seed, store.canUndo.value]); });
    store.edit(seeded(2));
    store.adjust(seeded(3));
    stop();
    expect(seen).toEqual([[1, false], [2, true], [3, true]]);
  });
});
