// The project's own source files, as the tests of this folder look at them.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const generated = /(^|\/)(node_modules|build|dist|fixtures)(\/|$)/;

/**
 * Every file below the folders whose name ends in one of the extensions, as paths from the project folder.
 * @param {string[]} folders
 * @param {string[]} extensions
 */
export function sourceFiles(folders, extensions) {
  return folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => `${folder}/${name}`))
    .filter((path) => !generated.test(path) && extensions.some((extension) => path.endsWith(extension)))
    .filter((path) => statSync(join(root, path)).isFile());
}

/** The lines of a file. */
export const linesOf = (path) => readFileSync(join(root, path), 'utf8').split('\n');

/** What a JavaScript file imports: packages by name, own files as paths from the project folder. */
export function importsOf(path) {
  const text = readFileSync(join(root, path), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const specifiers = [...text.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*|new URL\(\s*)'([^']+)'/g)].map((match) => match[1]);
  return specifiers.map((specifier) =>
    specifier.startsWith('.') ? relative(root, join(root, path, '..', specifier)) : specifier);
}
