// The worker under Trusted Types, where a page allows the engine's policy once.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** As a browser does whose page says `trusted-types backprop-playground`. */
function strictTypes() {
  const made = new Set();
  return {
    createPolicy(name, { createScriptURL }) {
      if (made.has(name)) throw new TypeError(`Policy with name "${name}" already exists.`);
      made.add(name);
      return { createScriptURL: (url) => ({ trusted: createScriptURL(url) }) };
    },
  };
}

/** The module as it comes with the element, with the engine's client, or once more. */
async function anotherCopy() {
  vi.resetModules();
  return import('../../web/src/engine/create-worker.js');
}

describe('the policy', () => {
  beforeEach(() => {
    vi.stubGlobal('trustedTypes', strictTypes());
    vi.stubGlobal('Worker', class { constructor(url) { this.url = url; } });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    delete globalThis[Symbol.for('backprop-playground')];
  });

  it('is made once, so that the element and the engine can be on one page', async () => {
    const [first, second] = [await anotherCopy(), await anotherCopy()];
    expect(first).not.toBe(second);
    for (const { createWorker } of [first, second, first]) expect(createWorker().url.trusted).toMatch(/\/worker\.js$/);
  });

  it('brings a worker from another origin by a line of the page\'s own', async () => {
    vi.stubGlobal('location', { origin: 'https://tutorial.example' });
    const made = [];
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => made.push(blob) && 'blob:https://tutorial.example/1');
    const { createWorker } = await anotherCopy();
    expect(createWorker().url.trusted).toBe('blob:https://tutorial.example/1');
    expect(await made[0].text()).toMatch(/^import ".*\/worker\.js"$/);
    vi.restoreAllMocks();
  });
});
