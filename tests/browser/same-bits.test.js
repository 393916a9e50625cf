// The engine's own module in Chromium, not bundled: it ends in the same bits as every native compiler. tests/fixtures/hashes.json
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { launch } from './site.js';

const { steps, cases } = JSON.parse(readFileSync(new URL('../fixtures/hashes.json', import.meta.url), 'utf8'));
const project = fileURLToPath(new URL('../..', import.meta.url));
const importMap = JSON.stringify({ imports: { '#wasm': '/build/wasm/wasm/backprop.mjs' } });
const html = `<!doctype html><link rel="icon" href="data:,"><script type="importmap">${importMap}</script>
<script type="module">
  import { loadEngine } from '/web/src/engine/index.js';
  window.engine = await loadEngine();
</script>`;

let server;
let browser;
let page;

beforeAll(async () => {
  const files = sirv(project, { dev: true });   // dev: asks the disk for each file, does not list the whole folder first
  server = createServer((request, response) => {
    if (request.url === '/') response.setHeader('Content-Type', 'text/html').end(html);
    else files(request, response, () => response.writeHead(404).end());
  });
  await new Promise((resolve) => { server.listen(0, 'localhost', resolve); });
  browser = await launch();
  page = await browser.newPage();
  await page.goto(`http://localhost:${server.address().port}/`);
  await page.waitForFunction(() => window.engine);
});

afterAll(async () => {
  await browser?.close();
  server.closeAllConnections();
  await new Promise((resolve) => { server.close(resolve); });
});

/** Trains in the page. @returns {Promise<Uint8Array>} the bytes of the parameters */
async function train(config) {
  const bytes = await page.evaluate(({ config: wanted, steps: count }) => {
    const session = window.engine.createSession(wanted);
    session.train({ steps: count });
    const { buffer, byteOffset, byteLength } = session.parameters();
    return [...new Uint8Array(buffer, byteOffset, byteLength)];
  }, { config, steps });
  return Uint8Array.from(bytes);
}

/** FNV-1a, 64 bits, in hexadecimal. @param {Uint8Array} bytes */
function hashOf(bytes) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}

describe('the engine in Chromium', () => {
  it('is hashed by FNV-1a', () => {
    expect(hashOf(new Uint8Array())).toBe('cbf29ce484222325');
    expect(hashOf(new TextEncoder().encode('foobar'))).toBe('85944171f73967e8');
  });

  it.each(cases)(`ends $name after ${steps} steps in the golden bits`, async ({ config, hash }) => {
    expect(hashOf(await train(config))).toBe(hash);
  });
});
