// A lesson: Markdown with front matter, cut into steps at its second-level headings; a step may bring an experiment, which stays beside
// the steps after it until the next one comes.
import { readFileSync } from 'node:fs';

import { Block, kinds, required } from './block.js';
import { experimentHtml, readExperiment, writerOf } from './experiment.js';
import { LessonError } from './lesson-error.js';
import { markdown } from './markdown.js';
import { questionHtml, readQuestion } from './question.js';

const frontSchema = { title: required(kinds.text), summary: required(kinds.text), order: required(kinds.whole) };

export const readMacros = (folder) => JSON.parse(readFileSync(new URL('macros.json', folder), 'utf8'));

/**
 * @typedef {object} Step
 * @property {number} number     from 1; 0 is what stands before the first heading
 * @property {string} title      as HTML
 * @property {string} before     HTML up to its experiment
 * @property {any} experiment    or null
 * @property {string} after      HTML after it
 */

/**
 * @param {string} file  as messages name it
 * @param {string} source
 * @param {Record<string, string>} macros
 * @returns {Promise<{ front: { title: string, summary: string, order: number }, steps: Step[], experiments: Map<string, any>, questions: any[] }>}
 * @throws {LessonError}
 */
export async function readLesson(file, source, macros) {
  const text = source.replace(/^\uFEFF|\r(?=\n)/g, '');   // which an editor on Windows writes
  const [whole, frontText] = /^---\n([\s\S]*?)\n---\n/.exec(text) ?? [];
  if (!whole) throw new LessonError(file, 1, 'a lesson begins with its title, summary and order between two lines of ---');
  const front = new Block(file, 2, frontText);
  front.check('a lesson', frontSchema);
  const reader = new Reader(file, macros);
  const firstLine = whole.split('\n').length;
  for (const { tokens, line } of topLevel(markdown.parse(text.slice(whole.length), {}))) await reader.take(tokens, line + firstLine);
  return { front: front.values, steps: reader.steps, experiments: reader.experiments, questions: reader.questions };
}

/** A heading, a paragraph, a list …, each with its first line counted from 0. */
function topLevel(tokens) {
  const groups = [];
  for (const token of tokens) {
    if (token.level === 0 && token.nesting >= 0) groups.push({ tokens: [], line: token.map?.[0] ?? 0 });
    groups.at(-1).tokens.push(token);
  }
  return groups;
}

class Reader {
  #file;
  #macros;
  #nearest = null;
  experiments = new Map();
  questions = [];
  /** @type {Step[]} */
  steps = [{ number: 0, title: '', before: '', experiment: null, after: '' }];

  constructor(file, macros) {
    this.#file = file;
    this.#macros = macros;
  }

  async take(tokens, line) {
    const [first] = tokens;
    const kind = first.type === 'fence' ? first.info.trim() : first.type === 'heading_open' ? first.tag : '';
    if (kind === 'h1') throw new LessonError(this.#file, line, 'the title stands above, between the lines of ---; steps have ##');
    if (kind === 'h2') this.#begin(tokens, line);
    else if (kind === 'experiment') await this.#experiment(new Block(this.#file, line + 1, first.content));
    else if (kind === 'question') this.#question(new Block(this.#file, line + 1, first.content));
    else this.#write(this.#render(tokens, line));
  }

  #begin(tokens, line) {
    const title = this.#render(tokens.slice(1, -1), line);
    this.steps.push({ number: this.steps.length, title, before: '', experiment: null, after: '' });
  }

  async #experiment(block) {
    const step = this.steps.at(-1);
    if (step.experiment) throw block.error('name', `step ${step.number} has the experiment ${step.experiment.name} already`);
    const experiment = await readExperiment(block, this.#macros, this.experiments);
    if (this.experiments.has(experiment.name)) throw block.error('name', `"${experiment.name}" is taken`);
    experiment.noticeFlow ??= (quantity) => { experiment.flow ||= quantity.includes('flow['); };
    this.experiments.set(experiment.name, experiment);
    step.experiment = experiment;
    this.#nearest = experiment.owner ?? experiment;
  }

  #question(block) {
    const question = readQuestion(block, { experiments: this.experiments, nearest: this.#nearest, number: this.questions.length + 1 });
    if (JSON.stringify(block.values).includes('flow[')) question.experiment.flow = true;
    this.questions.push({ ...question, step: this.steps.at(-1).number });
    this.#write(questionHtml(question, this.#macros));
  }

  #write(html) {
    const step = this.steps.at(-1);
    if (step.experiment) step.after += html;
    else step.before += html;
  }

  #render(tokens, line) {
    const write = this.#nearest ? writerOf(this.#nearest) : () => { throw new Error('a live number needs an experiment above it'); };
    try {
      return markdown.renderer.render(tokens, markdown.options, { macros: this.#macros, write });
    } catch (error) {
      throw error instanceof LessonError ? error : new LessonError(this.#file, line, error.message);
    }
  }
}

export { experimentHtml };
