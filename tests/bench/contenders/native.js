// The same C++ compiled for this machine, at the lane width of WebAssembly: the preset bench.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startProgram } from './subprocess.js';

const program = fileURLToPath(new URL('../../../build/bench/tests/backprop-bench', import.meta.url));

export const isBuilt = () => existsSync(program);

/** @param {import('../workload.js').Workload} workload @param {{ shuffled?: boolean }} [options] */
export const start = (workload, { shuffled = true } = {}) => startProgram(program, [], workload, shuffled);
