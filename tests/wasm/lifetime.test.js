// Handles and memory.
import { describe, expect, it, vi } from 'vitest';
import { guarded } from '../../web/src/engine/engine.js';
import { loadEngine } from '../../web/src/engine/index.js';
import { errorOf } from './arithmetic.js';

/** An engine and the memory of its instance. */
async function loadWithMemory() {
  const instantiate = vi.spyOn(WebAssembly, 'instantiate');
  const engine = await loadEngine();
  const { exports } = await instantiate.mock.results.at(-1).value;
  instantiate.mockRestore();
  return { engine, memory: Object.values(exports).find((value) => value instanceof WebAssembly.Memory) };
}

describe('a session', () => {
  it('that is disposed of says so, in every member', async () => {
    const engine = await loadEngine();
    const session = engine.createSession();
    session.dispose();
    session.dispose();
    for (const method of ['config', 'configure', 'train', 'advance', 'metrics', 'parameters', 'setParameters', 'predict',
      'predictGrid', 'trace', 'gradient', 'checkGradients', 'data', 'network', 'checkpoint', 'restore', 'recover']) {
      expect(await errorOf(() => session[method](1)), method).toMatchObject({ name: 'EngineError', code: 'disposed' });
    }
  });

  it('leaves nothing behind: a thousand of them, and failures, in a memory that does not grow', async () => {
    const { engine, memory } = await loadWithMemory();
    const cycle = () => {
      const session = engine.createSession({ layers: [{ units: 32 }, { units: 32 }] });
      session.train({ steps: 1 });
      session.predictGrid({ columns: 50, rows: 50, units: 'all' });
      session.update({ examples: session.batch() });
      expect(() => session.trace({ examples: [1], fault: 'typo' })).toThrow();
      expect(() => session.configure({ data: { inputs: [[1, 2], [3]] } })).toThrow();
      expect(() => engine.createSession({ layers: [{ units: 0 }] })).toThrow();
      session.dispose();
    };
    for (let i = 0; i < 20; ++i) cycle();
    const before = memory.buffer.byteLength;
    for (let i = 0; i < 1000; ++i) cycle();
    expect(memory.buffer.byteLength).toBe(before);
    expect(engine.liveSessions).toBe(0);
  });

  it('is counted while it lives', async () => {
    const engine = await loadEngine();
    const sessions = [engine.createSession(), engine.createSession()];
    expect(engine.liveSessions).toBe(2);
    sessions.forEach((session) => session.dispose());
    expect(engine.liveSessions).toBe(0);
  });
});

describe('a module', () => {
  const trap = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 8, 1, 4, 116, 114, 97, 112, 0, 0, 10, 5, 1, 3, 0, 0, 11]);

  it('that has trapped answers no more', () => {
    const { trap: unreachable } = new WebAssembly.Instance(new WebAssembly.Module(trap)).exports;
    const wasm = guarded({ unreachable, add: (a, b) => a + b, noFunction: 1 });
    expect(Object.keys(wasm)).toEqual(['unreachable', 'add']);
    expect(wasm.add(1, 2)).toBe(3);
    expect(() => wasm.unreachable()).toThrow(WebAssembly.RuntimeError);
    expect(() => wasm.add(1, 2)).toThrow(WebAssembly.RuntimeError);
  });

  it('that has aborted neither, though the glue throws an empty text then', () => {
    const wasm = guarded({ abort: () => { throw ''; }, add: (a, b) => a + b });
    expect(() => wasm.abort()).toThrow('aborted');
    expect(() => wasm.add(1, 2)).toThrow('aborted');
  });
});

describe('loading', () => {
  it('fails with the address and the reason', async () => {
    const error = await errorOf(() => loadEngine({ wasmUrl: new URL('./none.wasm', import.meta.url) }));
    expect(error).toMatchObject({ name: 'EngineError', code: 'loadFailed' });
    expect(error.message).toMatch(/none\.wasm: .*ENOENT/);
  });

  it('takes a binary or a compiled module', async () => {
    const { readFileSync } = await import('node:fs');
    const [wasmBinary, moreBinary] = ['backprop.wasm', 'backprop.more.wasm']
      .map((name) => readFileSync(new URL(`../../build/wasm/wasm/${name}`, import.meta.url)));
    const wasmModule = await WebAssembly.compile(wasmBinary);
    const more = { wasmBinary: moreBinary };
    for (const source of [{ wasmBinary }, { wasmModule }, { wasmBinary, more }, { more }]) {
      const session = (await loadEngine(source)).createSession();
      expect(session.gradient()).toHaveLength(session.parameters().length);
      session.dispose();
    }
  });
});
