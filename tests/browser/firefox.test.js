// The built site in Firefox: it opens under its content security policy, trains, draws and complains of nothing.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { serve } from '../../web/serve.mjs';
import { launchFirefox } from './firefox.js';

let server;
let browser;
let page;
const complaints = [];

beforeAll(async () => {
  server = await serve({ folder: process.env.SITE });
  browser = await launchFirefox();
  page = await browser.newPage();
  await page.setViewport({ width: 1440, height: 900 });
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error.stack ?? error)));
  await page.goto(`${server.address}#data=xor`);
  // Asked from outside: what waits inside the page is evaluated text, which its content security policy refuses
  await vi.waitUntil(metrics, { timeout: 20_000 });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const metrics = () => page.evaluate(() => document.querySelector('backprop-playground').metrics);

/** Clicks where the button with this text is. @param {string} text */
async function press(text) {
  const [x, y] = await page.evaluate((wanted) => {
    const { shadowRoot } = document.querySelector('backprop-playground');
    const button = [...shadowRoot.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === wanted);
    const { x: left, y: top, width, height } = button.getBoundingClientRect();
    return [left + width / 2, top + height / 2];
  }, text);
  await page.mouse.click(x, y);
}

const running = () => page.evaluate(() => document.querySelector('backprop-playground').running);

/** How many colours the largest canvas of the page shows. */
const colours = () => page.evaluate(() => {
  const { shadowRoot } = document.querySelector('backprop-playground');
  const [canvas] = [...shadowRoot.querySelectorAll('canvas')].sort((a, b) => b.width * b.height - a.width * a.height);
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return new Set(new Uint32Array(data.buffer)).size;
});

describe('the site in Firefox', () => {
  it('opens the link that it was given', async () => {
    expect(await page.evaluate(() => document.querySelector('backprop-playground').config.data.generator)).toBe('xor');
  });

  it('takes one step at the press of a button', async () => {
    await press('Step');
    await expect.poll(async () => (await metrics()).step).toBe(1);
  });

  it('trains at full speed until it has learned, and pauses', async () => {
    await press('Train');
    await expect.poll(running).toBe(true);
    await expect.poll(async () => (await metrics()).testLoss, { timeout: 20_000 }).toBeLessThan(0.05);
    await press('Pause');
    await expect.poll(running).toBe(false);
  });

  it('has drawn what it learned', async () => {
    expect(await colours()).toBeGreaterThan(50);
  });

  it('is after a reload as light or dark as its menu, whose choice Firefox remembers', async () => {
    const theme = () => page.evaluate(() => [document.querySelector('#theme').value, document.querySelector('backprop-playground').theme]);
    await page.select('#theme', 'dark');
    await page.reload();
    await vi.waitUntil(metrics, { timeout: 20_000 });
    expect(await theme()).toEqual(['dark', 'dark']);
  });

  it('has complained of nothing', () => {
    expect(complaints).toEqual([]);
  });
});
