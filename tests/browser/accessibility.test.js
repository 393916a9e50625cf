// axe-core at a phone's and a desktop's width, light and dark, in the states that bring parts of their own.
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { contrast } from '../../web/src/views/colors.js';
import { openOwnData } from './own-data.js';
import { openSite } from './site.js';

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const looks = [320, 1440].flatMap((width) => ['light', 'dark'].map((colorScheme) => ({ width, colorScheme })));

let site;
beforeAll(async () => { site = await openSite(); });
afterEach(() => site.closePages());
afterAll(() => site.close());

/** Opens the site and brings the audit along: evaluated by the debugger, which no content security policy stops. */
async function openWithAxe({ width, colorScheme }, fragment = '') {
  const opened = await site.open(fragment, { viewport: { width, height: 800 }, colorScheme });
  await opened.page.evaluate(axe);
  return opened;
}

/** @returns {Promise<string[]>} one line a violation: rule, places, what is wrong */
async function violations(page) {
  await page.waitForTimeout(300);   // transitions are over
  const results = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: 'tag', values } }), tags);
  expect(results.passes.length).toBeGreaterThan(10);   // it saw the page
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
    `${id}: ${target.flat().join(' ')}: ${failureSummary.replaceAll(/\s+/g, ' ')}`));
}

const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe.each(looks)('$width px, $colorScheme', (look) => {
  it('has no violation at the start, and nothing to scroll sideways', async () => {
    const { page } = await openWithAxe(look);
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
  });

  it('has none in the dialog for own data, with a table and its problems', async () => {
    const { page } = await openWithAxe(look);
    await page.getByRole('button', { name: 'Your data' }).click();
    await page.getByRole('textbox', { name: 'Table' }).fill('a (cm),b (cm),kind\n1,2,x\n3,4,y\n5,1,z\n2,,x');
    await page.getByText('Row 5').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
  });

  it('has none in the microscope, at the update and before anything is computed', async () => {
    const { page } = await openWithAxe(look, 'optimizer=adam');
    await page.getByRole('button', { name: 'Microscope', exact: true }).click();
    await page.getByRole('button', { name: 'Look at the bias of ŷ' }).click();
    await page.getByRole('button', { name: 'Update', exact: true }).click();
    await page.getByRole('heading', { name: 'New bias' }).waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.getByRole('button', { name: 'Inputs', exact: true }).click();
    expect(await violations(page)).toEqual([]);
  });

  it('has none after a divergence', async () => {
    const { page } = await openWithAxe(look, 'learningRate=10&layers=8-relu,8-relu&data=plane');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.getByText('Training diverged').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
  });
});

describe.each(looks)('$width px, $colorScheme: measures and data without a plane', (look) => {
  it.each(['curve', 'classes', 'numbers', 'image'])('has no violation with %s', async (name) => {
    const { page } = await openOwnData(site, name, { viewport: { width: look.width, height: 800 }, colorScheme: look.colorScheme });
    await page.evaluate(axe);
    await page.locator('summary', { hasText: 'Measures' }).click();
    await page.locator('.layers').waitFor();
    await page.getByRole('button', { name: 'Epoch', exact: true }).click();
    await page.getByRole('slider', { name: /^Read/ }).focus();
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
  });
});

describe.each(['light', 'dark'])('fields, %s', (colorScheme) => {
  it('have a border of 3:1 at rest', async () => {
    const { page } = await site.open('', { colorScheme });
    for (const field of [page.getByLabel('Learning rate'), page.getByLabel('Seed'), page.getByLabel('Theme')]) {
      const colors = await field.evaluate((element) => {
        const { borderTopColor, backgroundColor } = getComputedStyle(element);
        return [borderTopColor, backgroundColor].map((color) => `#${color.match(/\d+/g).map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`);
      });
      expect(contrast(...colors), colors.join()).toBeGreaterThanOrEqual(3);
    }
  });
});

describe.each([1280, 768])('text of twice its size at %i px', (width) => {
  it('keeps to its panel and the page, and one label clear of the next', async () => {
    const { page } = await site.open('', { viewport: { width, height: 800 } });
    await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
    await expect.poll(() => page.locator('.app').evaluate((app) => getComputedStyle(app).fontSize)).toBe('28px');
    const tooWide = await page.locator('.panel, .settings, .toolbar').evaluateAll((boxes) => boxes
      .filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.getAttribute('part')));
    expect(tooWide).toEqual([]);
    const touching = await page.locator('.choice > :last-child').evaluateAll((labels) => {
      const boxes = labels.map((label) => {
        const range = document.createRange();
        range.selectNodeContents(label);
        return range.getBoundingClientRect();
      });
      return labels.filter((_, i) => i > 0 && boxes[i].top < boxes[i - 1].bottom && boxes[i].left < boxes[i - 1].right).map((label) => label.textContent);
    });
    expect(touching).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.getByRole('button', { name: 'Microscope', exact: true }).click();
    await page.locator('.scope').waitFor();
    const widths = await page.locator('.app > section').evaluateAll((sections) => [...new Set(sections.map((section) => section.offsetWidth))]);
    expect(widths, 'one column').toHaveLength(1);
    expect(await overflow(page)).toBe(0);
  });
});

describe('a screen reader', () => {
  it('hears the size of a table that was pasted, and not its rows', async () => {
    const { page } = await site.open();
    await page.getByRole('button', { name: 'Your data' }).click();
    await page.getByRole('textbox', { name: 'Table' }).fill('a,b,kind\n1,2,x\n3,4,y\n5,1,z');
    await expect.poll(() => page.getByRole('dialog').getByRole('status').innerText()).toBe('3 rows, 2 inputs, 3 classes');
    expect(await page.getByRole('dialog').locator('[aria-live]').count()).toBe(0);
  });

  it('hears the sentence of the microscope, but not while it changes with every frame', async () => {
    const { page } = await site.open();
    await page.getByRole('button', { name: 'Microscope', exact: true }).click();
    const live = () => page.locator('.sentence').getAttribute('aria-live');
    await expect.poll(live).toBe('polite');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await expect.poll(live).toBe('off');
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await expect.poll(live).toBe('polite');
  });

  it('hears the name of a unit and none of the numbers that change while it trains', async () => {
    const { page } = await site.open();
    expect(await page.locator('.unit[data-layer="0"]').first().getAttribute('aria-label')).toBe('Layer 1, unit 1');
  });
});

describe('the audit', () => {
  it('finds what is wrong inside the element', async () => {
    const { page } = await openWithAxe(looks[0]);
    await page.getByRole('button', { name: 'Train', exact: true }).waitFor();
    await page.evaluate(() => {
      document.querySelector('backprop-playground').shadowRoot.querySelector('.app').append(document.createElement('button'));
    });
    expect((await violations(page)).join()).toContain('button-name');
  });
});
