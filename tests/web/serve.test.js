// The server of npm start: what it sends of a folder that is built anew beside it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serve } from '../../web/serve.mjs';

let folder;
let server;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'site-'));
  mkdirSync(join(folder, 'assets'));
  write('index.html', 'first');
  write('assets/old.js', 'old');
  server = await serve({ folder });
});

afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const write = (path, text) => {
  writeFileSync(join(folder, path), text);
  writeFileSync(join(folder, `${path}.gz`), gzipSync(text));
};

/** A plain request, without the decompression of fetch. */
const ask = (path, headers = {}) => new Promise((resolve, reject) => {
  get(`${server.address}${path}`, { headers }, (response) => {
    let text = '';
    response.on('data', (part) => { text += part; });
    response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
  }).on('error', reject);
});

describe('the server', () => {
  it('serves what a build beside it has written, and misses what that has removed', async () => {
    write('index.html', 'second, and longer');
    write('assets/new.js', 'new');
    rmSync(join(folder, 'assets/old.js'));
    rmSync(join(folder, 'assets/old.js.gz'));
    expect((await ask('')).text).toBe('second, and longer');
    expect((await ask('assets/new.js')).text).toBe('new');
    expect((await ask('assets/old.js')).status).toBe(404);
  });

  it('has hashed files cached for good and asks anew for the others', async () => {
    expect((await ask('')).headers['cache-control']).toBe('no-cache');
    expect((await ask('assets/old.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it('sends the compressed file to who takes it', async () => {
    const { headers } = await ask('assets/old.js', { 'Accept-Encoding': 'gzip' });
    expect(headers).toMatchObject({ 'content-encoding': 'gzip', 'content-type': 'text/javascript' });
    expect((await ask('assets/old.js')).headers['content-encoding']).toBeUndefined();
  });
});
