import { describe, expect, it } from 'vitest';

import { endOf, knowledge, nextPosition, previousPosition, progressOf, ticksOf } from '../../web/src/element/microscope/steps.js';
import { Batches } from '../../web/src/element/microscope/batches.js';

const layers = [{ units: 2 }, { units: 1 }];
const ticks = ticksOf(layers);
const named = ticks.map(({ stage, layer, unit }) => (layer < 0 ? stage : `${stage} ${layer}.${unit}`));

/** The stops of a walk in one direction. */
function walk(step, from, grain) {
  const stops = [];
  for (let at = step(ticks, from, grain); at !== null; at = step(ticks, at, grain)) stops.push(named[at]);
  return stops;
}

describe('one learning step', () => {
  it('goes forward unit by unit, to the loss, backward from the output, and to the update', () => {
    expect(named).toEqual(['start', 'forward 0.0', 'forward 0.1', 'forward 1.0', 'loss', 'backward 1.0', 'backward 0.0', 'backward 0.1', 'update']);
    expect(walk(nextPosition, 0, 'unit')).toEqual(named.slice(1));
  });

  it('stops at the end of each layer in that grain, and at the update in the coarser ones', () => {
    expect(walk(nextPosition, 0, 'layer')).toEqual(['forward 0.1', 'forward 1.0', 'loss', 'backward 1.0', 'backward 0.1', 'update']);
    for (const grain of ['example', 'batch', 'epoch']) expect(walk(nextPosition, 0, grain)).toEqual(['update']);
  });

  it('goes back over the same stops', () => {
    for (const grain of ['unit', 'layer']) {
      const there = ['start', ...walk(nextPosition, 0, grain)];
      expect(['update', ...walk(previousPosition, ticks.length - 1, grain)]).toEqual(there.reverse());
    }
  });

  it('knows nothing before its time', () => {
    const at = (name) => knowledge(ticks, named.indexOf(name));
    expect(at('start').output(-1, 0)).toBe(true);
    expect(at('start').output(0, 0)).toBe(false);
    expect([0, 1].map((unit) => at('forward 0.0').output(0, unit))).toEqual([true, false]);
    expect(at('forward 1.0').loss).toBe(false);
    expect(at('loss').loss).toBe(true);
    expect([at('loss'), at('backward 1.0'), at('backward 0.0')].map((known) => known.delta(1, 0))).toEqual([false, true, true]);
    expect([0, 1].map((unit) => at('backward 0.0').delta(0, unit))).toEqual([true, false]);
    expect(at('backward 0.1').updated).toBe(false);
    expect(at('update').updated).toBe(true);
  });

  it('tells how far a stage has come', () => {
    expect([0, 1, 2, 3, 8].map((at) => progressOf(ticks, at, 'forward'))).toEqual([0, 1 / 3, 2 / 3, 1, 1]);
    expect(endOf(ticks, 'backward')).toBe(named.indexOf('backward 0.1'));
  });
});

describe('mini-batches of the microscope', () => {
  it('after the session’s own take what the epoch has left, the last one smaller', () => {
    const batches = new Batches([1, 0, 1, 1, 1, 0, 1], 2);   // trained on: 0 2 3 4 6
    batches.use([3, 6]);
    expect([batches.next(), batches.isOver, batches.next(), batches.isOver]).toEqual([[0, 2], false, [4], true]);
    expect(batches.next()).toEqual([0, 2]);
  });
});
