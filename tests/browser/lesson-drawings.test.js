// The drawings of the lessons on a phone: nothing that they say is cut, or stands on something else.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { lessonNames } from '../../web/plugins/lessons/index.js';
import { openLessons, reach } from './lesson-page.js';

let lessons;
let open;
beforeAll(async () => {
  lessons = await openLessons();
  ({ open } = lessons);
});
afterEach(() => lessons.closePages());
afterAll(() => lessons.close());

/** Labels of a drawing that touch each other, a unit or the edge; in the page. */
function touching(drawing) {
  const { width, height } = drawing.viewBox.baseVal;
  const boxOf = (element) => ({ text: element.textContent, ...Object.fromEntries(['x', 'y', 'width', 'height'].map((key) => [key, element.getBBox()[key]])) });
  const labels = [...drawing.querySelectorAll('.labels text')].map(boxOf);
  const circles = [...drawing.querySelectorAll('circle')].map(boxOf);
  const meet = (a, b) => Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > 0
    && Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > 4;   // of a line's height, where no letter stands
  const isCut = ({ x, width: own, y, height: tall }) => x < 0 || y < -2 || x + own > width || y + tall > height;
  return labels.flatMap((label, i) => [
    ...[...labels.slice(i + 1), ...circles].filter((other) => meet(label, other)).map((other) => `${label.text} / ${other.text}`),
    ...(isCut(label) ? [`${label.text} is cut`] : []),
  ]);
}

describe('the drawings', () => {
  it.each(lessonNames())('of %s keep their labels apart', async (name) => {
    const { page } = await open(`${name}.html`, { width: 360 });
    for (const drawing of await page.locator('.diagram').all()) expect(await drawing.evaluate(touching)).toEqual([]);
  });

  it('do so with the long numbers of a network that has learned, and none of its fields cuts one', async () => {
    const { page } = await open('backpropagation.html#step-7', { width: 360 });
    await reach(page, 'two-two-two');
    await page.locator('#question-11').getByText('Show me').click();   // lifts the veil of δ₃
    await page.locator('#update').getByRole('button', { name: '10,000 steps' }).click();
    await expect.poll(() => page.locator('#update .readouts [data-quantity="loss"]').textContent()).toMatch(/× 10⁻⁵$/);
    for (const name of ['two-two-two', 'with-deltas', 'update']) expect(await page.locator(`#${name} .diagram`).evaluate(touching), name).toEqual([]);
    for (const knob of await page.locator('#with-deltas input').all()) {
      expect(await knob.evaluate((field) => field.scrollWidth - field.clientWidth)).toBeLessThanOrEqual(0);
    }
  });
});
