// On paper everything is dark on white, whatever the screen shows: what is drawn as well as the text.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { openSite } from './site.js';

let site;
beforeAll(async () => { site = await openSite(); });
afterEach(() => site.closePages());
afterAll(() => site.close());

/** How bright the page's and the element's text is, and the brightest that the chart of losses is written with: 0 to 255. */
const brightness = (page) => page.evaluate(() => {
  const root = document.querySelector('backprop-playground').shadowRoot;
  const canvas = root.querySelector('.loss-chart');
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
  let written = 0;
  for (let i = 0; i < data.length; i += 4) if (data[i + 3] === 255) written = Math.max(written, data[i]);
  const textOf = (element) => Number(getComputedStyle(element).color.match(/\d+/)[0]);
  return { page: textOf(document.body), element: textOf(root.querySelector('.app')), chart: written };
});

describe('a dark page', () => {
  it.each([['Dark', 'light'], ['Auto', 'dark']])('is printed dark on white, its drawings too, and stays dark on the screen: %s where the system is %s', async (theme, colorScheme) => {
    const { page, complaints } = await site.open('', { colorScheme });
    await page.getByLabel('Theme').selectOption(theme);
    await page.getByRole('button', { name: 'Epoch', exact: true }).click();
    await expect.poll(async () => Math.min(...Object.values(await brightness(page)))).toBeGreaterThan(200);
    await page.emulateMedia({ media: 'print' });
    const { chart, ...text } = await brightness(page);
    expect(Math.max(...Object.values(text))).toBeLessThan(100);
    expect(chart, 'the lines of the grid are light').toBeLessThan(240);
    await page.emulateMedia({ media: 'screen' });
    await expect.poll(async () => Math.min(...Object.values(await brightness(page)))).toBeGreaterThan(200);
    expect(complaints).toEqual([]);
  });
});
