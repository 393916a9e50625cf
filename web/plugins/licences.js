// A Vite plugin: LICENSES.txt in the built site, with the notice of everything that is in it.
import { readFileSync } from 'node:fs';

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8').trim();

/** The folders of the npm packages that the modules are from, by the names of the packages. @param {Iterable<string>} moduleIds */
function packageFolders(moduleIds) {
  const found = [...moduleIds].map((id) => /^(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(id.replaceAll('\\', '/')));
  return new Map(found.filter(Boolean).map(([, folder, name]) => [name, folder]).sort());
}

/** @param {Map<string, string>} packages */
function notices(packages) {
  const parts = [
    ['Backprop Playground', read('LICENSE')],
    ...[...packages].map(([name, folder]) => [name, readFileSync(`${folder}/LICENSE`, 'utf8').trim()]),
    ['Emscripten: runtime and Embind', read('web/licences/emscripten.txt')],
    ['musl', read('web/licences/musl.txt')],
    ['LLVM: libc++, libc++abi and compiler-rt', read('web/licences/llvm.txt')],
    ['Data', read('web/data/README.md')],
  ];
  return parts.map(([title, text]) => `${'='.repeat(80)}\n${title}\n${'='.repeat(80)}\n\n${text}\n`).join('\n');
}

/** @returns {import('vite').Plugin} */
export function licences() {
  return {
    name: 'licences',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'LICENSES.txt', source: notices(packageFolders(this.getModuleIds())) });
    },
  };
}
