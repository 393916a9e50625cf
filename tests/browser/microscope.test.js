// The microscope as a reader uses it: numbers typed in, steps taken, everything read off the page.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { loadEngine } from '../../web/src/engine/index.js';
import { openSite } from './site.js';

let site;
beforeAll(async () => { site = await openSite(); });
afterEach(() => site.closePages());
afterAll(() => site.close());

const button = (page, name) => page.getByRole('button', { name, exact: true });
const unit = (page, name) => page.locator(`.scope-unit[aria-label^="${name}:"]`);

async function open(fragment, options) {
  const opened = await site.open(fragment, options);
  await button(opened.page, 'Microscope').click();
  await opened.page.locator('.scope-stage').waitFor();
  return opened;
}

/** Types a number and leaves the field. */
async function type(page, name, value) {
  const field = page.getByLabel(name, { exact: true });
  await field.fill(String(value));
  await field.press('Tab');
}

/** The number of a formula's last line. */
async function result(page, block) {
  const text = await page.locator(`[data-block="${block}"] .answer`).textContent();
  return Number(text.replace(/[=\s]/g, '').replace('−', '-').replace(/·10(.+)/, (_, power) => `e${power.replace('−', '-')}`));
}

/** Two inputs, two hidden units, two outputs, all sigmoid, half squared error; other numbers than the example's. */
const twoTwoTwo = {
  data: { inputs: [[1, 2], [3, 4]], targets: [[0, 1], [1, 0]], trainFraction: 1 },
  layers: [{ units: 2, activation: 'sigmoid' }], output: { activation: 'sigmoid' }, loss: 'halfSquaredError',
  optimizer: { name: 'sgd', learningRate: 0.1 }, batchSize: 1, frozen: [4, 5, 10, 11],
};

async function openTwoTwoTwo() {
  const { page, complaints } = await site.open();
  await page.evaluate((config) => {
    const playground = document.querySelector('backprop-playground');
    playground.config = { ...playground.config, output: undefined, loss: undefined, ...config };
  }, twoTwoTwo);
  await expect.poll(() => page.locator('.unit').count()).toBe(6);
  await button(page, 'Microscope').click();
  await page.locator('.scope-stage').waitFor();
  return { page, complaints };
}

/** M. Mazur, A Step by Step Backpropagation Example, 2015: w1…w8 and the biases. */
async function typeMazur(page) {
  await type(page, 'Input x₁', 0.05);
  await type(page, 'Input x₂', 0.1);
  await type(page, 'Target 1', 0.01);
  await type(page, 'Target 2', 0.99);
  await type(page, 'Learning rate η', 0.5);
  const incoming = [['h₁,₁', 'x₁', 'x₂', 0.15, 0.2, 0.35], ['h₁,₂', 'x₁', 'x₂', 0.25, 0.3, 0.35],
    ['ŷ₁', 'h₁,₁', 'h₁,₂', 0.4, 0.45, 0.6], ['ŷ₂', 'h₁,₁', 'h₁,₂', 0.5, 0.55, 0.6]];
  const names = ['Layer 1, unit 1', 'Layer 1, unit 2', 'Output 1', 'Output 2'];
  for (const [index, [name, first, second, w, v, bias]] of incoming.entries()) {
    await unit(page, names[index]).click();
    await type(page, `Weight ${first} → ${name}`, w);
    await type(page, `Weight ${second} → ${name}`, v);
    await type(page, `Bias of ${name}`, bias);
  }
}

describe('Mazur’s example, typed in', () => {
  it('gives his numbers to nine digits, before and after the update', async () => {
    const { page, complaints } = await openTwoTwoTwo();
    await typeMazur(page);
    await page.locator('.scope-stage').click({ position: await placeOfTarget(page) });
    await page.getByRole('heading', { name: 'Loss E' }).waitFor();
    expect(await result(page, 'loss')).toBeCloseTo(0.298371109, 9);
    await unit(page, 'Output 1').click();
    await button(page, 'Look at the weight h₁,₁ → ŷ₁').click();
    expect(await result(page, 'gradient')).toBeCloseTo(0.082167041, 9);
    await page.getByRole('button', { name: 'Next · update' }).click();
    await page.locator('[data-block="update"]').waitFor();
    expect(await result(page, 'update')).toBeCloseTo(0.35891648, 9);
    expect(await page.locator('.sentence').textContent()).toContain('E falls from 0.298371109 to 0.291027774');
    await unit(page, 'Layer 1, unit 1').click();
    await button(page, 'Look at the weight x₁ → h₁,₁').click();
    expect(await result(page, 'update')).toBeCloseTo(0.149780716, 9);
    await page.getByRole('button', { name: 'Next · example' }).click();   // the same one again, with the new weights
    await page.getByRole('button', { name: 'Loss', exact: true }).click();
    await page.locator('.scope-stage').click({ position: await placeOfTarget(page) });
    await expect.poll(() => result(page, 'loss')).toBeCloseTo(0.291027774, 9);
    expect(complaints).toEqual([]);
  });

  it('opens ready-made, with its biases left alone', async () => {
    const { page, complaints } = await open();
    await button(page, 'A worked example').click();
    await unit(page, 'Layer 1, unit 2').waitFor();
    await expect.poll(() => page.getByLabel('Weight h₁,₁ → ŷ₁', { exact: true }).inputValue()).toBe('0.4');
    await page.getByRole('button', { name: 'Next · update' }).click();
    await expect.poll(() => page.locator('.sentence').textContent()).toContain('E falls from 0.298371109 to 0.291027774');
    expect(await page.getByLabel('Bias of ŷ₁', { exact: true }).inputValue()).toBe('0.6');
    expect(complaints).toEqual([]);
  });
});

/** Where the card of the first target lies on the stage. */
const placeOfTarget = (page) => page.evaluate(() => {
  const { shadowRoot } = document.querySelector('backprop-playground');
  const outputs = [...shadowRoot.querySelectorAll('.scope-unit')].filter((button) => button.dataset.layer === '1');
  const box = outputs[0];
  return { x: box.offsetLeft + box.offsetWidth + 70, y: box.offsetTop + box.offsetHeight / 2 };
});

describe('the numbers on the page', () => {
  it('are those of the engine’s trace, for every unit', async () => {
    const fragment = 'layers=3-tanh,2-softplus&loss=huber&seed=5';
    const { page } = await open(fragment);
    await page.getByLabel('Digits').selectOption('9');
    const engine = await loadEngine();
    const config = await page.evaluate(() => document.querySelector('backprop-playground').config);
    const session = engine.createSession(config);
    const example = Number(await page.getByRole('spinbutton', { name: 'Example' }).inputValue()) - 1;
    const trace = session.trace({ example });
    const labels = await page.locator('.scope-unit').evaluateAll((units) => units.map((button) =>
      ({ layer: Number(button.dataset.layer), unit: Number(button.dataset.unit), text: button.getAttribute('aria-label') })));
    expect(labels).toHaveLength(2 + 3 + 2 + 1);
    for (const { layer, unit: index, text } of labels.filter((label) => label.layer >= 0)) {
      const of = trace.layers[layer];
      const read = (name) => Number(new RegExp(`${name} (−?[\\d.e−]+)`).exec(text)[1].replaceAll('−', '-'));
      const expected = { net: of.net, o: of.output, 'error signal': of.errorSignal, slope: of.slope, δ: of.delta };
      for (const [name, values] of Object.entries(expected)) expect(read(`\\b${name}`.replace('\\bδ', 'δ')), name).toBe(Number(values[index].toPrecision(9)));
    }
    session.dispose();
  });
});
