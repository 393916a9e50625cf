// Serves dist/ with its content security policy and opens it in Chromium; keeps what a page must not do: complain, or call out.
import { chromium } from 'playwright-core';

import { browsers, programOf } from '../../wasm/toolchain/packages.mjs';
import { serve } from '../../web/serve.mjs';

const executablePath = programOf(browsers.chromium);
const folder = process.env.SITE;   // another build than dist/
const args = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

export const launch = () => chromium.launch({ executablePath, args });

export async function openSite() {
  const server = await serve({ folder });
  const browser = await launch();
  return {
    address: server.address,
    /** @param {string} [fragment] @param {object} [options] of the browser context */
    open: (fragment = '', options = {}) => openPage(browser, server.address, fragment, options),
    /** Also those that a failed test left open. */
    closePages: () => Promise.all(browser.contexts().map((context) => context.close())),
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

async function openPage(browser, address, fragment, options) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error.stack)));
  page.on('request', (request) => {
    if (!request.url().startsWith(address) && !request.url().startsWith('blob:')) complaints.push(`asked for ${request.url()}`);
  });
  await page.addInitScript(watchTasks);
  await page.goto(`${address}${fragment ? `#${fragment}` : ''}`);
  await page.locator('.app').waitFor();
  return { page, complaints, close: () => context.close() };
}

// Runs in the page, before anything else.
function watchTasks() {
  window.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) window.longTasks.push({ startTime, duration });
  }).observe({ type: 'longtask' });
}

/** The newest metrics of the element. */
export const metrics = (page) => page.evaluate(() => document.querySelector('backprop-playground').metrics);

/** The fragment in the address, once it is there. */
export const fragment = (page) => page.evaluate(() => location.hash.slice(1));

/**
 * Presses play at full speed and waits until `reached` says yes of the metrics; resolves with the time it took (ms). Asks from
 * outside: a condition handed to the page as text would be refused by its content security policy.
 */
export async function trainUntil(page, reached, timeout) {
  await page.getByLabel('Speed').selectOption({ label: 'Full speed' });
  const start = Date.now();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  while (!reached(await metrics(page))) {
    if (Date.now() - start > timeout) throw new Error(`not after ${timeout} ms: ${JSON.stringify(await metrics(page))}`);
    await page.waitForTimeout(20);
  }
  const took = Date.now() - start;
  await page.getByRole('button', { name: 'Pause' }).click();
  return took;
}
