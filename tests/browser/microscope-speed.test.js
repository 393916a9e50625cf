// What an update of the whole microscope of 6 × 8 units costs the main thread, the rest of the page left out: script, style, layout, painting
// and drawing of the canvases together, in processor time, so that what else a machine does meanwhile counts little. The goal on a quiet
// machine is 16 ms in the middle; the bound leaves room for a slow or a loaded one, which takes twice as long for the same work.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { openSite } from './site.js';

const updates = 60;
const warmUps = 6;
const goal = 16;
const bound = 2 * goal;
const layers = new Array(6).fill('8-tanh').join(',');

let site;
beforeAll(async () => { site = await openSite(); });
afterEach(() => site.closePages());
afterAll(() => site.close());

/** Presses what matches in the element, without the pointer that would be moved there. */
const press = (selector) => (page) => page.evaluate((css) => document.querySelector('backprop-playground').shadowRoot.querySelector(css).click(), selector);

/** Types into the first field that matches. */
const type = (selector) => (page, n) => page.evaluate(([css, value]) => {
  const field = document.querySelector('backprop-playground').shadowRoot.querySelector(css);
  field.value = String(value);
  field.dispatchEvent(new Event('change', { bubbles: true }));
}, [selector, n / 100]);

const grain = (name, start) => async (page) => {
  if (start) await page.getByRole('button', { name: start, exact: true }).click();
  await page.getByLabel('Grain').selectOption(name);
};
const round = ['ArrowLeft', 'ArrowDown', 'ArrowRight', 'ArrowUp'];   // stays among the hidden units, which have the longest formulas
const next = press('.transport .primary');
const back = press('.transport .button');

/** settles: ms until all of an update has come to the screen, the new map of the output too */
const kinds = {
  'a unit forward': { before: grain('unit by unit', 'Inputs'), update: next },
  'a unit back': { before: grain('unit by unit'), update: back },
  'a layer forward': { before: grain('layer by layer', 'Inputs'), update: next },
  'an example': { before: grain('example by example'), update: next, settles: 60 },
  'a mini-batch': { before: grain('batch by batch'), update: next, settles: 60 },
  'an epoch': { before: grain('epoch by epoch'), update: next, settles: 120 },
  'another unit, by arrow keys': {
    before: async (page) => {
      await page.locator('.scope-unit[tabindex="0"]').focus();
      for (let column = 0; column < 3; ++column) await page.keyboard.press('ArrowLeft');
    },
    update: (page, n) => page.keyboard.press(round[n % round.length]),
  },
  'another example, by arrow keys': {
    before: (page) => page.getByRole('spinbutton', { name: 'Example' }).focus(), update: (page) => page.keyboard.press('ArrowUp'),
  },
  'the other notation': { update: press('.scope-options input') },
  'an input typed': { update: type('.typed input') },
  'a weight typed': { update: type('.incoming input'), settles: 60 },
};

async function open() {
  const { page, complaints } = await site.open(`data=spiral&layers=${layers}`);
  await page.getByRole('button', { name: 'Microscope', exact: true }).click();
  await page.locator('.scope-stage').waitFor();
  await page.locator('backprop-playground').evaluate((element) => { element.controls = 'toolbar microscope'; });   // map and curve are no part of it
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  /** Processor time of the page's main thread so far (ms). */
  const worked = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * metrics.find(({ name }) => name === 'TaskDuration').value;
  };
  return { page, complaints, worked };
}

/** Sorted. @param {number} count @param {(n: number) => Promise<number>} measure */
async function measured(count, measure) {
  const found = [];
  for (let n = 0; n < warmUps + count; ++n) {
    const duration = await measure(n);
    if (n >= warmUps) found.push(duration);
  }
  return found.sort((a, b) => a - b);
}

const share = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];

/** Prints it, and holds the middle to the bound. */
function judge(name, sorted) {
  const [best, median, high] = [0, 0.5, 0.95].map((part) => share(sorted, part));
  console.log(`${name}: ${best.toFixed(1)} ms at best, ${median.toFixed(1)} in the middle, 19 of 20 below ${high.toFixed(1)}`);
  expect(median, name).toBeLessThan(bound);
}

describe('an update of the microscope of six layers of eight', () => {
  it.each(Object.keys(kinds))(`takes the main thread less than ${bound} ms in the middle: %s`, async (name) => {
    const { before, update, settles = 40 } = kinds[name];
    const { page, complaints, worked } = await open();
    await before?.(page);
    await page.waitForTimeout(200);
    judge(name, await measured(updates, async (n) => {
      const start = await worked();
      await update(page, n);
      await page.waitForTimeout(settles);
      return await worked() - start;
    }));
    expect(complaints).toEqual([]);
  });

  it(`takes the main thread less than ${bound} ms a picture while it follows a training`, async () => {
    const { page, complaints, worked } = await open();
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.waitForTimeout(500);
    const pictures = 6;
    judge('a picture while training', await measured(updates, async () => {
      const start = await worked();
      await page.evaluate((count) => new Promise((resolve) => {
        let seen = 0;
        const onFrame = () => (++seen > count ? resolve() : requestAnimationFrame(onFrame));
        requestAnimationFrame(onFrame);
      }), pictures);
      return (await worked() - start) / pictures;
    }));
    expect(complaints).toEqual([]);
  });
});
