import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { metrics, openSite, trainUntil } from './site.js';

const allFeatures = 'features=x1,x2,x1Squared,x2Squared,x1x2,sinX1,sinX2';
let site;

beforeAll(async () => { site = await openSite(); });
afterAll(() => site.close());

describe('pressing Train at full speed', { retry: 2 }, () => {
  it.each(['circle', 'xor', 'gauss'])('learns %s with the default network to a test loss below 0.02 within 3 s', async (data) => {
    const { page, complaints, close } = await site.open(`data=${data}`);
    await trainUntil(page, ({ testLoss }) => testLoss < 0.02, 3000);
    expect((await metrics(page)).testLoss).toBeLessThan(0.02);
    expect(complaints).toEqual([]);
    await close();
  });

  it('learns the spiral with 8-8 units and all features to a test loss below 0.05 within 10 s', async () => {
    const { page, complaints, close } = await site.open(`data=spiral&${allFeatures}&layers=8-tanh,8-tanh`);
    await trainUntil(page, ({ testLoss }) => testLoss < 0.05, 10_000);
    expect(complaints).toEqual([]);
    await close();
  });

  it('tells Adelie penguins from the others in at least 95 % of the test rows', async () => {
    const { page, complaints, close } = await site.open();
    await page.getByRole('button', { name: 'Penguins', exact: true }).click();
    await page.getByText('bill length (mm)').waitFor();
    await trainUntil(page, ({ testAccuracy }) => testAccuracy >= 0.95, 10_000);
    expect(await page.evaluate(() => location.hash)).toContain('penguins');
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('a pasted table', () => {
  const rows = Array.from({ length: 60 }, (_, i) => {
    const kind = ['red', 'green', 'blue'][i % 3];
    return `${(i % 3) * 10 + (i % 7) / 3},${20 - (i % 3) * 5 + (i % 5) / 4},${kind}`;
  });
  const table = ['width (cm),height (cm),kind', ...rows, '1,,red', '3,tall,blue'].join('\n');

  it('is shown with its problems, and trains one class against the rest', async () => {
    const { page, complaints, close } = await site.open();
    await page.getByRole('button', { name: 'Your data' }).click();
    await page.getByRole('textbox', { name: 'Table' }).fill(table);
    await page.getByText('Row 62').waitFor();
    await page.getByText('Row 63').waitFor();
    await page.getByLabel('What to learn').selectOption('green or not');
    await page.getByLabel('Leave out the 2 rows').check();
    await page.getByRole('button', { name: 'Use these 60 rows' }).click();
    await page.getByText('not green').waitFor();
    await trainUntil(page, ({ testAccuracy }) => testAccuracy >= 0.95, 10_000);
    expect(complaints).toEqual([]);
    await close();
  });

  it('of three classes trains all at once', async () => {
    const { page, complaints, close } = await site.open('optimizer=adam');
    await page.getByRole('button', { name: 'Your data' }).click();
    await page.getByRole('textbox', { name: 'Table' }).fill(table);
    await page.getByLabel('Leave out the 2 rows').check();
    await page.getByRole('button', { name: 'Use these 60 rows' }).click();
    await expect.poll(() => page.locator('.key').textContent()).toMatch(/blue\s*green\s*red/);
    await trainUntil(page, ({ testAccuracy }) => testAccuracy >= 0.95, 10_000);
    expect(complaints).toEqual([]);
    await close();
  });

  it('that can not be used is explained, and nothing changes', async () => {
    const { page, close } = await site.open();
    await page.getByRole('button', { name: 'Your data' }).click();
    await page.getByRole('textbox', { name: 'Table' }).fill('a,b\nc,d');
    await page.getByText('a column of numbers and one with the answer are needed').waitFor();
    expect(await page.getByRole('button', { name: 'Use this table' }).isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('button', { name: 'Circle' }).getAttribute('aria-pressed')).toBe('true');
    await close();
  });
});
