// The link that the toolbar copies opens the network that is on show, whichever page shows it.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { fragment, openSite } from './site.js';

let site;
beforeAll(async () => { site = await openSite(); });
afterEach(() => site.closePages());
afterAll(() => site.close());

const permitted = { permissions: ['clipboard-read', 'clipboard-write'] };
const copyButton = (page) => page.getByRole('button', { name: 'Copy link' });
const copied = (page) => page.evaluate(() => navigator.clipboard.readText());
const configOf = (page) => page.evaluate(() => document.querySelector('backprop-playground').config);

/** A page that has a playground and does not look at its own address. */
async function openTutorial(options) {
  const { page } = await site.open('', options);
  await page.route('**/tutorial.html*', (route) => route.fulfill({
    contentType: 'text/html',
    body: '<script type="module" src="backprop-playground.js"></script><backprop-playground config="data=xor&amp;seed=5"></backprop-playground>',
  }));
  await page.goto(`${site.address}tutorial.html?lang=en#second`);
  await copyButton(page).waitFor();
  return page;
}

describe('the link', () => {
  it('is the address of the page that follows its network', async () => {
    const { page } = await site.open('data=spiral', permitted);
    await page.getByRole('button', { name: 'Exclusive or' }).click();
    await expect.poll(() => fragment(page)).toBe('data=xor');
    await copyButton(page).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await copied(page)).toBe(`${site.address}#data=xor`);
  });

  it('of any other page leads to the site, where that network opens', async () => {
    const page = await openTutorial(permitted);
    await copyButton(page).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const link = await copied(page);
    expect(link).toBe(`${site.address}index.html#data=xor&seed=5`);
    await page.goto(link);
    await expect.poll(() => configOf(page)).toMatchObject({ data: { generator: 'xor' }, seed: 5 });
  });

  it('is not offered for own rows, which no link can carry', async () => {
    const page = await openTutorial(permitted);
    await page.evaluate(() => navigator.clipboard.writeText('as before'));
    await page.evaluate(() => document.querySelector('backprop-playground').open({ data: { inputs: [[1, 2], [2, 1]], labels: [0, 1] } }));
    await expect.poll(() => copyButton(page).getAttribute('aria-disabled')).toBe('true');
    expect(await copyButton(page).getAttribute('title')).toBe('A link can’t carry your own rows');
    await copyButton(page).click({ force: true });
    expect(await copied(page)).toBe('as before');
  });

  it('says so when the browser refuses to copy', async () => {
    const page = await openTutorial();
    await page.evaluate(() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); });
    await copyButton(page).click();
    await page.getByRole('button', { name: 'Could not copy' }).waitFor();
  });
});
