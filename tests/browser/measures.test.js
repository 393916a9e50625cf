// The panel of measures: numbers that agree with the metrics, for classes and for numbers, and the health of the layers.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { fragment, metrics, openSite, trainUntil } from './site.js';

let site;
beforeAll(async () => { site = await openSite(); });
afterEach(() => site.closePages());
afterAll(() => site.close());

const button = (page, name) => page.getByRole('button', { name, exact: true });
const open = (page) => page.locator('summary', { hasText: 'Measures' }).click();

/** The counts of the confusion matrix, row by row. */
const counts = (page) => page.locator('.confusion .count').allTextContents().then((texts) => texts.map((text) => Number(text.replace(',', ''))));

/** What the first three units of the first layer multiply the two inputs by, and their biases. From the engine itself. */
const weightsOf = (page) => page.evaluate(async () => {
  const playground = document.querySelector('backprop-playground');
  const [units] = playground.config.layers.map((layer) => layer.units);
  const parameters = Array.from(await playground.readParameters());
  return [parameters.slice(0, 6), parameters.slice(2 * units, 2 * units + 3)];
});

describe('the measures', () => {
  it('load when they are opened, count every example, and switch to the training data', async () => {
    const { page, complaints } = await site.open('trainFraction=0.7');
    expect(await page.locator('.confusion').count()).toBe(0);
    await open(page);
    await page.getByRole('table').first().waitFor();
    await trainUntil(page, ({ testAccuracy }) => testAccuracy > 0.9, 10_000);
    await expect.poll(async () => {
      const [a, b, c, d] = await counts(page);
      return [a + b + c + d, ((a + d) / 150).toFixed(4)];
    }).toEqual([150, (await metrics(page)).testAccuracy.toFixed(4)]);
    await page.getByRole('radio', { name: 'Training data' }).check();
    await expect.poll(async () => (await counts(page)).reduce((sum, count) => sum + count)).toBe(350);
    const header = page.getByRole('table').first();
    await header.getByRole('columnheader', { name: 'Recall' }).waitFor();
    await header.getByRole('rowheader', { name: 'Precision' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('follow a running training, and stand still when folded', async () => {
    const { page } = await site.open('speed=100');
    await open(page);
    const cell = page.locator('.layers tbody tr').first().locator('td').first();
    const before = await cell.textContent();
    await button(page, 'Train').click();
    await expect.poll(() => cell.textContent(), { timeout: 10_000 }).not.toBe(before);
    await open(page);
    await expect.poll(() => page.locator('.layers').count()).toBe(0);
  });

  it('of a number are R² and the mean absolute error', async () => {
    const { page, complaints } = await site.open('data=plane');
    await open(page);
    await trainUntil(page, ({ testLoss }) => testLoss < 0.003, 10_000);
    const r2 = page.locator('.measures .results dd').first();
    await expect.poll(async () => Number(await r2.textContent())).toBeGreaterThan(0.9);
    await page.getByText('in the units of the target, on the test data').waitFor();
    expect(complaints).toEqual([]);
  });

  it('mark a layer whose gradient vanishes, and say how fast the weights move', async () => {
    const { page } = await site.open(`layers=${new Array(6).fill('4-sigmoid').join(',')}`);
    await open(page);
    await page.getByRole('rowheader', { name: /^Layer 1 .*vanishing gradient/ }).waitFor();
    expect(await page.locator('.layers tbody tr').last().locator('.mark').count()).toBe(0);
    await expect.poll(() => page.locator('.layers tbody tr td:last-child').allTextContents().then((texts) => texts.join()))
      .toMatch(/hardly moves|slow/);
  });

  it('say that there are none after a divergence, and come when it is left', async () => {
    const { page } = await site.open('learningRate=10&layers=8-relu,8-relu&data=plane');
    await button(page, 'Train').click();
    await page.getByText('Training diverged').waitFor();
    await open(page);
    await page.getByText('Of a network that has diverged nothing can be measured.').waitFor();
    await page.getByRole('button', { name: /^Go back/ }).click();
    await page.getByText('Mean absolute error').waitFor();
  });
});

describe('weights that are kept when the network changes', () => {
  it('stay on their units, from step 0 on, while new ones start anew; undo takes the units away', async () => {
    const { page, complaints } = await site.open('keepWeights=true&layers=3-tanh');
    await button(page, 'Epoch').click();
    await page.waitForFunction(() => document.querySelector('backprop-playground').metrics.step > 0);
    const before = await weightsOf(page);
    await button(page, 'Add a unit to layer 1').click();
    await expect.poll(async () => (await metrics(page)).step).toBe(0);
    await expect.poll(() => page.locator('.unit[data-layer="0"]').count()).toBe(4);
    expect(await weightsOf(page)).toEqual(before);
    await button(page, 'Undo').click();
    await expect.poll(() => page.locator('.unit[data-layer="0"]').count()).toBe(3);
    expect(await weightsOf(page)).toEqual(before);
    expect(complaints).toEqual([]);
  });

  it('are an option among the rarer settings, off at first', async () => {
    const { page, complaints } = await site.open();
    await page.getByText('More settings').click();
    const option = page.getByRole('checkbox', { name: 'Keep weights when the network changes' });
    expect(await option.isChecked()).toBe(false);
    await option.check();
    await expect.poll(() => fragment(page)).toBe('keepWeights=true');
    await button(page, 'Epoch').click();
    await expect.poll(async () => (await metrics(page)).step).toBeGreaterThan(0);
    const { trainLoss } = await metrics(page);
    await button(page, 'sin x₁').click();
    await expect.poll(async () => (await metrics(page)).step).toBe(0);
    expect((await metrics(page)).trainLoss).not.toBe(trainLoss);
    expect(complaints).toEqual([]);
  });
});
