// Anything at all as a config: the reader answers with a session or with an EngineError that says why, and never with a trap, a
// TypeError or a leak. Where it refuses what differs from a good config in one place, it names that place.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EngineError, loadEngine } from '../../web/src/engine/index.js';

const engine = await loadEngine();
const { defaults } = engine.catalog();
const runs = { seed: 20261124, numRuns: 1500 };

/** Values that JavaScript has and no config wants, among those that it does. */
const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withSparseArray: true, withTypedArray: true, maxDepth: 3 });
const odd = fc.oneof(
  anything,
  fc.double(),
  fc.constantFrom(null, true, '', '1', 'tanh', NaN, Infinity, -0, -1, 1e300, 2 ** 32, 0.5, [], {}, [[]], [null], () => {}, Symbol('s')),
);

/** Every place of a config, as a list of keys. */
function placesOf(value, path = []) {
  if (value === null || typeof value !== 'object') return [path];
  return [...(path.length > 0 ? [path] : []), ...Object.keys(value).flatMap((key) => placesOf(value[key], [...path, key]))];
}

/** A copy with another value in one place. */
function withValue(config, path, value) {
  const copy = structuredClone(config);
  const owner = path.slice(0, -1).reduce((object, key) => object[key], copy);
  owner[path.at(-1)] = value;
  return copy;
}

/** The session's first steps, or the error. */
function tryConfig(config) {
  let session;
  try {
    session = engine.createSession(config);
  } catch (error) {
    return error;
  }
  session.train({ steps: 2 });
  session.metrics();
  session.dispose();
  return null;
}

function expectAnswer(config) {
  const error = tryConfig(config);
  if (error === null) return null;
  expect(error).toBeInstanceOf(EngineError);
  expect(error.code).toMatch(/^[a-z]+[A-Za-z]+$/);
  expect(error.message.length).toBeGreaterThan(5);
  return error;
}

describe('the reader of configs', () => {
  it('takes or refuses anything at all', () => {
    fc.assert(fc.property(odd, (config) => { expectAnswer(config); }), runs);
  });

  it('takes or refuses a good config with anything at all in one place, and names the place or one that it belongs to', () => {
    const config = { ...defaults, data: { ...defaults.data, examples: 20 } };
    let refused = 0;
    fc.assert(fc.property(fc.constantFrom(...placesOf(config)), odd, (path, value) => {
      const error = expectAnswer(withValue(config, path, value));
      if (error === null) return;
      refused += 1;
      if (error.path !== '') expect(error.message).toContain(rootOf(path));   // '': a function or a symbol, which no message can carry
    }), runs);
    expect(refused).toBeGreaterThan(300);
  });

  it('takes or refuses own tables of any shape', () => {
    const cell = fc.oneof({ weight: 9, arbitrary: fc.double({ min: -100, max: 100, noNaN: true }) }, { weight: 1, arbitrary: odd });
    const table = fc.record({
      inputs: fc.oneof({ weight: 5, arbitrary: fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 6 }) }, { weight: 1, arbitrary: odd }),
      labels: fc.oneof(fc.array(fc.integer({ min: -1, max: 10 }), { maxLength: 6 }), odd),
      targets: fc.oneof(fc.array(fc.array(cell, { maxLength: 3 }), { maxLength: 6 }), odd),
      names: fc.oneof(fc.array(fc.string(), { maxLength: 4 }), odd),
      normalization: fc.oneof(fc.constantFrom('none', 'standardize'), odd),
    }, { requiredKeys: ['inputs'] });
    fc.assert(fc.property(table, (data) => { expectAnswer({ data }); }), runs);
  });

  it('leaves no session behind', () => {
    expect(engine.liveSessions).toBe(0);
  });
});

/** What the sentence about a place names at least; output and loss complete each other, so either may be what is wrong. */
const rootOf = ([root]) => (['output', 'loss'].includes(root) ? '' : root);
