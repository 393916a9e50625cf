// The npm package: what its exports name is in it, and can be imported.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './files.js';

const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** The files that `npm pack` would put into the package, as it stands built. */
function packed() {
  const [{ files }] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, encoding: 'utf8' }));
  return files.map(({ path }) => path);
}

/** What Node prints when it runs a module of this folder, where the package can be imported by its name. */
const run = (code) => execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd: root, encoding: 'utf8' }).trim();

/** The built files that the text of others names, from the first one on. */
function needed(first, files) {
  const found = new Set([first]);
  for (const name of found) {
    if (!name.endsWith('.js')) continue;
    const text = readFileSync(join(root, name), 'utf8');
    for (const [, other] of text.matchAll(/["'`](?:\.?\/)*(?:assets\/)?([\w.-]+\.(?:js|wasm|csv|txt))["'`]/g)) {
      const path = `dist/assets/${other}`;
      if (files.has(path)) found.add(path);
    }
  }
  return [...found];
}

describe('the npm package', () => {
  it('has every file that its exports name, and none that only Vite could read', () => {
    const files = packed();
    const named = Object.values(exports).flatMap(Object.values).map((path) => path.replace('./', ''));
    expect(named.filter((path) => !files.includes(path))).toEqual([]);
    const scripts = files.filter((path) => path.endsWith('.js') && /\?(inline|url|raw)['"`]/.test(readFileSync(join(root, path), 'utf8')));
    expect(scripts).toEqual([]);
  });

  it('has the element with all that it loads', () => {
    const files = new Set(packed());
    const element = needed(exports['./element'].default.replace('./', ''), files);
    for (const kind of [/worker-.*\.js$/, /backprop-.*\.wasm$/, /backprop\.more-.*\.wasm$/, /microscope-.*\.js$/, /penguins-.*\.csv$/]) {
      expect(element.some((path) => kind.test(path)), `${kind} in ${element.join(' ')}`).toBe(true);
    }
    expect(readFileSync(join(root, exports['./element'].default), 'utf8')).toMatch(/ as BackpropPlayground[,}]/);
  });

  it('has the engine, in this thread and in a worker, by the names that the README gives', () => {
    expect(run(`
      import { loadEngine } from 'backprop-playground/engine';
      const session = (await loadEngine()).createSession({ seed: 7, data: { generator: 'xor' } });
      console.log(session.train({ epochs: 1 }).epoch);`)).toBe('1');
    expect(run("import { connectEngine } from 'backprop-playground/engine/client'; console.log(typeof connectEngine);")).toBe('function');
  });
});
