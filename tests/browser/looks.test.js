// Data that has no plane: one column is a curve, three and more show how the examples fare.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { openOwnData } from './own-data.js';
import { metrics, openSite, trainUntil } from './site.js';

let site;
beforeAll(async () => { site = await openSite(); });
afterEach(() => site.closePages());
afterAll(() => site.close());

const openData = (name, options) => openOwnData(site, name, options);

/** Share of the canvas that something is drawn on. */
const inkOf = (page, selector) => page.evaluate((canvasOf) => {
  const canvas = document.querySelector('backprop-playground').shadowRoot.querySelector(`canvas${canvasOf}`);
  // read from a copy: Chromium warns of a canvas of the page that is read again and again
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
  let ink = 0;
  for (let i = 3; i < data.length; i += 4) ink += data[i] > 0;
  return ink / (data.length / 4);
}, selector);

describe('one column', () => {
  it('is a curve that learns, read with the keyboard and with the pointer', async () => {
    const { page, complaints } = await openData('curve');
    await expect.poll(() => inkOf(page, '.field')).toBeGreaterThan(0.01);
    await trainUntil(page, ({ testLoss }) => testLoss < 0.01, 15_000);
    const slider = page.getByRole('slider', { name: 'Read at time (s)' });
    await slider.focus();
    await page.keyboard.press('Home');
    await expect.poll(() => slider.getAttribute('aria-valuetext')).toMatch(/^time \(s\) −?[\d.]+: output −?[\d.e−]+$/);
    const first = await slider.getAttribute('aria-valuetext');
    await page.keyboard.press('PageUp');
    await expect.poll(() => slider.getAttribute('aria-valuetext')).not.toBe(first);
    const plot = page.getByRole('img', { name: /^Curve of the network's output over time \(s\), with 40 training examples and 40 test examples/ });
    await plot.hover();
    await expect.poll(() => page.locator('.reading').textContent()).toMatch(/^time \(s\) [34]/);
    expect(complaints).toEqual([]);
  });

  it('shows a unit alone when it is pointed at', async () => {
    const { page } = await openData('curve');
    await page.locator('.unit[data-layer="0"]').first().hover();
    await page.getByRole('img', { name: 'Curve of Layer 1, unit 1 over time (s).' }).waitFor();
  });
});

describe('four columns', () => {
  it('show by how much the true class leads; the worst example is told first', async () => {
    const { page, complaints } = await openData('classes');
    await expect.poll(() => inkOf(page, '.links')).toBeGreaterThan(0.01);
    await trainUntil(page, ({ trainAccuracy }) => trainAccuracy > 0.9, 15_000);
    await page.getByRole('img', { name: /^150 examples: the margin, by which the true class leads, .* virginica; left of the line the network is wrong/ }).waitFor();
    const slider = page.getByRole('slider', { name: 'Read an example; worst first' });
    await slider.focus();
    await expect.poll(() => slider.getAttribute('aria-valuetext')).toMatch(/^Row \d+, (training|test): is (setosa|versicolor|virginica)/);
    await page.keyboard.press('End');
    await expect.poll(() => slider.getAttribute('aria-valuetext')).toMatch(/and the network says so \([\d.]+\)\. sepal length −?[\d.]+,/);
    expect(complaints).toEqual([]);
  });

  it('of a number show what the network says over what is right', async () => {
    const { page, complaints } = await openData('numbers');
    await trainUntil(page, ({ testLoss }) => testLoss < 0.05, 15_000);
    await page.getByRole('img', { name: /prediction \(up\) over target \(across\)/ }).waitFor();
    await page.locator('.unit[data-layer="0"]').first().hover();
    await page.getByRole('img', { name: /^Layer 1, unit 1 for 120 examples/ }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('give way to the plane again, without what was pinned or read', async () => {
    const { page, complaints } = await openData('classes');
    await page.getByRole('button', { name: 'Circle', exact: true }).click();
    await page.getByRole('img', { name: /^Map of the network's output/ }).waitFor();
    await page.getByRole('slider', { name: /^Read/ }).waitFor({ state: 'detached' });
    await expect.poll(() => inkOf(page, '.points')).toBeGreaterThan(0.01);
    expect(complaints).toEqual([]);
  });
});

describe.each([320, 768, 1440])('sixty-four columns and ten classes at %i px', (width) => {
  it('fit, say how many units are not shown, and lead to each with the arrow keys', async () => {
    const { page, complaints } = await openData('image', { viewport: { width, height: 900 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    await page.locator('.unit[data-layer="-1"]').first().focus();
    for (let i = 0; i < 12; ++i) await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.locator('.unit:focus').getAttribute('aria-label')).toBe('Input x₁₃');
    const { step } = await metrics(page);
    await page.getByRole('button', { name: 'Step', exact: true }).click();
    await expect.poll(async () => (await metrics(page)).step).toBe(step + 1);
    expect(complaints).toEqual([]);
  });
});
