/** Finds and compiles the WebAssembly module, once for all sessions and workers of a page. */

import { EngineError } from './error.js';

// The neighbour of the glue, `#wasm`. A literal, because that is what bundlers look for.
const defaultUrl = () => new URL('../../../build/wasm/wasm/backprop.wasm', import.meta.url);

/**
 * @typedef {object} WasmSource
 * @property {BufferSource} [wasmBinary]
 * @property {string | URL} [wasmUrl]
 * @property {WebAssembly.Module} [wasmModule]   already compiled
 */

/** @param {WasmSource} source @returns {Promise<WebAssembly.Module>} */
export async function compile({ wasmBinary, wasmUrl, wasmModule }) {
  if (wasmModule) return wasmModule;
  if (wasmBinary) return WebAssembly.compile(wasmBinary);
  const url = new URL(wasmUrl ?? defaultUrl(), import.meta.url);
  try {
    return await (url.protocol === 'file:' ? compileFile(url) : compileFetched(url));
  } catch (error) {
    throw new EngineError({ code: 'loadFailed', message: `cannot load ${url.href}: ${error}` });
  }
}

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
  const response = await fetch(url);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const isWasm = response.headers.get('Content-Type') === 'application/wasm';
  return isWasm ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

// Node's fetch refuses files; an import of node:fs would make bundlers warn
/** @param {URL} url */
async function compileFile(url) {
  const { process } = /** @type {any} */ (globalThis);
  return WebAssembly.compile(await process.getBuiltinModule('node:fs/promises').readFile(url));
}
