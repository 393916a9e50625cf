// Somebody else's page, as the README says: one script tag from the folder of the site, under a strict policy.
import { expect } from 'vitest';

import { contentSecurityPolicy } from '../../web/serve.mjs';

export const tutorial = (body) => `<!doctype html><html lang="en"><title>Tutorial</title><meta name="viewport" content="width=device-width">
  <script type="module" src="backprop-playground.js"></script><main>${body}</main></html>`;

/** Opens a tutorial whose body is `body`, and waits until its playgrounds are ready. */
export async function openTutorial(site, body, { prepare = async () => {}, ...options } = {}) {
  const { page, complaints } = await site.open('', options);
  await prepare(page);
  await page.route('**/tutorial.html', (route) => route.fulfill({
    contentType: 'text/html',
    headers: { 'Content-Security-Policy': contentSecurityPolicy },
    body: tutorial(body),
  }));
  await page.goto(`${site.address}tutorial.html`);
  await expect.poll(() => page.evaluate(() => [...document.querySelectorAll('backprop-playground')]
    .every((element) => element.config)), { timeout: 15_000 }).toBe(true);
  return { page, complaints };
}

/** Calls `work` with the n-th playground of the page. */
export const on = (page, n, work, argument) => page.locator('backprop-playground').nth(n).evaluate(work, argument);
