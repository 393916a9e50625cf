// LICENSES.txt of the built site: the notice of everything that is in it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsOf, root, sourceFiles } from './files.js';

const read = (path) => readFileSync(join(root, path), 'utf8');
const notices = read('dist/LICENSES.txt');

/** The npm packages that the page's scripts import, and those that these are made of. */
function bundledPackages() {
  const imported = sourceFiles(['web/src'], ['.js']).flatMap(importsOf).map((name) => /^(@[^/]+\/)?[^/.#]+/.exec(name)?.[0]);
  const { packages } = JSON.parse(read('package-lock.json'));
  const direct = [...new Set(imported)].filter((name) => `node_modules/${name}` in packages);
  return [...new Set(direct.flatMap((name) => [name, ...Object.keys(packages[`node_modules/${name}`].dependencies ?? {})]))];
}

describe('LICENSES.txt', () => {
  it('has the licence of every npm package in the bundle', () => {
    const names = bundledPackages();
    expect(names).toContain('lit-html');
    for (const name of names) {
      expect(notices, name).toContain(`\n${name}\n`);
      expect(notices, name).toContain(read(`node_modules/${name}/LICENSE`).trim());
    }
  });

  it('has the licence of the project, and those of what Emscripten brings along', () => {
    for (const path of ['LICENSE', ...sourceFiles(['web/licences'], ['.txt'])]) expect(notices, path).toContain(read(path).trim());
  });

  it('says where the data is from and what was changed', () => {
    expect(notices).toContain(read('web/data/README.md').trim());
  });

  it('is linked from every page', () => {
    for (const page of sourceFiles(['web'], ['.html'])) expect(read(page.replace('web/', 'dist/')), page).toContain('href="LICENSES.txt"');
    for (const page of ['index', 'backpropagation']) expect(read(`dist/lessons/${page}.html`), page).toContain('href="../LICENSES.txt"');
  });
});
