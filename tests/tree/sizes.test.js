// The size budgets of DESIGN, gzip, measured on the built site. To raise one, change DESIGN first and say why in the CHANGELOG.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gzipSync } from 'node:zlib';
import { root } from './files.js';

const kilobyte = 1024;
const limits = { wasm: 36 * kilobyte, embed: 70 * kilobyte, firstLoad: 100 * kilobyte, firstRequests: 12 };

const dist = join(root, 'dist');
const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.name.endsWith('.gz') && !entry.name.startsWith('.'))
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(dist.length + 1));

const zipped = (name) => gzipSync(readFileSync(join(dist, name)), { level: 9 }).length;
const total = (names) => names.reduce((sum, name) => sum + zipped(name), 0);
const basename = (path) => path.slice(path.lastIndexOf('/') + 1);

/** The files that a file names, without those that it loads only when they are needed: import('./x.js'). */
function named(name) {
  if (!/\.(js|html|css)$/.test(name)) return [];
  const text = readFileSync(join(dist, name), 'utf8')
    .replace(/__vite__mapDeps\s*=.*?\];?/s, '')
    .replace(/import\(\s*[`'"][^`'"]+[`'"]\s*\)/g, '');
  return files.filter((other) => other !== name && !other.endsWith('.html') && text.includes(basename(other)));
}

/** Everything that a first visit of a file loads. */
function closure(entry) {
  const seen = new Set([entry]);
  for (const name of seen) for (const other of named(name)) seen.add(other);
  return [...seen];
}

const table = (names) => names.map((name) => `${name} ${(zipped(name) / kilobyte).toFixed(1)} KB`).join('\n');

describe('gzip sizes', () => {
  it('wasm is at most 36 KB', () => {
    const modules = files.filter((name) => name.endsWith('.wasm'));
    expect(modules, 'one module, not two copies').toHaveLength(1);
    expect(total(modules)).toBeLessThanOrEqual(limits.wasm);
  });

  it('the embed with worker and wasm is at most 70 KB', () => {
    const loaded = closure('backprop-playground.js');
    expect(loaded.some((name) => name.endsWith('.wasm')), table(loaded)).toBe(true);
    expect(total(loaded), table(loaded)).toBeLessThanOrEqual(limits.embed);
  });

  it('the first load of the site is at most 100 KB in 12 requests', () => {
    const loaded = closure('index.html');
    expect(total(loaded), table(loaded)).toBeLessThanOrEqual(limits.firstLoad);
    expect(loaded.length, table(loaded)).toBeLessThanOrEqual(limits.firstRequests);
  });
});
