// What the built site may weigh, gzip. The goals are 36 KB of wasm, 70 KB for the embed and 100 KB for the first load. The limits of embed
// and first load are what has been reached so far, so that it only gets less. Who raises one says why in the CHANGELOG.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gzipSync } from 'node:zlib';
import { root } from './files.js';

const kilobyte = 1024;
const limits = { wasm: 36 * kilobyte, more: 36 * kilobyte, embed: 91 * kilobyte, firstLoad: 95 * kilobyte, firstRequests: 8 };

const dist = join(root, 'dist');
const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.name.endsWith('.gz') && !entry.name.startsWith('.'))
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(dist.length + 1));

const zipped = (name) => gzipSync(readFileSync(join(dist, name)), { level: 9 }).length;
const total = (names) => names.reduce((sum, name) => sum + zipped(name), 0);
const basename = (path) => path.slice(path.lastIndexOf('/') + 1);

/**
 * What is loaded when a visitor opens a panel, the microscope or the dialog for own data, chooses a table or data without a plane, or
 * follows the link to the licences.
 */
const onDemand = /papaparse|penguins|own-data-|more-settings-|microscope-|gradients-|measures-|look-|table-(?!miniatures)|backprop\.more-|LICENSES/;

/** The files that a file names, imported at once or, like the worker and the small pictures of the tables, as soon as the element is there. */
function named(name) {
  if (!/\.(js|html|css)$/.test(name)) return [];
  const text = readFileSync(join(dist, name), 'utf8').replace(/__vite__mapDeps\s*=.*?\];?/s, '');
  return files.filter((other) => other !== name && !other.endsWith('.html') && !onDemand.test(other) && text.includes(basename(other)));
}

/** Everything that a first visit of a file loads. */
function closure(entry) {
  const seen = new Set([entry]);
  for (const name of seen) for (const other of named(name)) seen.add(other);
  return [...seen];
}

const table = (names) => names.map((name) => `${name} ${(zipped(name) / kilobyte).toFixed(1)} KB`).join('\n');

describe('gzip sizes', () => {
  it(`wasm is at most ${limits.wasm / kilobyte} KB, and at most ${limits.more / kilobyte} KB are fetched later`, () => {
    const modules = files.filter((name) => name.endsWith('.wasm'));
    const [more, first] = [true, false].map((isLater) => modules.filter((name) => onDemand.test(name) === isLater));
    expect(first, 'one module, not two copies').toHaveLength(1);
    expect(more, 'one second part, not two copies').toHaveLength(1);
    expect(total(first)).toBeLessThanOrEqual(limits.wasm);
    expect(total(more)).toBeLessThanOrEqual(limits.more);
  });

  it(`the embed with worker and wasm is at most ${limits.embed / kilobyte} KB`, () => {
    const loaded = closure('backprop-playground.js');
    expect(loaded.some((name) => name.endsWith('.wasm')), table(loaded)).toBe(true);
    expect(total(loaded), table(loaded)).toBeLessThanOrEqual(limits.embed);
  });

  it(`the first load of the site is at most ${limits.firstLoad / kilobyte} KB in ${limits.firstRequests} requests`, () => {
    const loaded = closure('index.html');
    expect(total(loaded), table(loaded)).toBeLessThanOrEqual(limits.firstLoad);
    expect(loaded.length, table(loaded)).toBeLessThanOrEqual(limits.firstRequests);
  });

  it('do not count the dialog and the tables, which are loaded when they are asked for', () => {
    const manifest = JSON.parse(readFileSync(join(dist, '.vite', 'manifest.json'), 'utf8'));
    const atOnce = new Set(['index.html', 'src/element/define.js']);
    for (const name of atOnce) for (const other of manifest[name].imports ?? []) atOnce.add(other);
    expect([...atOnce].map((name) => manifest[name].file).filter((file) => onDemand.test(file))).toEqual([]);
    const later = manifest['src/element/define.js'].dynamicImports.map((name) => manifest[name].file);
    expect(later).not.toEqual([]);
    const counted = closure('backprop-playground.js');
    expect(later.filter((file) => !onDemand.test(file) && !counted.includes(file)), 'what is loaded later and not counted').toEqual([]);
  });
});
