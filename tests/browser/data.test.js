// The data panel: formulas, the line, tables of more than two columns, and what training data can lack.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { fragment, metrics, openSite, trainUntil } from './site.js';

let site;
beforeAll(async () => { site = await openSite(); });
afterEach(() => site.closePages());
afterAll(() => site.close());

const button = (page, name) => page.getByRole('button', { name, exact: true });
const outputs = (page) => page.getByRole('button', { name: /^Output/ }).count();

describe('a formula', () => {
  it('is typed as a boundary, then as a number; a wrong one is explained and stays to be put right', async () => {
    const { page, complaints } = await site.open('optimizer=adam');
    await page.getByRole('group', { name: 'Generated data: classes' }).getByRole('button', { name: 'Formula' }).click();
    const field = page.getByRole('textbox', { name: 'Formula' });
    await expect.poll(() => field.inputValue()).toBe('x2 > sin(x1)');
    await field.fill('x1^2 + x2^2 < 12');
    await field.press('Enter');
    await expect.poll(() => fragment(page)).toBe('data=formula&formula=x1%5E2%20%2B%20x2%5E2%20%3C%2012&optimizer=adam');
    await trainUntil(page, ({ testAccuracy }) => testAccuracy > 0.93, 15_000);

    await field.fill('x2 > sin(');
    await field.press('Enter');
    await page.getByText('data.formula: "x2 > sin(" ends where a value is expected, at character 10').waitFor();
    expect(await field.evaluate((input) => input.parentElement.querySelector('.hint').textContent), 'beside the field, too')
      .toBe('"x2 > sin(" ends where a value is expected, at character 10');
    expect(await field.inputValue()).toBe('x2 > sin(');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await expect.poll(async () => decodeURIComponent(await fragment(page))).toContain('formula=x1^2 + x2^2 < 12');

    await field.fill('sin(x1) * x2 / 6');
    await field.press('Enter');
    await page.getByText('Noise of the values').waitFor();
    await expect.poll(() => field.getAttribute('aria-invalid')).toBe('false');
    await expect.poll(async () => (await metrics(page)).testAccuracy).toBe(null);
    await button(page, 'Undo').click();
    await expect.poll(() => field.inputValue()).toBe('x1^2 + x2^2 < 12');
    expect(await field.getAttribute('aria-invalid')).toBe('false');
    expect(complaints).toEqual([]);
  });

  it('of numbers has a legend from minus to plus the largest of them', async () => {
    const { page } = await site.open('data=formula&formula=x1*x2');
    const legend = () => page.locator('.key .figure').allTextContents();
    await expect.poll(legend).toEqual([expect.stringMatching(/^−3[0-6]$/), expect.stringMatching(/^3[0-6]$/)]);
    await page.locator('.unit[data-layer="0"]').first().hover();
    await expect.poll(legend, { message: 'of a tanh unit' }).toEqual(['−1.0', '1.0']);
  });

  it('is typed as an input', async () => {
    const { page, complaints } = await site.open('data=xor');
    await page.getByRole('toolbar', { name: 'Inputs' }).getByRole('button', { name: 'Formula' }).click();
    const field = page.getByRole('textbox', { name: 'Input by formula' });
    await expect.poll(() => field.inputValue()).toBe('sin(x1*x2)');
    await field.fill('x1*x2');
    await field.press('Enter');
    await expect.poll(() => fragment(page)).toBe('data=xor&features=x1,x2,formula&featureFormula=x1*x2');
    await trainUntil(page, ({ testLoss }) => testLoss < 0.02, 10_000);
    await field.fill('log(x1)');
    await field.press('Enter');
    await page.getByText(/featureFormula: NaN at x1 = -[\d.]+, x2 = -?[\d.]+ is not a finite number/).waitFor();
    expect(complaints).toEqual([]);
  });
});

describe('data off the plane', () => {
  it('of one input is learned', async () => {
    const { page, complaints } = await site.open('optimizer=adam&layers=16-tanh');
    await button(page, 'Sine curve').click();
    await page.getByText('Every column is an input.').waitFor();
    await trainUntil(page, ({ testLoss }) => testLoss < 0.01, 15_000);
    await expect.poll(() => fragment(page)).toBe('data=sine&layers=16-tanh&optimizer=adam&speed=max');
    expect(complaints).toEqual([]);
  });

  it.each([['Iris', 'iris', /virginica/, 10], ['Penguins, all', 'penguinSpecies', /Gentoo/, 10], ['Digits', 'digits', /0\s*1\s*2.*9/s, 25]])('%s is learned', async (name, table, classes, seconds) => {
    const { page, complaints } = await site.open('optimizer=adam&learningRate=0.01&layers=32-tanh');
    await button(page, name).click();
    await expect.poll(() => page.locator('.key').textContent()).toMatch(classes);
    await expect.poll(() => fragment(page)).toBe(`data=${table}&layers=32-tanh&optimizer=adam&learningRate=0.01`);
    await trainUntil(page, ({ testAccuracy }) => testAccuracy >= 0.95, seconds * 1000);
    await button(page, 'Circle').click();
    await expect.poll(() => outputs(page)).toBe(1);
    expect(complaints).toEqual([]);
  });
});

describe('a table of the page', () => {
  it('says where it is from and under which licence, as long as it is the one on show', async () => {
    const { page, complaints } = await site.open('data=iris');
    const source = page.getByRole('link', { name: 'R. A. Fisher 1936' });
    expect(await source.getAttribute('href')).toBe('https://doi.org/10.24432/C56C76');
    await page.getByRole('link', { name: 'CC BY 4.0' }).waitFor();
    await button(page, 'Penguins').click();
    await page.getByRole('link', { name: 'CC0 1.0' }).waitFor();
    await button(page, 'Circle').click();
    await page.getByRole('link', { name: 'CC0 1.0' }).waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });
});

describe('more about the data', () => {
  it('moves the test, turns labels and makes a class rare; another data set begins anew', async () => {
    const { page, complaints } = await site.open();
    await page.getByText('More about the data').click();
    await page.getByRole('slider', { name: 'Move the test data' }).fill('0.5');
    await page.getByRole('slider', { name: 'Wrong labels in training' }).fill('0.2');
    await page.getByRole('slider', { name: 'Last class left out of training' }).fill('0.9');
    await page.getByRole('slider', { name: 'Examples' }).fill('200');
    await expect.poll(() => fragment(page)).toBe('examples=200&shift=0.5&imbalance=0.9&labelNoise=0.2');
    await button(page, 'Plane').click();
    await expect.poll(() => fragment(page)).toBe('data=plane&examples=200');
    await page.getByRole('slider', { name: 'Wrong labels in training' }).waitFor({ state: 'detached' });
    expect(await page.getByRole('slider', { name: 'Move the test data' }).inputValue()).toBe('0');
    expect(complaints).toEqual([]);
  });
});

describe('a pasted table of many columns', () => {
  const line = (i) => `${i % 3},${(i * 7) % 10},${(i % 3) * 2 + (i % 5) / 10},${i},${'abc'[i % 3]},${'uv'[i % 2]}`;
  const table = ['one,two (mm),three,four,kind,other', ...Array.from({ length: 90 }, (_, i) => line(i)), '1,,3,4,a,u', '1,2,x,4,a,u'].join('\n');

  it('has its columns chosen, and leaves rows out only when it is told to', async () => {
    const { page, complaints } = await site.open('optimizer=adam&learningRate=0.01');
    await button(page, 'Your data').click();
    await page.getByRole('textbox', { name: 'Table' }).fill(table);
    await page.getByText('Row 92: two (mm) is missing').waitFor();
    const dialog = page.getByRole('dialog');
    const use = dialog.getByRole('button', { name: /^Use/ });
    expect(await use.isDisabled()).toBe(true);
    await dialog.getByRole('group', { name: 'Inputs' }).getByRole('button', { name: 'All 4' }).click();
    await page.getByText('Row 93: three: "x" is not a number').waitFor();
    await dialog.getByLabel('Scale of the inputs').selectOption('From −1 to 1');
    await dialog.getByRole('combobox', { name: 'Answer', exact: true }).selectOption('kind');
    expect(await use.isDisabled()).toBe(true);
    await dialog.getByLabel('Leave out the 2 rows that can’t be used').check();
    await dialog.getByRole('button', { name: 'Use these 90 rows' }).click();
    await expect.poll(() => outputs(page)).toBe(3);
    await page.getByText('x₁ one, x₂ two (mm), x₃ three, x₄ four; from −1 to 1').waitFor();
    await trainUntil(page, ({ testAccuracy }) => testAccuracy >= 0.95, 10_000);
    expect(complaints).toEqual([]);
  });

  it('has a column of numbers to learn, which is told with its range', async () => {
    const { page, complaints } = await site.open('optimizer=adam&learningRate=0.01');
    await button(page, 'Your data').click();
    const rows = Array.from({ length: 90 }, (_, i) => `${i % 3},${i % 10},${'uv'[i % 2]},${100 * (i % 3) + 20 * (i % 10)}`);
    await page.getByRole('textbox', { name: 'Table' }).fill(['rooms,age,town,price', ...rows].join('\n'));
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Words can’t be inputs').waitFor({ state: 'detached' });
    await dialog.getByRole('combobox', { name: 'Answer', exact: true }).selectOption('price');
    await dialog.getByText('Words can’t be inputs: town').waitFor();
    await dialog.getByText('90 rows, 2 inputs, one number to learn, from 0 to 380: the network learns it as −1 to 1').waitFor();
    await dialog.getByRole('button', { name: 'Use these 90 rows' }).click();
    await trainUntil(page, ({ testLoss }) => testLoss < 0.002, 10_000);
    await page.locator('summary', { hasText: 'Measures' }).click();
    await page.getByText('R²').first().waitFor();
    expect(complaints).toEqual([]);
  });
});

describe('the dialog for own data', () => {
  const table = (rows) => ['width,height,kind', ...Array.from({ length: rows }, (_, i) => `${i},${i * 2},${'ab'[i % 2]}`)].join('\n');

  async function openDialog() {
    const { page } = await site.open();
    await button(page, 'Your data').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Table' }).fill(table(4));
    await dialog.getByRole('button', { name: 'Use these 4 rows' }).waitFor();
    return { page, dialog };
  }

  /** Types a text and presses or closes in the same instant, before typing has rested. */
  const typeAnd = (dialog, text, then) => dialog.evaluate((element, [value, what]) => {
    const box = element.querySelector('textarea');
    box.value = value;
    box.dispatchEvent(new Event('input'));
    if (what === 'close') element.close();
    else element.querySelector('button.primary').click();
  }, [text, then]);

  it('uses the table that is in the box, however soon after typing', async () => {
    const { page, dialog } = await openDialog();
    await typeAnd(dialog, table(6), 'use');
    const rows = () => page.evaluate(() => document.querySelector('backprop-playground').config.data.inputs?.length);
    await expect.poll(rows).toBe(6);
  });

  it('closed while typing shows what the box holds when it is opened again', async () => {
    const { page, dialog } = await openDialog();
    await typeAnd(dialog, table(6), 'close');
    await button(page, 'Your data').click();
    await dialog.getByRole('button', { name: 'Use these 6 rows' }).waitFor();
  });

  it('refuses a file that is too large before reading it, and takes the same file twice', async () => {
    const { dialog } = await openDialog();
    const choose = (text) => dialog.locator('input[type=file]').setInputFiles({ name: 'table.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await choose('1'.repeat(5_000_001));
    await dialog.getByText('the table is larger than 5 MB').waitFor();
    expect(await dialog.getByRole('textbox', { name: 'Table' }).inputValue()).toBe('');
    expect(await dialog.getByRole('button', { name: /^Use/ }).isDisabled()).toBe(true);
    await choose(table(5));
    await dialog.getByRole('button', { name: 'Use these 5 rows' }).waitFor();
    expect(await dialog.locator('input[type=file]').inputValue(), 'so choosing it again is a change').toBe('');
  });
});
