// The small pictures of the data sets: some come without a download, and what failed is tried again.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

let isOffline = false;
vi.mock('../../web/src/element/table-miniatures.js', () => ({
  get tableMiniatures() {
    if (isOffline) throw new Error('offline');
    return { iris: 'of irises' };
  },
}));

import { createThumbnails } from '../../web/src/element/thumbnails.js';

const catalog = { defaults: {}, generators: [{ name: 'circle' }, { name: 'xor' }, { name: 'formula' }] };
const examples = { dimensions: 2, inputs: new Float32Array([0, 1]), labels: new Int32Array([0]), targets: new Float32Array([0]) };

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

describe('the small pictures', () => {
  it('of generators are there where those of tables can’t be fetched, and these come later', async () => {
    const createSession = vi.fn(async () => ({ data: async () => examples, dispose: async () => {} }));
    const { miniatures, load } = createThumbnails({ createSession }, catalog);
    isOffline = true;
    await load();
    expect(Object.keys(miniatures.value), 'a formula needs the second part of the module').toEqual(['circle', 'xor']);
    isOffline = false;
    await load();
    expect(Object.keys(miniatures.value), 'not with every rendering').toEqual(['circle', 'xor']);
    vi.advanceTimersByTime(10_000);
    await load();
    expect(Object.keys(miniatures.value)).toEqual(['circle', 'xor', 'iris']);
    expect(createSession).toHaveBeenCalledTimes(2);
  });
});
