/** What went wrong, where, and a sentence for people. Every failure of the engine is one of these. */
export class EngineError extends Error {
  /** @param {{ code: string, path?: string, message: string }} failure */
  constructor({ code, path = '', message }) {
    super(message);
    this.name = 'EngineError';
    /** For programs: `outOfRange`, `unknownKey`, `disposed`, `workerFailed` … */
    this.code = code;
    /** Of the setting or argument, as in `layers[1].units`; empty if it is about none. */
    this.path = path;
  }

  /** As it crosses threads. */
  toFailure() {
    return { code: this.code, path: this.path, message: this.message };
  }
}

/**
 * The one place where a failure that C++ or a worker returned becomes an exception.
 * @template T
 * @param {import('./types.js').Outcome<T>} outcome
 * @returns {T}
 */
export function unwrap(outcome) {
  if (outcome.failure) throw new EngineError(outcome.failure);
  return /** @type {T} */ (outcome.value);
}
