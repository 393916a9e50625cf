// The site and the embed are one build: pages from web/*.html, and dist/backprop-playground.js, which a tutorial loads with one
// script tag and which shares its chunks with the pages.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { defineConfig } from 'vite';

import { lessonInputs, lessons } from './plugins/lessons/index.js';
import { licences } from './plugins/licences.js';
import { texTemplates } from './tex.mjs';

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
    target: 'es2024',
    minify: 'terser',                // and then Vite's own, see `minify`: element and worker are 0.9 KB gzip less than with one of them
    terserOptions: { ecma: 2020, compress: { passes: 3, pure_getters: false } },   // to read a signal has an effect
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],   // the first with light-dark(): else every colour is written three times
    modulePreload: { polyfill: false, resolveDependencies: (_, needed, { hostType }) => (hostType === 'html' ? needed : []) },
    manifest: true,                  // the size test reads which file needs which
    rollupOptions: {
      input: {
        ...Object.fromEntries(pages.map((name) => [name.replace('.html', ''), join(web, name)])),
        ...lessonInputs(),
        'backprop-playground': join(web, 'src/element/define.js'),
      },
      output: {
        minify: true,
        entryFileNames: ({ name }) => (name === 'backprop-playground' ? '[name].js' : 'assets/[name]-[hash].js'),
        codeSplitting: {
          groups: [{ debugName: 'element', name: (id, graph) => (isNeededAtOnce(id, graph) ? 'backprop-playground' : null) }],
          includeDependenciesRecursively: false,
        },
      },
    },
  },
  worker: { format: 'es', rolldownOptions: { output: { minify: true } } },
  plugins: [lessons(), texTemplates(), bareImports(), narrowTemplates(), licences(), compressed()],
});

const element = join(web, 'src/element/define.js');
const preloadHelper = '\0vite/preload-helper.js';

/**
 * Whether the element imports a module at once, itself or through others. Such modules are one file: left alone, those that the
 * parts on demand use too become files of their own, four more requests and 1.2 KB gzip.
 */
function isNeededAtOnce(id, graph, seen = new Set()) {
  if (id === element) return true;
  if (seen.has(id)) return false;
  seen.add(id);
  return graph.getModuleInfo(id)?.importers.some((importer) => isNeededAtOnce(importer, graph, seen)) ?? false;
}

/**
 * Vite wraps every import() in a kilobyte that preloads style sheets; no chunk here has one. Each importer has its own of what is left,
 * which the minifier takes apart: one that lessons and the element share would be a file and a request.
 */
function bareImports() {
  return {
    name: 'bare-imports',
    apply: 'build',
    enforce: 'pre',
    resolveId: (id, importer) => (id === preloadHelper ? `${preloadHelper}?${importer}` : null),
    load: (id) => (id.startsWith(preloadHelper) ? 'export const __vitePreload = (load) => load();' : null),
  };
}

/** The indentation of the templates would travel in their strings; a line break does the same there. */
function narrowTemplates() {
  return {
    name: 'narrow-templates',
    apply: 'build',
    enforce: 'pre',
    transform: (code, id) => (/\/templates\/[^/]+\.js$/.test(id) ? code.replace(/\n\s+/g, '\n') : null),
  };
}

/** Writes a .gz beside every file of the site that compresses, for servers that send precompressed files. */
function compressed() {
  return {
    name: 'compressed',
    apply: 'build',
    writeBundle() {
      for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
        if (!/\.(html|js|css|svg|wasm|csv|txt|json)$/.test(entry.name)) continue;
        const file = join(entry.parentPath ?? entry.path, entry.name);
        writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
      }
    },
  };
}
