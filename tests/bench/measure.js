// Timing: warm up, then interleaved rounds (whatever else the machine does meets everybody alike), then the median.

/** @typedef {import('./workload.js').Runner} Runner */

const WARM_UP_MS = 300;
const SAMPLE_MS = 80;
const ROUNDS = 7;

/** @param {number[]} values */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @param {() => unknown} work @returns {Promise<number>} milliseconds */
async function time(work) {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

/** How many repetitions fill one sample, found while warming up. @param {(repetitions: number) => unknown} work */
async function calibrate(work) {
  let repetitions = 1;
  const end = performance.now() + WARM_UP_MS;
  for (;;) {
    const elapsed = await time(() => work(repetitions));
    const wanted = Math.max(1, Math.round((repetitions * SAMPLE_MS) / Math.max(elapsed, 0.01)));
    repetitions = Math.min(wanted, repetitions * 20);
    if (performance.now() > end && elapsed > SAMPLE_MS / 4) return repetitions;
  }
}

/**
 * Milliseconds per repetition of each piece of work, measured in turns.
 * @template {string} Name
 * @param {Map<Name, (repetitions: number) => unknown>} works
 * @returns {Promise<Map<Name, number>>}
 */
export async function measure(works) {
  const prepared = [];
  for (const [name, work] of works) {
    prepared.push({ name, work, repetitions: await calibrate(work), samples: /** @type {number[]} */ ([]) });
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const { work, repetitions, samples } of prepared) samples.push((await time(() => work(repetitions))) / repetitions);
  }
  return new Map(prepared.map(({ name, samples }) => [name, median(samples)]));
}
