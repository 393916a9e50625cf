// The engine's own modules in Chromium and in Firefox, under the site's content security policy: they end in the same bits as every
// native compiler. tests/fixtures/hashes.json
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { contentSecurityPolicy } from '../../web/serve.mjs';
import { loadEngine } from '../../web/src/engine/index.js';
import { launchFirefox } from './firefox.js';
import { launch as launchChromium } from './site.js';

const { steps, cases } = JSON.parse(readFileSync(new URL('../fixtures/hashes.json', import.meta.url), 'utf8'));
const project = fileURLToPath(new URL('../..', import.meta.url));
// The bundler gives the site the module by its place; unbundled it takes a map, which only stands in a page, so the policy names it
const importMap = JSON.stringify({ imports: { '#wasm': '/build/wasm/wasm/backprop.mjs' } });
const html = `<!doctype html><title>engine</title><link rel="icon" href="/icon.svg"><script type="importmap">${importMap}</script>
<script type="module" src="/load.js"></script>`;
const script = `import { loadEngine } from '/web/src/engine/index.js';
window.engine = await loadEngine();`;
const made = { '/': ['text/html', html], '/load.js': ['text/javascript', script] };
const policy = contentSecurityPolicy.replace("script-src 'self'",
  `script-src 'self' 'sha256-${createHash('sha256').update(importMap).digest('base64')}'`);

let server;

beforeAll(async () => {
  const files = sirv(project, { dev: true });   // dev: asks the disk for each file, does not list the whole folder first
  server = createServer((request, response) => {
    response.setHeader('Content-Security-Policy', policy);
    const [type, body] = made[request.url] ?? [];
    if (body) response.setHeader('Content-Type', type).end(body);
    else files(request, response, () => response.writeHead(404).end());
  });
  await new Promise((resolve) => { server.listen(0, 'localhost', resolve); });
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => { server.close(resolve); });
});

/** Trains in the page. @returns {Promise<Uint8Array>} the bytes of the parameters */
async function train(page, config) {
  const bytes = await page.evaluate(({ config: wanted, steps: count }) => {
    const session = window.engine.createSession(wanted);
    session.train({ steps: count });
    const { buffer, byteOffset, byteLength } = session.parameters();
    session.dispose();
    return [...new Uint8Array(buffer, byteOffset, byteLength)];
  }, { config, steps });
  return Uint8Array.from(bytes);
}

/** Trains so long that the step is compiled for the network. @returns {Promise<Uint8Array>} */
async function trainCompiled(page, config) {
  const { bytes, compiled } = await page.evaluate((wanted) => {
    const { Instance } = WebAssembly;
    let count = 0;
    WebAssembly.Instance = new Proxy(Instance, { construct: (Kind, args) => { count++; return new Kind(...args); } });
    const session = window.engine.createSession(wanted);
    session.advance(50_000);
    session.advance(1_000);
    WebAssembly.Instance = Instance;
    return { bytes: [...new Uint8Array(session.parameters().buffer)], compiled: count };
  }, config);
  expect(compiled).toBe(1);
  return Uint8Array.from(bytes);
}

/** FNV-1a, 64 bits, in hexadecimal. @param {Uint8Array} bytes */
function hashOf(bytes) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}

it('hashes by FNV-1a', () => {
  expect(hashOf(new Uint8Array())).toBe('cbf29ce484222325');
  expect(hashOf(new TextEncoder().encode('foobar'))).toBe('85944171f73967e8');
});

it('tests the very module that the site serves, in its two parts', () => {
  const assets = join(project, 'dist', 'assets');
  const served = readdirSync(assets).filter((name) => name.endsWith('.wasm')).map((name) => readFileSync(join(assets, name)));
  const built = ['backprop.wasm', 'backprop.more.wasm'].map((name) => readFileSync(join(project, 'build', 'wasm', 'wasm', name)));
  expect(served).toHaveLength(built.length);
  for (const part of built) expect(served.some((file) => file.equals(part))).toBe(true);
});

describe.each([['Chromium', launchChromium], ['Firefox', launchFirefox]])('the engine in %s', (_, launch) => {
  let browser;
  let page;

  beforeAll(async () => {
    browser = await launch();
    page = await browser.newPage();
    await page.goto(`http://localhost:${server.address().port}/`);
    await vi.waitUntil(() => page.evaluate(() => 'engine' in window), { timeout: 15_000 });
  });

  afterAll(() => browser?.close());

  it.each(cases)(`ends $name after ${steps} steps in the golden bits`, async ({ config, hash }) => {
    expect(hashOf(await train(page, config))).toBe(hash);
  });

  it('ends in the bits of the general kernels where the step is compiled', async () => {
    const config = { layers: [{ units: 4, activation: 'tanh' }, { units: 2, activation: 'gelu' }], data: { generator: 'spiral' } };
    const session = (await loadEngine()).createSession(config);
    session.advance(51_000);   // at one go: compiled is what comes after it
    expect(await trainCompiled(page, config)).toEqual(new Uint8Array(session.parameters().buffer));
  });
});
