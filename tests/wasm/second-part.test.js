// The module comes in two parts (wasm/split.mjs). A first visit needs the first alone; the worker fetches the second when a command asks
// for it, and a failure to get it changes nothing.
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { connectEngine } from '../../web/src/engine/client.js';
import { instantiate } from '../../web/src/engine/engine.js';
import { loadEngine } from '../../web/src/engine/index.js';
import { firstBatchSize, firstCommands, firstNames, needsSecond } from '../../web/src/engine/first-part.js';
import { beatInterval } from '../../web/src/engine/protocol.js';
import { SecondPart } from '../../web/src/engine/second-part.js';
import { Host } from '../../web/src/engine/worker-host.js';
import { hash } from './arithmetic.js';
import { nodeWorkers } from './node-worker.js';

const built = (name) => new URL(`../../build/wasm/wasm/${name}`, import.meta.url);
const { cases } = JSON.parse(readFileSync(new URL('../fixtures/hashes.json', import.meta.url), 'utf8'));
const local = await loadEngine();
const module = await WebAssembly.compile(readFileSync(built('backprop.wasm')));
const folder = mkdtempSync(join(tmpdir(), 'second-part-'));
const elsewhere = join(folder, 'backprop.more.wasm');
const absent = pathToFileURL(join(folder, 'absent.wasm'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A worker's host without the worker, whose second part is at `url`. */
async function open(url = built('backprop.more.wasm')) {
  const second = new SecondPart({ wasmUrl: url });
  const engine = await instantiate(module, second);
  const beats = [];
  let fail;
  const fatal = new Promise((_, reject) => { fail = reject; });
  const postMessage = (message) => (message.type === 'fatal' ? fail(new Error(message.message)) : beats.push(message));
  const host = new Host(engine, second, { postMessage, close: () => {}, addEventListener: () => {} });
  const ask = (method, ...args) => Promise.race([host.answer(method, args), fatal]);
  return { engine, second, beats, ask };
}

/** One of each kind that the second part is for. */
const rarer = [
  { fault: 'forgottenSum' }, { layers: [{ units: 2, activation: 'gelu' }] }, { output: { activation: 'elu' } }, { initializer: { name: 'heNormal' } },
  { features: ['x1', 'angle'] }, { features: ['formula'] }, { featureFormula: 'x1 - x2' }, { data: { generator: 'formula' } },
  { data: { imbalance: 0.5 } }, { optimizer: { name: 'adam' } }, { schedule: { name: 'cosine' } }, { regularization: { name: 'l2', rate: 0.01 } },
  { clipping: { name: 'norm' } }, { dropout: 0.1 }, { frozen: [0] }, { frozen: [] }, { batchSize: firstBatchSize + 1 },
].map((config) => ({ name: JSON.stringify(config), config }));
const [more, first] = [true, false].map((isMore) => [...cases, ...rarer].filter(({ config }) => needsSecond('createSession', [config]) === isMore));

/** Every first command on a network, with the first part alone. */
async function visit(config) {
  const { ask, second } = await open(absent);
  const runs = async (method, ...args) => {
    const { value, failure } = await ask(method, ...args).catch((error) => ({ failure: error }));
    expect(failure, `what ${method} runs is to be seen by wasm/first-visit.mjs: ${failure?.message}`).toBeUndefined();
    return value;
  };
  await runs('createSession', config, 1);
  const { dimensions } = await runs('data');
  const points = new Float32Array(dimensions);
  const grids = dimensions === 2 ? [{ columns: 4, rows: 4, units: 'all' }] : [];
  const given = {
    complete: [config], createSession: [config, 2], train: [{ steps: 3 }], snapshot: [{ parameters: true, grids, points: [points] }],
    predictGrid: grids, predictUnits: [points], setParameters: [await runs('parameters')], restore: [await runs('checkpoint')],
  };
  const methods = [...firstCommands].filter((name) => name !== 'dispose' && (name !== 'predictGrid' || dimensions === 2));
  for (const method of [...methods, 'dispose']) await runs(method, ...given[method] ?? []);
  expect(second.isThere).toBe(false);
}

describe('a first visit', () => {
  it('knows names that there are', () => {
    const catalog = local.catalog();
    const all = { ...catalog, activations: catalog.outputActivations };
    for (const [setting, names] of Object.entries(firstNames)) expect(all[`${setting}s`]).toEqual(expect.arrayContaining(names));
  });

  it('is what the default is, given in full', () => {
    expect(needsSecond('createSession', [local.catalog().defaults])).toBe(false);
    expect(needsSecond('createSession', [])).toBe(false);
  });

  it.each(rarer)('has nothing of $name', ({ config }) => expect(needsSecond('createSession', [config])).toBe(true));

  it.each([5, 'text', { layers: 3, features: 'x1' }, { layers: [null], data: null },
    { batchSize: { toString: 1, valueOf: 2 } }])('may be asked with a wrong config, %o', (config) => {
    expect(needsSecond('complete', [config])).toEqual(expect.any(Boolean));
  });

  it.each(first)('of $name needs the first part alone', ({ config }) => visit(config));

  it('of any network of first names needs the first part alone', async () => {
    const numbers = (values) => fc.constantFrom(...values);
    const config = fc.record({
      seed: fc.nat(), loss: numbers(local.catalog().losses), batchSize: fc.integer({ min: 1, max: firstBatchSize }), shuffle: fc.boolean(),
      data: fc.record({
        generator: numbers(local.catalog().generators.map(({ name }) => name).filter((name) => name !== 'formula')),
        examples: fc.integer({ min: 2, max: 300 }), noise: numbers([0, 0.1, 0.5]), trainFraction: numbers([0.1, 0.5, 0.77, 1]),
      }, { requiredKeys: [] }),
      features: fc.uniqueArray(numbers(firstNames.feature), { minLength: 1 }),
      layers: fc.array(fc.record({ units: fc.integer({ min: 1, max: 40 }), activation: numbers(firstNames.activation.filter((name) => name !== 'softmax')) }), { maxLength: 5 }),
      output: fc.record({ activation: numbers(firstNames.activation) }), initializer: fc.record({ name: numbers(firstNames.initializer) }),
      optimizer: fc.record({ learningRate: numbers([1e-6, 0.0123456789, 0.3, 10]) }),
    }, { requiredKeys: [] });
    let visits = 0;
    await fc.assert(fc.asyncProperty(config, async (any) => {
      try {
        local.createSession(any).dispose();
      } catch {
        return;   // what is refused may need the words for it
      }
      visits++;
      await visit(any);
    }), { seed: 20261128, numRuns: 150 });
    expect(visits).toBeGreaterThan(50);
  });

  it('may diverge at any step', async () => {
    const { ask, second } = await open(absent);
    await ask('createSession', { layers: [], data: { generator: 'plane' }, optimizer: { learningRate: 10 } }, 1);
    const { value: checkpoint } = await ask('checkpoint');
    for (let step = 7; step < 1e12; step *= 13) {
      await ask('restore', { ...checkpoint, step });
      expect((await ask('train', { steps: 1000 })).value.status).toBe('diverged');
    }
    expect(second.isThere).toBe(false);
  });

  it.each([
    [{ layers: [], data: { generator: 'saddle' }, optimizer: { learningRate: 1 } }, /at step \d\d+, in the output layer$/],
    [{ data: { generator: 'multiGauss' }, optimizer: { learningRate: 3 } }, /at step \d\d+, in /],
    [{ layers: [{ units: 8, activation: 'linear' }], output: { activation: 'linear' }, optimizer: { learningRate: 10 } }, /at step \d+, in /],
  ])('may diverge: %o', async (config, message) => {
    const { ask, second } = await open(absent);
    await ask('createSession', config, 1);
    expect((await ask('train', { steps: 20_000 })).value).toMatchObject({ status: 'diverged', divergence: { message: expect.stringMatching(message) } });
    expect(second.isThere).toBe(false);
  });
});

const commands = {
  trace: [{ example: 0 }], update: [{ example: 0 }], updates: [{ batches: [[0], [1]] }], gradient: [], checkGradients: [{}], gradientFlow: [], evaluate: [{}],
  layerStatistics: [], batch: [], configure: [{ batchSize: 4 }], reshape: [{ layers: [{ units: 2, activation: 'relu' }] }],
  complete: [{ data: { inputs: [[1, 2], [3, 4]], targets: [[0], [1]] } }],
};

describe('the second part', () => {
  it.each(Object.keys(commands))('is fetched for %s, whose failure changes nothing and which can be tried again', async (method) => {
    rmSync(elsewhere, { force: true });
    const { ask, second } = await open(pathToFileURL(elsewhere));
    const twin = local.createSession();
    await ask('createSession', {}, 1);
    await ask('train', { steps: 20 });
    twin.train({ steps: 20 });
    const { failure } = await ask(method, ...commands[method]);
    expect(failure).toMatchObject({ code: 'loadFailed' });
    expect(failure.message).toMatch(/^cannot load file:.*backprop\.more\.wasm: .*ENOENT/);
    expect(hash((await ask('parameters')).value)).toBe(hash(twin.parameters()));
    copyFileSync(built('backprop.more.wasm'), elsewhere);
    const { value } = await ask(method, ...commands[method]);
    const expected = (method === 'complete' ? local : twin)[method](...commands[method]);
    if (!['configure', 'reshape'].includes(method)) expect(value).toEqual(expected);
    expect((await ask('config')).value).toEqual(twin.config());
    expect(second.isThere).toBe(true);
    twin.dispose();
  });

  it.each(more)('is fetched before a session of $name', async ({ config }) => {
    expect((await (await open(absent)).ask('createSession', config, 1)).failure).toMatchObject({ code: 'loadFailed' });
    const { ask, second } = await open();
    expect((await ask('createSession', config, 1)).failure).toBeUndefined();
    expect(second.isThere).toBe(true);
  });

  it.each([
    [{ unknown: 1 }, 'unknownKey'], [{ seed: 'x' }, 'wrongType'], [{ layers: [{ units: 0 }] }, 'outOfRange'], [{ loss: 'none' }, 'unknownName'],
    [{ data: { generator: 'formula', formula: 'x1 +' } }, 'notAFormula'], [5, 'wrongType'],
  ])('finds the words for the refusal of %o, on the spot', async (config, code) => {
    const { ask, second } = await open();
    expect((await ask('createSession', config, 1)).failure).toMatchObject({ code });
    expect(second.isThere).toBe(true);
    expect((await ask('createSession', {}, 2)).failure).toBeUndefined();
  });

  it('that does not come for a refusal is told instead of it, and the worker serves on', async () => {
    const { ask } = await open(absent);
    for (const method of ['createSession', 'complete', 'createSession']) {
      expect((await ask(method, { loss: 'none' }, 1)).failure).toMatchObject({ code: 'loadFailed' });
    }
    const twin = local.createSession();
    expect((await ask('createSession', {}, 2)).failure).toBeUndefined();
    await ask('train', { steps: 20 });
    twin.train({ steps: 20 });
    expect(hash((await ask('parameters')).value)).toBe(hash(twin.parameters()));
    twin.dispose();
  });

  it('lets no command overtake the one that waits for it, and gives signs of life meanwhile', async () => {
    const { ask, second, beats } = await open();
    await ask('createSession', {}, 1);
    const load = second.load.bind(second);
    second.load = () => new Promise((resolve) => { setTimeout(() => resolve(load()), 3 * beatInterval); });
    beats.length = 0;
    const both = [ask('configure', { optimizer: { name: 'adam' } }), ask('train', { steps: 30 })];
    await new Promise((resolve) => { setTimeout(resolve, 2.5 * beatInterval); });
    expect(beats.length).toBeGreaterThan(0);
    await Promise.all(both);
    const twin = local.createSession({ optimizer: { name: 'adam' } });
    twin.train({ steps: 30 });
    expect(hash((await ask('parameters')).value)).toBe(hash(twin.parameters()));
    twin.dispose();
  });

  it('can be of one\'s own for workers, too', async () => {
    const { createWorker } = nodeWorkers();
    const engine = await connectEngine({ createWorker, more: { wasmBinary: readFileSync(built('backprop.more.wasm')) } });
    const session = await engine.createSession();
    expect(await session.trace({ example: 0 })).toEqual(local.createSession().trace({ example: 0 }));
    engine.dispose();
    const failed = connectEngine({ createWorker, more: { wasmUrl: absent } });
    await expect(failed).rejects.toMatchObject({ name: 'EngineError', code: 'loadFailed' });
  });

  it('is loaded on the spot where the first one calls it unforeseen', async () => {
    const { engine, second } = await open();
    const session = engine.createSession();
    expect(session.trace({ example: 0 })).toEqual(local.createSession().trace({ example: 0 }));
    expect(second.isThere).toBe(true);
  });

  it('leaves the engine of no use where even that fails: C++ was in the midst of something', async () => {
    const { engine } = await open(absent);
    const session = engine.createSession();
    expect(() => session.trace({ example: 0 })).toThrow(/cannot load .*absent\.wasm/);
    expect(() => session.metrics()).toThrow(/cannot load .*absent\.wasm/);
  });
});
