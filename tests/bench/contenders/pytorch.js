// Native PyTorch, where Python has it (Debian: python3-torch).
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { startProgram } from './subprocess.js';

const script = fileURLToPath(new URL('pytorch.py', import.meta.url));

/** The Python that has torch, and torch's version; null where none has. */
export function findPyTorch() {
  for (const python of [process.env.PYTHON, '/usr/bin/python3', 'python3'].filter((name) => name !== undefined)) {
    const { status, stdout } = spawnSync(python, ['-c', 'import torch; print(torch.__version__)'], { encoding: 'utf8' });
    if (status === 0) return { python, version: stdout.trim() };
  }
  return null;
}

/** @param {string} python @param {import('../workload.js').Workload} workload */
export const start = (python, workload) => startProgram(python, [script], workload, false);
