// The site and the embed are one build: pages from web/*.html, and dist/backprop-playground.js, which a tutorial loads with one
// script tag and which shares its chunks with the pages.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { defineConfig } from 'vite';

const web = fileURLToPath(new URL('.', import.meta.url));
const dist = fileURLToPath(new URL('../dist', import.meta.url));
const pages = readdirSync(web).filter((name) => name.endsWith('.html'));

export default defineConfig({
  root: web,
  base: './',                        // works from any folder of any host
  build: {
    outDir: dist,
    emptyOutDir: true,
    assetsInlineLimit: 0,            // data: URLs are refused by the content security policy
    modulePreload: { polyfill: false },
    manifest: true,                  // the size test reads which file needs which
    rollupOptions: {
      input: {
        ...Object.fromEntries(pages.map((name) => [name.replace('.html', ''), join(web, name)])),
        'backprop-playground': join(web, 'src/element/define.js'),
      },
      output: {
        entryFileNames: ({ name }) => (name === 'backprop-playground' ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  worker: { format: 'es' },
  plugins: [compressed()],
});

/** Writes a .gz beside every file of the site that compresses, for servers that send precompressed files. */
function compressed() {
  return {
    name: 'compressed',
    apply: 'build',
    writeBundle() {
      for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
        if (!/\.(html|js|css|svg|wasm|csv|json)$/.test(entry.name)) continue;
        const file = join(entry.parentPath ?? entry.path, entry.name);
        writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
      }
    },
  };
}
