// A contender that is a program of its own, spoken to in lines: first the workload, then `train EPOCHS` answered by `done`, and
// `parameters` answered by them. The questions cost microseconds, a sample of the measurement takes 80 ms.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** @typedef {import('../workload.js').Workload} Workload */

/**
 * @param {string} command @param {string[]} commandArguments
 * @param {Workload} workload @param {boolean} shuffled
 */
export async function startProgram(command, commandArguments, workload, shuffled) {
  const child = spawn(command, commandArguments, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${command} ended with ${code}`)));
  });
  ended.catch(() => {});   // it is told to end, at the end
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (/** @type {string} */ question) => {
    child.stdin.write(`${question}\n`);
    const { value } = await Promise.race([lines.next(), ended]);
    return String(value);
  };
  if (await ask(describe(workload, shuffled)) !== 'ready') throw new Error(`${command} does not take the workload`);
  return {
    /** @param {number} epochs */
    async train(epochs) {
      const answer = await ask(`train ${epochs}`);
      if (answer !== 'done') throw new Error(`${command}: ${answer}`);
    },
    parameters: async () => Float32Array.from((await ask('parameters')).split(' '), Number),
    dispose: () => void child.stdin.end(),
  };
}

/** @param {Workload} workload @param {boolean} shuffled */
function describe({ sizes, batchSize, learningRate, inputs, targets, parameters, count }, shuffled) {
  const numbers = (/** @type {ArrayLike<number>} */ list) => `${list.length} ${Array.from(list).join(' ')}`;
  return [numbers(sizes), batchSize, learningRate, count, shuffled ? 1 : 0, numbers(inputs), numbers(targets), numbers(parameters)]
    .join(' ');
}
