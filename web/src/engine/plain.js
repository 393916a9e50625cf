import { EngineError } from './error.js';

/**
 * A copy without getters, proxies or functions: whatever a stranger's object does on reading, it does here and not in the midst of
 * C++, which could not unwind.
 * @template T
 * @param {T} value
 * @returns {T}
 */
export function plain(value) {
  try {
    return structuredClone(value);
  } catch (error) {
    throw new EngineError({ code: 'wrongType', message: `only plain objects, lists, numbers and text are settings: ${error}` });
  }
}
