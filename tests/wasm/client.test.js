// The engine in workers: the same answers as in the thread, at the speed that was asked for.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectEngine } from '../../web/src/engine/client.js';
import { loadEngine } from '../../web/src/engine/index.js';
import { errorOf, hash } from './arithmetic.js';
import { nodeWorkers } from './node-worker.js';

const config = { seed: 5, layers: [{ units: 6, activation: 'tanh' }] };
const pause = (ms) => new Promise((resume) => { setTimeout(resume, ms); });

const local = await loadEngine();
const { createWorker, made } = nodeWorkers();
let engine;
let session;
beforeAll(async () => { engine = await connectEngine({ createWorker }); });
afterAll(() => engine.dispose());
beforeEach(async () => { session = await engine.createSession(config); });
afterEach(() => session.dispose());

describe('the client', () => {
  it('answers every member as the engine in the thread does', async () => {
    const twin = local.createSession(config);
    const grid = { columns: 7, rows: 5, units: 'all' };
    const change = { optimizer: { learningRate: 0.1 }, batchSize: 7 };
    const calls = [['config'], ['train', { steps: 1234 }], ['train', { epochs: 3 }], ['configure', change], ['config'],
      ['train', { steps: 1 }], ['metrics'], ['parameters'], ['setParameters', twin.parameters().map(Math.abs)],
      ['predict', Float32Array.of(1, 2, 3, 4)], ['predictGrid', grid], ['batch'], ['trace', { example: 3 }], ['gradient'], ['checkGradients'],
      ['configure', { fault: 'missingSlope' }], ['config'], ['train', { steps: 3 }],
      ['trace', { examples: Uint32Array.of(3, 4), parameters: [...twin.parameters()].map((w) => w / 3), fault: 'forgottenSum' }],
      ['update', { example: 3, step: 7 }], ['updates', { batches: [[3], [4, 5]] }], ['checkGradients', { examples: [1], epsilon: 1e-4 }], ['epsilonSweep', { examples: [1] }],
      ['gradientFlow'], ['data'], ['network'], ['checkpoint'], ['restore', twin.checkpoint()], ['parameters']];
    for (const [method, ...args] of calls) {
      expect(await session[method](...args), method).toEqual(twin[method](...args));
    }
    twin.dispose();
    expect(await engine.catalog()).toEqual(local.catalog());
    expect(await engine.complete(config)).toEqual(local.complete(config));
  });

  it('throws the same errors', async () => {
    const error = await errorOf(() => engine.createSession({ layers: [{}, { units: 0 }] }));
    expect(error).toMatchObject({ name: 'EngineError', code: 'outOfRange', path: 'layers[1].units',
      message: 'layers[1].units: 0 is not in 1…256' });
    for (const [request, code] of [[{ steps: -1 }, 'outOfRange'], [{ steps: 1.5 }, 'notWhole'], [{ steps: 2, epochs: 2 }, 'contradiction'],
      [{ days: 2 }, 'unknownKey'], [{ steps: 1e12 }, 'outOfRange'], [undefined, 'wrongType']]) {
      expect(await errorOf(() => session.train(request))).toMatchObject({ name: 'EngineError', code });
    }
    expect(await errorOf(() => session.configure({ layers: [] }))).toMatchObject({ code: 'needsNewSession' });
    expect(await errorOf(() => session.play({ stepsPerSecond: 0 }))).toMatchObject({ code: 'outOfRange', path: 'stepsPerSecond' });
    for (const wrong of [null, 5]) expect(await errorOf(() => session.snapshot({ grids: wrong }))).toMatchObject({ code: 'wrongType', path: 'snapshot' });
    expect(await errorOf(() => session.play({ stepsPerSecond: 1n }))).toMatchObject({ code: 'outOfRange', path: 'stepsPerSecond' });
    expect((await session.snapshot(null)).running).toBe(false);
    expect(await errorOf(() => session.recover())).toMatchObject({ code: 'nothingToRecover' });
    expect(await errorOf(() => session.trace({}))).toMatchObject({ code: 'wrongType', path: 'trace.examples' });
    expect(await errorOf(() => session.predict(() => 1))).toMatchObject({ code: 'wrongType' });
  });

  it('uses the worker of a session that is disposed of again', async () => {
    const before = made.length;
    for (let i = 0; i < 20; ++i) await (await engine.createSession(config)).dispose();
    expect(made.length).toBeLessThanOrEqual(before + 1);
  });

  it('says that a session is disposed of', async () => {
    const other = await engine.createSession(config);
    await other.dispose();
    await other.dispose();
    expect(await errorOf(() => other.metrics())).toMatchObject({ name: 'EngineError', code: 'disposed' });
    expect(await errorOf(() => other.play())).toMatchObject({ code: 'disposed' });
  });
});

describe('playing', { retry: 2 }, () => {
  it('keeps the bits of training', async () => {
    await session.play();
    await pause(100);
    await session.pause();
    const { step } = await session.metrics();
    expect(step).toBeGreaterThan(1000);
    const twin = local.createSession(config);
    twin.advance(step);
    expect(hash(await session.parameters())).toBe(hash(twin.parameters()));
    twin.dispose();
  });

  it.each([[5], [60], [1000]])('at %i steps a second is exact in the mean', async (stepsPerSecond) => {
    await session.play({ stepsPerSecond });
    const begin = performance.now();
    await pause(1500);
    const { metrics, running, stepsPerSecond: measured } = await session.snapshot();
    const expected = (performance.now() - begin) * stepsPerSecond / 1000;
    expect(Math.abs(metrics.step - expected)).toBeLessThan(1.5 + 0.05 * expected);
    expect(Math.abs(measured - stepsPerSecond)).toBeLessThan(2 + 0.1 * stepsPerSecond);
    expect(running).toBe(true);
  });

  it('answers snapshots promptly at full speed, with what they ask for', async () => {
    await session.play();
    await pause(50);
    const times = [];
    for (let i = 0; i < 20; ++i) {
      const begin = performance.now();
      const snapshot = await session.snapshot({ parameters: true, grids: [{ columns: 20, rows: 10 }, { columns: 5, rows: 5, units: 'all' }],
        points: [Float32Array.of(1, 2, 3, 4)] });
      times.push(performance.now() - begin);
      expect(snapshot.grids.map(({ length }) => length)).toEqual([200, 225]);
      expect(snapshot.points.map(({ length }) => length)).toEqual([18]);
      expect(snapshot.parameters.length).toBe(25);
    }
    expect(times.sort((a, b) => a - b)[10]).toBeLessThan(50);
    expect((await session.snapshot()).stepsPerSecond).toBeGreaterThan(1000);
  });

  it('changes speed, pauses and shows it', async () => {
    await session.play({ stepsPerSecond: 1 });
    await session.play({ stepsPerSecond: Infinity });
    await pause(60);
    await session.pause();
    const first = await session.snapshot();
    await pause(60);
    const second = await session.snapshot();
    expect(second.metrics).toEqual(first.metrics);
    expect([second.running, second.stepsPerSecond]).toEqual([false, 0]);
    expect(first.metrics.step).toBeGreaterThan(100);
  });

  it('stops when training diverges, and goes back', async () => {
    const wild = await engine.createSession({ data: { generator: 'plane' }, optimizer: { learningRate: 100 },
      layers: [{ units: 4, activation: 'linear' }] });
    await wild.play();
    await pause(200);
    const { metrics, running } = await wild.snapshot();
    expect([metrics.status, running]).toEqual(['diverged', false]);
    await wild.recover();
    expect((await wild.metrics()).status).toBe('ready');
    await wild.dispose();
  });

  it('trains epochs as the engine in the thread does, from amid one too, and answers meanwhile', async () => {
    const twin = local.createSession(await session.config());
    await session.train({ steps: 7 });
    twin.train({ steps: 7 });
    for (const epochs of [1, 3]) expect(await session.train({ epochs })).toEqual(twin.train({ epochs }));
    const training = session.train({ epochs: 50_000 });
    await pause(30);
    expect((await session.snapshot()).metrics.epoch).toBeLessThan(50_000);
    await training;
    twin.dispose();
  });

  it('answers during a long train()', async () => {
    const training = session.train({ steps: 2_000_000 });
    await pause(30);
    const { metrics } = await session.snapshot();
    expect(metrics.step).toBeLessThan(2_000_000);
    expect((await training).step).toBe(2_000_000);
  });
});
