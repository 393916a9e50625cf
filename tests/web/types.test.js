// The types of engine and element as somebody else's TypeScript meets them: what the engine takes they take, and what it refuses they refuse.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../tree/files.js';

/** What the compiler says of a program that has an engine and an element. */
function complaintsOf(program) {
  const folder = mkdtempSync(join(root, 'build', 'types-'));
  try {
    const file = join(folder, 'program.ts');
    writeFileSync(file, `import type { Engine } from '../../web/src/engine/index.js';
      import type { BackpropPlayground } from '../../web/src/element/backprop-playground.js';
      declare const engine: Engine;
      declare const element: BackpropPlayground;
      ${program}`);
    const options = ['--ignoreConfig', '--noEmit', '--strict', '--allowJs', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2024'];
    return execFileSync(join(root, 'node_modules', '.bin', 'tsc'), [...options, file], { encoding: 'utf8' });
  } catch ({ stdout }) {
    return stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it('every setting may be left out, also of a layer', () => {
  expect(complaintsOf(`
    engine.createSession({ data: { generator: 'xor' }, layers: [{ units: 3 }, { activation: 'relu' }] });
    engine.createSession({ optimizer: { name: 'adam' } });
    engine.createSession({ data: { inputs: [[0, 1], new Float32Array(2)], labels: [0, 1] } }).configure({ frozen: [1] });
    // @ts-expect-error
    engine.createSession({ layers: [{ unit: 3 }] });
    // @ts-expect-error
    engine.createSession({ layers: [3] });
    // @ts-expect-error
    engine.createSession({}).configure({ layers: [] });`)).toBe('');
}, 30_000);

it('the element takes settings as the engine does, and hands on what that answers', () => {
  expect(complaintsOf(`
    element.open({ seed: 3 });
    element.config = { data: { generator: 'xor' }, layers: [{ units: 3 }], optimizer: { name: 'adam' } };
    element.config = { data: { table: 'iris' } };
    // @ts-expect-error
    element.config = { layers: 3 };
    element.trace({ example: 0 }).then(({ loss }) => loss.toFixed());
    // @ts-expect-error
    element.trace({ example: 0 }).then(({ losses }) => losses);
    // @ts-expect-error
    element.weightUpdate({ example: 0 }).then(({ changes }) => changes);`)).toBe('');
}, 30_000);
