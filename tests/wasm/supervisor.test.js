// What kills a worker for real: an unreachable instruction, a stack overflow, an endless loop, terminate(). Training goes on.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectEngine } from '../../web/src/engine/client.js';
import { loadEngine } from '../../web/src/engine/index.js';
import { errorOf, hash } from './arithmetic.js';
import { nodeWorkers } from './node-worker.js';

const config = { seed: 11, layers: [{ units: 8, activation: 'tanh' }, { units: 8, activation: 'tanh' }], data: { generator: 'spiral' } };
const pause = (ms) => new Promise((resume) => { setTimeout(resume, ms); });

const local = await loadEngine();
let engine;
let session;
let made;
beforeEach(async () => {
  const workers = nodeWorkers();
  made = workers.made;
  engine = await connectEngine({ createWorker: workers.createWorker });
  session = await engine.createSession(config);
});
afterEach(() => engine.dispose());

/** Resolves with the next restart and when it came. */
const nextRestart = () => new Promise((resolve) => {
  session.addEventListener('restart', ({ detail }) => resolve({ ...detail, at: performance.now() }), { once: true });
});

/** The parameters are those of a run that nothing has disturbed. */
async function expectUndisturbed() {
  await session.pause();
  const { step } = await session.metrics();
  const twin = local.createSession(await session.config());
  twin.advance(step);
  expect(hash(await session.parameters())).toBe(hash(twin.parameters()));
  twin.dispose();
  return step;
}

const faults = [
  ['trap', 'trap', 500, () => session.train('trap')],
  ['stack overflow', 'trap', 500, () => session.train('overflow')],
  ['kill', 'killed', 500, () => made.at(-1).terminate()],
  ['hang', 'hang', 3500, () => session.train('hang')],
];

describe.each(faults)('after a %s', { retry: 2 }, (_, reason, limit, cause) => {
  it('training goes on with the same bits', async () => {
    await session.play();
    await pause(300);
    const restarted = nextRestart();
    const begin = performance.now();
    const failed = Promise.resolve(cause()).catch((error) => error);
    const { at, fromStep, reason: told } = await restarted;
    expect(told).toBe(reason);
    expect(at - begin).toBeLessThan(limit);
    expect(fromStep).toBeGreaterThan(0);
    if (reason !== 'killed') expect(await failed).toMatchObject({ name: 'EngineError', code: 'workerRestarted' });
    await pause(150);
    expect((await session.snapshot()).running).toBe(true);
    expect(await expectUndisturbed()).toBeGreaterThan(fromStep);
    expect(made.length).toBe(2);
  });
});

describe('a replaced worker', () => {
  it('stays paused if it was, with all that was trained', async () => {
    await session.train({ steps: 777 });
    const restarted = nextRestart();
    made.at(-1).terminate();
    await restarted;
    expect((await session.snapshot()).running).toBe(false);
    expect(await expectUndisturbed()).toBe(777);
  });

  it('stays paused if it was played and paused in one breath', async () => {
    const played = session.play({ stepsPerSecond: 100 });
    await Promise.all([played, session.pause()]);
    const restarted = nextRestart();
    made.at(-1).terminate();
    await restarted;
    expect((await session.snapshot()).running).toBe(false);
  });

  it('has the settings of the last configure, and the speed', { retry: 2 }, async () => {
    await session.configure({ optimizer: { learningRate: 0.01 }, batchSize: 20 });
    await session.play({ stepsPerSecond: 200 });
    const restarted = nextRestart();
    made.at(-1).terminate();
    await restarted;
    expect(await session.config()).toMatchObject({ optimizer: { learningRate: 0.01 }, batchSize: 20 });
    const { step } = await session.metrics();
    await pause(500);
    const taken = (await session.metrics()).step - step;
    expect(Math.abs(taken - 100)).toBeLessThan(25);
  });

  it('goes on with the same fault', async () => {
    await session.configure({ fault: 'missingSlope' });
    await session.train({ steps: 20 });
    const restarted = nextRestart();
    made.at(-1).terminate();
    await restarted;
    expect((await session.config()).fault).toBe('missingSlope');
    await session.train({ steps: 20 });
    const twin = local.createSession({ ...config, fault: 'missingSlope' });
    twin.advance(40);
    expect(hash(await session.parameters())).toBe(hash(twin.parameters()));
    twin.dispose();
  });

  it('answers what its predecessor was asked: the page notices nothing', async () => {
    await session.train({ steps: 100 });
    const answers = Array.from({ length: 5 }, () => session.snapshot({ parameters: true }));
    made.at(-1).terminate();
    const steps = (await Promise.all(answers)).map(({ metrics }) => metrics.step);
    expect(steps).toEqual([100, 100, 100, 100, 100]);
  });

  it('is the last one after three deaths within a minute', async () => {
    const failure = new Promise((resolve) => { session.addEventListener('failed', ({ detail }) => resolve(detail), { once: true }); });
    for (let death = 1; death <= 3; ++death) {
      const error = await errorOf(() => session.train('trap'));
      expect(error.code).toBe(death < 3 ? 'workerRestarted' : 'workerFailed');
    }
    expect(await failure).toMatchObject({ name: 'EngineError', code: 'workerFailed' });
    expect(await errorOf(() => session.metrics())).toMatchObject({ name: 'EngineError', code: 'workerFailed' });
    expect(await errorOf(() => session.play())).toMatchObject({ code: 'workerFailed' });
    expect(made.length).toBe(3);
    await session.dispose();
    const next = await engine.createSession(config);   // another session is not concerned
    expect((await next.train({ steps: 1 })).step).toBe(1);
  });

  it('does not take other sessions along', async () => {
    const other = await engine.createSession(config);
    await other.train({ steps: 10 });
    const restarted = nextRestart();
    await errorOf(() => session.train('trap'));
    await restarted;
    expect((await other.metrics()).step).toBe(10);
  });
});

describe('the engine', () => {
  it('that is disposed of ends its workers and rejects what is pending', async () => {
    const pending = session.train({ steps: 4_000_000_000 }).catch((error) => error);
    engine.dispose();
    expect(await pending).toMatchObject({ name: 'EngineError', code: 'disposed' });
    expect(await errorOf(() => session.metrics())).toMatchObject({ code: 'disposed' });
    expect(await errorOf(() => engine.createSession(config))).toMatchObject({ code: 'disposed' });
    await Promise.all(made.map(({ worker }) => worker.terminate()));
  });

  it('does not come up where no worker can start', async () => {
    const { createWorker } = nodeWorkers('no-such-entry.js');
    expect(await errorOf(() => connectEngine({ createWorker }))).toMatchObject({ name: 'EngineError', code: 'workerFailed' });
  });
});
