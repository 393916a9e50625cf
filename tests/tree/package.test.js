// The npm package as it would be published: what its exports name is in it, and can be imported where it is installed.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, matchesGlob } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './files.js';

const { exports, sideEffects } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** A folder of somebody else's, where the package is installed, and the files of the package. */
let elsewhere, files;

beforeAll(() => {
  elsewhere = mkdtempSync(join(tmpdir(), 'backprop-package-'));
  const installed = join(elsewhere, 'node_modules', 'backprop-playground');
  mkdirSync(installed, { recursive: true });
  const packing = ['pack', '--json', '--ignore-scripts', '--pack-destination', elsewhere];
  const [pack] = JSON.parse(execFileSync('npm', packing, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  execFileSync('tar', ['-xzf', join(elsewhere, pack.filename), '-C', installed, '--strip-components=1']);
  files = pack.files.map(({ path }) => path);
}, 30_000);
afterAll(() => rmSync(elsewhere, { recursive: true, force: true }));

/** What Node prints when it runs a module of that folder. */
const run = (code) => execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd: elsewhere, encoding: 'utf8' }).trim();

/** The built files that the text of others names, from the first one on. */
function needed(first) {
  const found = new Set([first]);
  for (const name of found) {
    if (!name.endsWith('.js')) continue;
    const text = readFileSync(join(root, name), 'utf8');
    for (const [, other] of text.matchAll(/["'`](?:\.?\/)*(?:assets\/)?([\w.-]+\.(?:js|wasm|csv|txt))["'`]/g)) {
      const path = `dist/assets/${other}`;
      if (files.includes(path)) found.add(path);
    }
  }
  return [...found];
}

describe('the npm package', () => {
  it('has every file that its exports name, and none that only Vite could read', () => {
    const named = Object.values(exports).flatMap(Object.values).map((path) => path.replace('./', ''));
    expect(named.filter((path) => !files.includes(path))).toEqual([]);
    const scripts = files.filter((path) => path.endsWith('.js') && /\?(inline|url|raw)['"`]/.test(readFileSync(join(root, path), 'utf8')));
    expect(scripts).toEqual([]);
  });

  it('has types of what is exported and no longer of what is gone', () => {
    const types = files.filter((path) => path.startsWith('build/types/'));
    const sources = types.map((path) => path.replace('build/types/', 'web/src/').replace(/\.d\.ts$/, '.js'));
    expect(sources.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect(sources.filter((path) => /^web\/src\/(lesson\/|main)/.test(path))).toEqual([]);
  });

  it('has the shapes of the engine by name, for whoever writes types', () => {
    const { types } = exports['./engine/types'];
    expect(readFileSync(join(root, types), 'utf8')).toMatch(/export type Config\b[\s\S]*export type Metrics\b/);
    expect(run("import 'backprop-playground/engine/types'; console.log('there');")).toBe('there');
  });

  it('tells bundlers which of its files do something when they are imported, and has no list of the build', () => {
    const workers = files.filter((path) => /^dist\/assets\/worker-.*\.js$|engine\/worker\.js$/.test(path));
    expect(workers).toHaveLength(2);
    for (const path of workers) {
      expect(sideEffects.some((pattern) => matchesGlob(path, pattern.replace('./', ''))), path).toBe(true);
    }
    expect(files.filter((path) => path.startsWith('dist/.vite'))).toEqual([]);
  });

  it('has the element with all that it loads', () => {
    const element = needed(exports['./element'].default.replace('./', ''));
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
