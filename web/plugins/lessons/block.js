// The YAML of a fenced block or of the front matter, held against a table of its keys.
import { LineCounter, isMap, parseDocument } from 'yaml';

import { LessonError } from './lesson-error.js';

/**
 * A kind of value: what it is called in a message, whether a value is one.
 * @typedef {{ is: string, holds: (value: any) => boolean }} Kind
 * @typedef {Record<string, Kind & { required?: boolean }>} Schema
 */

/** @type {Record<string, Kind>} */
export const kinds = {
  text: { is: 'a text', holds: (value) => typeof value === 'string' && value.trim() !== '' },
  name: { is: 'a name of small letters, digits and hyphens', holds: (value) => /^[a-z][a-z0-9-]*$/.test(value) },
  number: { is: 'a number', holds: (value) => Number.isFinite(value) },
  tolerance: { is: 'a number between 0 and 1', holds: (value) => value > 0 && value < 1 },
  whole: { is: 'a whole number from 1', holds: (value) => Number.isInteger(value) && value > 0 },
  yes: { is: 'true or false', holds: (value) => typeof value === 'boolean' },
  numbers: { is: 'a list of numbers', holds: (value) => Array.isArray(value) && value.every(Number.isFinite) },
  wholes: {
    is: 'a list of whole numbers from 1',
    holds: (value) => Array.isArray(value) && value.length > 0 && value.every(kinds.whole.holds),
  },
  texts: { is: 'a list of texts', holds: (value) => Array.isArray(value) && value.length > 0 && value.every(kinds.text.holds) },
  config: { is: 'a config, as a link writes it (layers=2-sigmoid) or key by key', holds: (value) => kinds.text.holds(value) || isPlain(value) },
  table: { is: 'a table of name: value', holds: (value) => isPlain(value) && Object.keys(value).length > 0 },
  list: { is: 'a list of entries', holds: (value) => Array.isArray(value) && value.length > 1 && value.every(isPlain) },
};

/** On what YAML refuses in its own words, and authors write most. */
const advice = {
  BLOCK_AS_IMPLICIT_KEY: '; a text with ": " in it has to be in quotes',
  BAD_DQ_ESCAPE: '; in double quotes a backslash is written twice',
};

const isPlain = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @param {Kind} kind @returns {Kind & { required: true }} */
export const required = (kind) => ({ ...kind, required: true });

/** A block as its author wrote it, and where: each message names the line of the key it is about. */
export class Block {
  #places = new Map();

  /** @param {string} file @param {number} line  of the first line of `text`, counted from 1 @param {string} text YAML */
  constructor(file, line, text) {
    this.file = file;
    this.line = line;
    const lineCounter = new LineCounter();
    const document = parseDocument(text, { lineCounter, prettyErrors: false });
    const [problem] = document.errors;
    if (problem) {
      throw new LessonError(file, line + lineCounter.linePos(problem.pos[0]).line - 1, problem.message + (advice[problem.code] ?? ''));
    }
    if (!isMap(document.contents)) throw new LessonError(file, line, 'expected lines of the form key: value');
    for (const { key } of document.contents.items) {
      this.#places.set(String(key.value), line + lineCounter.linePos(key.range[0]).line - 1);
    }
    /** @type {Record<string, any>} */
    this.values = document.toJS();
  }

  /** @param {string} key @param {string} message @returns {LessonError} */
  error(key, message) {
    return new LessonError(this.file, this.#places.get(key) ?? this.line, `${key}: ${message}`);
  }

  /** Runs `work`; what it throws is about `key`. @template T @param {string} key @param {() => T} work @returns {T} */
  about(key, work) {
    try {
      return work();
    } catch (error) {
      throw error instanceof LessonError ? error : this.error(key, error.message);
    }
  }

  /** @param {string} what  `a question` @param {Schema} schema @throws {LessonError} */
  check(what, schema) {
    for (const [key, value] of Object.entries(this.values)) {
      const kind = Object.hasOwn(schema, key) ? schema[key] : undefined;
      if (!kind) throw this.error(key, `${what} has no such key; known are ${Object.keys(schema).join(', ')}`);
      if (!kind.holds(value)) throw this.error(key, `${JSON.stringify(value)} is not ${kind.is}`);
    }
    const missing = Object.keys(schema).find((key) => schema[key].required && !(key in this.values));
    if (missing) throw new LessonError(this.file, this.line, `${what} needs ${missing}: ${schema[missing].is}`);
  }
}
