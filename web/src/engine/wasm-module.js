/** Finds and compiles the two parts of the WebAssembly module; the first one once for all sessions and workers of a page. */

import { EngineError } from './error.js';

// The neighbour of the glue, `#wasm`. A literal, because that is what bundlers look for.
const defaultUrl = () => new URL('../../../build/wasm/wasm/backprop.wasm', import.meta.url);

/** Milliseconds after which a server that says nothing more counts as gone. */
const loadPatience = 30_000;

/**
 * @typedef {object} WasmSource
 * @property {BufferSource} [wasmBinary]
 * @property {string | URL} [wasmUrl]
 * @property {WebAssembly.Module} [wasmModule]   already compiled
 */

/** Where the first part is, and by the same names the second. @typedef {WasmSource & { more?: WasmSource }} WasmSources */

/** @param {WasmSource} source @returns {Promise<WebAssembly.Module>} */
export async function compile({ wasmBinary, wasmUrl, wasmModule }) {
  if (wasmModule) return wasmModule;
  if (wasmBinary) return WebAssembly.compile(wasmBinary);
  const url = new URL(wasmUrl ?? defaultUrl(), import.meta.url);
  try {
    return await (url.protocol === 'file:' ? compileFile(url) : compileFetched(url));
  } catch (error) {
    throw loadFailed(url, error);
  }
}

/** The same while the thread waits. @param {WasmSource} source @throws {EngineError} */
export function compileNow({ wasmBinary, wasmUrl, wasmModule }) {
  if (wasmModule) return wasmModule;
  if (wasmBinary) return new WebAssembly.Module(wasmBinary);
  const url = new URL(wasmUrl ?? defaultUrl(), import.meta.url);
  try {
    return new WebAssembly.Module(url.protocol === 'file:' ? readFileNow(url) : fetchNow(url));
  } catch (error) {
    throw loadFailed(url, error);
  }
}

/** @param {URL} url @param {unknown} reason */
const loadFailed = (url, reason) => new EngineError({ code: 'loadFailed', message: `cannot load ${url.href}: ${reason}` });

/** @type {Promise<WebAssembly.Module> | undefined} */
let shared;

/** The default module, compiled on first use and then shared. */
export function compileShared() {
  shared ??= compile({}).catch((error) => {
    shared = undefined;  // the next one may have a connection
    throw error;
  });
  return shared;
}

/** @param {URL} url */
async function compileFetched(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(loadPatience) });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const isWasm = response.headers.get('Content-Type') === 'application/wasm';
  return isWasm ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

/** @param {URL} url @returns {ArrayBuffer} */
function fetchNow(url) {
  const request = new XMLHttpRequest();
  request.open('GET', url, false);
  request.responseType = 'arraybuffer';
  request.send();
  if (request.status !== 200) throw new Error(`HTTP ${request.status}`);
  return request.response;
}

// Node's fetch refuses files; an import of node:fs would make bundlers warn
const fileSystem = () => /** @type {any} */ (globalThis).process.getBuiltinModule('node:fs');

/** @param {URL} url */
async function compileFile(url) {
  return WebAssembly.compile(await fileSystem().promises.readFile(url));
}

/** @param {URL} url @returns {BufferSource} */
const readFileNow = (url) => fileSystem().readFileSync(url);
