// Every question of every lesson against the real engine: the answer can be computed, the formula on the page leads to it, and it alone
// is right; at the start and after the reader has changed the network.
import { describe, expect, it } from 'vitest';

import { readLessons } from '../../web/plugins/lessons/index.js';
import { startOf } from '../../web/plugins/lessons/network.js';
import { numberOf, numberText, quantity } from '../../web/src/lesson/quantity.js';
import { judge } from '../../web/src/lesson/judge.js';
import { loadEngine } from '../../web/src/engine/index.js';

const lessons = await readLessons();
const engine = await loadEngine();
const questions = lessons.flatMap(({ name, lesson }) => lesson.questions.map((question) => [`${name} ${question.id}`, question]));
const round = 5e-4;   // of numbers that are shown to four digits and then used

/** The experiment as it is at the start, and with other weights, seeded. */
async function scopesOf({ experiment }) {
  const { session, example, flow, scope } = experiment;
  const before = session.parameters();
  const scopes = [scope];
  for (let seed = 1; seed <= 5; seed++) {
    session.setParameters(before.map((_, p) => Math.sin(seed * 12.9 + p * 78.2) || 0.5));
    scopes.push(await startOf(experiment, { example, flow }));
  }
  session.setParameters(before);
  return scopes;
}

/** The arithmetic of a formula as a quantity. */
const arithmeticOf = (tex) => tex
  .replaceAll(/\{\{([^{}]+?)(?::\d+)?\}\}/g, '($1)')
  .replaceAll('\\cdot', '*').replaceAll(/\\sqrt\{([^{}]*)\}/g, 'sqrt($1)');

describe('the lessons', () => {
  it('are two at least, with a question in each step but one for who reads on', () => {
    expect(lessons.map(({ name }) => name)).toEqual(expect.arrayContaining(['backpropagation', 'vanishing-gradients']));
    for (const { lesson } of lessons) {
      const asked = new Set(lesson.questions.map(({ step }) => step));
      expect(lesson.steps.slice(1).map(({ number }) => number).filter((number) => !asked.has(number))).toEqual([]);
    }
  });
});

describe.each(questions)('%s', (_, question) => {
  const { kind, answer, tolerance, margin, formula, choices } = question;

  it('takes the right answer and no wrong one', async () => {
    for (const scope of await scopesOf(question)) {
      if (kind === 'choice') {
        expect(choices.filter(({ when }) => quantity(when)(scope)).length).toBe(1);
        continue;
      }
      const right = numberOf(answer, scope);
      expect(Math.abs(right)).toBeGreaterThan(0);
      expect(judge(right, right, tolerance, margin).right).toBe(true);
      for (const wrong of [-right - 2 * (margin ?? 0) * Math.sign(right), 1.5 * right + 2 * (margin ?? 0) * Math.sign(right), 0.5 * right - 2 * (margin ?? 0) * Math.sign(right)]) {
        expect(judge(wrong, right, tolerance, margin), String(wrong)).toMatchObject({ right: false, sentence: expect.stringMatching(/^Not yet: .*\.$/) });
      }
    }
  });

  it('shows a formula that leads to the answer', async () => {
    if (kind === 'choice') return expect(formula ?? question.because).toBeTruthy();
    for (const scope of await scopesOf(question)) {
      if (formula.includes('varphi')) throw new Error('a formula in numbers alone can be checked');
      expect(numberOf(arithmeticOf(formula), scope) / numberOf(answer, scope)).toBeCloseTo(1, 9);
    }
  });
});

describe('who computes with the digits on the page', () => {
  it.each(questions.filter(([, { kind }]) => kind === 'number'))('is right: %s', (_, { answer, formula, tolerance, margin, experiment: { scope } }) => {
    const shown = formula.replaceAll(/\{\{([^{}]+?)(?::\d+)?\}\}/g, (__, text) => {
      const value = numberOf(text, scope);
      return `(${Number(value.toPrecision(4))})`;
    });
    const said = numberOf(arithmeticOf(shown), scope);
    const right = numberOf(answer, scope);
    expect(judge(said, right, tolerance, margin), `${numberText(said, 6)} for ${numberText(right, 6)}`).toMatchObject({ right: true });
    expect(Math.abs(said - right)).toBeLessThan(Math.max(round, tolerance) * Math.abs(right) + (margin ?? 0));
  });
});

describe('Mazur\'s numbers in the text', () => {
  const { lesson } = lessons[0];
  const { session } = lesson.experiments.get('two-two-two');
  const near = 1e-7;    // the parameters are float32

  it('are those of the engine, before and after one step', () => {
    const before = session.parameters();
    const trace = session.trace({ example: 0 });
    expect(Math.abs(trace.loss - 0.298371109)).toBeLessThan(near);
    expect(Math.abs(trace.layers[1].weightGradient[0] - 0.082167041)).toBeLessThan(near);
    expect(Math.abs(trace.layers[0].weightGradient[0] - 0.000438568)).toBeLessThan(near);
    session.train({ steps: 1 });
    const after = session.parameters();
    expect(Math.abs(after[6] - 0.35891648)).toBeLessThan(near);
    expect(Math.abs(after[0] - 0.149780716)).toBeLessThan(near);
    expect(after[4]).toBe(before[4]);
    expect(Math.abs(session.trace({ example: 0 }).loss - 0.291027774)).toBeLessThan(near);
    session.setParameters(before);
    const text = lesson.steps[7].before + lesson.steps[7].after;
    for (const number of ['0.298371109', '0.082167041', '0.000438568', '0.35891648', '0.149780716', '0.291027774']) expect(text).toContain(number);
  });
});

describe('what the second lesson says of networks', () => {
  const { lesson } = lessons[1];
  const { session, variants } = lesson.experiments.get('deep');

  it('six layers of sigmoids do not learn the circle, and relu with He\'s weights does', async () => {
    session.train({ epochs: 200 });
    expect(session.metrics().testAccuracy).toBeLessThan(0.6);
    for (const name of ['tanh', 'relu']) {
      const other = engine.createSession(variants.find(({ label }) => label === name).config);
      other.train({ epochs: 200 });
      expect(other.metrics().testAccuracy, name).toBeGreaterThan(0.95);
      other.dispose();
    }
  });
});

describe('what the lesson on vanishing gradients says of six layers', () => {
  const { lesson } = lessons.find(({ name }) => name === 'vanishing-gradients');
  const deep = lesson.questions.map(({ experiment }) => experiment).find(({ name }) => name === 'deep');
  /** Batches until the test loss is below 0.1. */
  function batchesToLearn(config, stride) {
    const session = engine.createSession(config);
    let batches = 0;
    do {
      session.train({ steps: stride });
      batches += stride;
    } while (session.metrics().testLoss > 0.1 && batches < 1e6);
    session.dispose();
    return batches;
  }

  it('is so: of sigmoids it needs some 580,000 batches, of tanh or ReLU fewer than a thousand', () => {
    const [sigmoid, tanh, relu] = deep.variants.map(({ config }) => config);
    expect(Math.abs(batchesToLearn(sigmoid, 5_000) - 580_000)).toBeLessThanOrEqual(5_000);
    for (const config of [tanh, relu]) expect(batchesToLearn(config, 50)).toBeLessThan(1000);
  });
});
