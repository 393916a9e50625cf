// The benchmark compares the same work: from the same parameters, on the same batches in the same order, every library
// that can do mini-batches must arrive at the same parameters.

/** @typedef {import('./workload.js').Workload} Workload */
/** @typedef {import('./workload.js').Runner} Runner */

const STEPS = 100;
/** Float32 rounding over 100 steps stays well below; a different loss, mean or order of layers shows in the first digits. */
const TOLERANCE = 1e-4;

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
function largestDifference(a, b) {
  if (a.length !== b.length) return Infinity;
  let largest = 0;
  for (let p = 0; p < a.length; p++) {
    const difference = Math.abs(a[p] - b[p]);
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}

/** @param {Workload} workload @param {(workload: Workload) => Runner | Promise<Runner>} start */
async function parametersAfter(workload, start) {
  const runner = await start(workload);
  await runner.train(Math.ceil((STEPS * workload.batchSize) / workload.count));
  const parameters = await runner.parameters?.();
  runner.dispose?.();
  return parameters;
}

/**
 * @param {Workload} workload
 * @param {{ name: string, start: (workload: Workload) => Runner | Promise<Runner> }} yardstick
 * @param {{ name: string, start: (workload: Workload) => Runner | Promise<Runner> }[]} others
 * @returns {Promise<Record<string, number>>} the largest difference of any parameter, by name
 */
export async function checkAgreement(workload, yardstick, others) {
  const expected = await parametersAfter(workload, yardstick.start);
  if (!expected) throw new Error(`${yardstick.name} shows no parameters`);
  if (largestDifference(expected, workload.parameters) < 100 * TOLERANCE) throw new Error('nothing was trained');
  /** @type {Record<string, number>} */
  const differences = {};
  for (const { name, start } of others) {
    const actual = await parametersAfter(workload, start);
    if (!actual) continue;
    differences[name] = largestDifference(actual, expected);
    if (!(differences[name] <= TOLERANCE)) {
      throw new Error(`${name} does not do the same work as ${yardstick.name}: after ${STEPS} steps a parameter ` +
        `of ${workload.sizes.join('-')} differs by ${differences[name]}`);
    }
  }
  return differences;
}
