// Pictures for people to look at, in build/screenshots, of what each state must at least say.
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { openOwnData } from './own-data.js';
import { metrics, openSite } from './site.js';

const folder = join(fileURLToPath(new URL('../..', import.meta.url)), 'build/screenshots');
const table = 'petal length (cm),petal width (cm),kind\n1.4,0.2,setosa\n4.7,1.4,versicolor\n6,2.5,virginica\n1.3,,setosa';
const train = (page) => page.getByRole('button', { name: 'Train', exact: true }).click();

/** The states: address, what to do there, what it then says. */
const states = {
  paused: { act: () => {}, says: ['Test loss', 'Epoch', 'Hidden layers'] },
  training: {
    fragment: 'data=spiral&layers=8-tanh,8-tanh&features=x1,x2,sinX1,sinX2',
    async act(page) {
      await page.getByLabel('Speed').selectOption({ label: 'Full speed' });
      await train(page);
      await expect.poll(async () => (await metrics(page)).step, { timeout: 15_000 }).toBeGreaterThan(5000);
    },
    says: ['Pause', 'Test loss'],
  },
  diverged: {
    fragment: 'learningRate=10&layers=8-relu,8-relu&data=plane',
    act: train,
    says: ['Training diverged at step', 'Go back and lower the rate to', 'Start again'],
  },
  proof: {
    async act(page) {
      await page.getByText('Proof: are the gradients right?').click();
      await page.getByRole('button', { name: 'Check all gradients' }).click();
      await page.locator('.verdict').waitFor();
      await expect.poll(() => page.locator('.proof-run').textContent(), { timeout: 15_000 }).not.toContain('of 23');
    },
    says: ['All 25 gradients agree', 'Every weight and bias by its error', 'Break it on purpose'],
  },
  'broken-on-purpose': {
    fragment: 'fault=forgottenSum',
    act: (page) => page.getByText('Proof: are the gradients right?').click(),
    says: ['12 of 25 gradients are wrong, in layer 1', 'Backpropagation is broken on purpose', 'as it is now'],
  },
  'gradient-flow': {
    fragment: `layers=${new Array(6).fill('8-sigmoid').join(',')}`,
    async act(page) {
      await page.getByText('Gradient flow: how much').click();
      await page.getByLabel('Speed').selectOption('1,000 batches/s');
      await train(page);
      await expect.poll(async () => (await metrics(page)).step, { timeout: 15_000 }).toBeGreaterThan(1000);
    },
    says: ['Vanishing', 'Median |δ| over training', '0.25⁶ = 0.0002'],
  },
  'bad-link': { fragment: 'learningRate=-4&colour=green', act: () => {}, says: ['learningRate: -4 is not in', '"colour" is not known'] },
  microscope: {
    async act(page) {
      await page.getByRole('button', { name: 'Microscope', exact: true }).click();
      await page.getByRole('button', { name: 'Look at the weight h₂,₁ → ŷ' }).click();
      await page.getByRole('button', { name: 'Update', exact: true }).click();
    },
    says: ['every weight takes a small step', 'Gradient of the weight', 'New weight', 'Leave'],
  },
  'microscope-deep': {
    fragment: 'data=spiral&layers=8-tanh,8-tanh,8-tanh,8-tanh,8-tanh,8-tanh',
    act: (page) => page.getByRole('button', { name: 'Microscope', exact: true }).click(),
    says: ['Whole mini-batch', 'Error signal', 'What comes into'],
  },
  measures: {
    fragment: 'data=rings&layers=6-tanh&optimizer=adam&speed=1000',
    async act(page) {
      await page.locator('summary', { hasText: 'Measures' }).click();
      await page.getByRole('button', { name: 'Epoch', exact: true }).click();
      await page.locator('.confusion').waitFor();
    },
    says: ['Recall', 'Precision', 'Gradient norm'],
  },
  'own-data': {
    async act(page) {
      await page.getByRole('button', { name: 'Your data' }).click();
      await page.getByRole('textbox', { name: 'Table' }).fill(table);
    },
    says: ['It stays in this page', 'Row 5', 'Leave out the 1 row', 'What to learn', 'Use these 3 rows'],
  },
};

const looks = [320, 768, 1440].flatMap((width) => ['light', 'dark'].map((colorScheme) => ({ width, colorScheme })));

let site;
beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  site = await openSite();
});
afterEach(() => site.closePages());
afterAll(() => site.close());

describe.each(Object.entries(states))('%s', (name, { fragment, act, says }) => {
  it.each(looks)('$width px, $colorScheme', async ({ width, colorScheme }) => {
    const { page, complaints } = await site.open(fragment, { viewport: { width, height: 900 }, colorScheme });
    await act(page);
    for (const text of says) await page.getByText(text).filter({ visible: true }).first().waitFor();
    await page.waitForTimeout(300);   // the small pictures of the data sets come last
    const path = `${folder}/${name}-${width}-${colorScheme}.png`;
    await page.screenshot({ path, fullPage: name !== 'own-data' });
    expect(statSync(path).size).toBeGreaterThan(10_000);
    expect(complaints).toEqual([]);
  });
});

describe.each(['curve', 'classes', 'numbers', 'image'])('data without a plane: %s', (name) => {
  it.each(looks)('$width px, $colorScheme', async ({ width, colorScheme }) => {
    const { page, complaints } = await openOwnData(site, name, { viewport: { width, height: 900 }, colorScheme });
    await page.getByRole('button', { name: 'Epoch', exact: true }).click();
    await page.waitForTimeout(300);
    const path = `${folder}/${name}-${width}-${colorScheme}.png`;
    await page.screenshot({ path, fullPage: true });
    expect(statSync(path).size).toBeGreaterThan(10_000);
    expect(complaints).toEqual([]);
  });
});
