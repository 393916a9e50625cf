// What a lesson may weigh, gzip, before the reader reaches for a network: its page, style and script, and nothing of the engine. That
// a browser fetches no more is seen in tests/browser/lessons.test.js.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gzipSync } from 'node:zlib';
import { root } from './files.js';

const kilobyte = 1024;
const limit = 31 * kilobyte;

const dist = join(root, 'dist');
const pages = readdirSync(join(dist, 'lessons')).filter((name) => name.endsWith('.html')).map((name) => `lessons/${name}`);
const zipped = (name) => gzipSync(readFileSync(join(dist, name)), { level: 9 }).length;

/** The files that a page needs at once: what it names, and what its scripts import before they run. */
function loadedBy(page) {
  const loaded = new Set([page]);
  for (const name of loaded) {
    const text = readFileSync(join(dist, name), 'utf8');
    const named = name.endsWith('.html')
      ? [...text.matchAll(/<(?:script|link)[^>]* (?:src|href)="([^"]+)"/g)]
      : name.endsWith('.js') ? [...text.matchAll(/\bimport(?:[^"'(]*?from)?["']([^"']+)["']/g)] : [];
    for (const [, path] of named) loaded.add(join(dirname(name), path));
  }
  return [...loaded];
}

describe.each(pages)('%s', (page) => {
  it(`is at most ${limit / kilobyte} KB and loads no engine`, () => {
    const loaded = loadedBy(page);
    const table = loaded.map((name) => `${name} ${(zipped(name) / kilobyte).toFixed(1)} KB`).join('\n');
    expect(loaded.reduce((sum, name) => sum + zipped(name), 0), table).toBeLessThanOrEqual(limit);
    expect(loaded.filter((name) => /backprop-playground|worker|\.wasm/.test(name)), table).toEqual([]);
    expect(loaded.some((name) => name.endsWith('.css')) && loaded.some((name) => name.endsWith('.js')), table).toBe(true);
  });

  it('loads the element when it is needed', () => {
    const scripts = loadedBy(page).filter((name) => name.endsWith('.js')).map((name) => readFileSync(join(dist, name), 'utf8'));
    expect(scripts.some((text) => /import\([^)]*backprop-playground\.js/.test(text))).toBe(true);
  });
});
