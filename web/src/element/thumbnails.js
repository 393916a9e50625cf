import { signal } from '@preact/signals-core';

import { themes } from '../views/colors.js';
import { drawThumbnail } from '../views/thumbnail.js';
import { domainOf as domainOfPoints } from '../views/domain.js';
import { domainOf } from './scene.js';
import { surfaceOf } from './painter.js';

/**
 * @typedef {import('./types.js').Engine} Engine
 * @typedef {import('./types.js').Catalog} Catalog
 * @typedef {import('./types.js').Examples} Examples
 * @typedef {import('./types.js').Domain} Domain
 * @typedef {{ points: Pick<Examples, 'inputs' | 'labels' | 'targets'>, domain: Domain }} Miniature
 */

const examplesShown = 240;
/** What could not be had is not asked for with every rendering (ms). */
const retryAfter = 10_000;

/** What someone types has no picture beforehand: a symbol stands for it. @param {string} generator */
export const isTyped = (generator) => generator === 'formula';

/**
 * Small pictures of the data sets, from the engine's own generators. They are drawn once there is a place for them.
 * @param {Engine} engine
 * @param {Catalog} catalog
 */
export function createThumbnails(engine, catalog) {
  const miniatures = signal(/** @type {Record<string, Miniature>} */ ({}));
  let isAsked = false;

  /** @param {string} generator */
  const load = async (generator) => {
    const { data: _data, output: _output, ...rest } = catalog.defaults;
    const data = { generator, examples: examplesShown, noise: 0, trainFraction: 0.5 };
    const session = await engine.createSession(/** @type {import('./types.js').Config} */ ({ ...rest, data }));
    const examples = await session.data();
    await session.dispose();
    const points = inPlane(examples);
    const flat = points === examples;
    const domain = flat ? domainOf(/** @type {import('./types.js').Config} */ ({ data }), points) : domainOfPoints(points.inputs);
    miniatures.value = { ...miniatures.value, [generator]: { points, domain } };
  };

  return {
    miniatures,
    /** Once, when there is a place for them; again after a while if it failed: without pictures the names remain. */
    async load() {
      if (isAsked) return;
      isAsked = true;
      try {
        for (const { name } of catalog.generators) if (!isTyped(name) && !miniatures.value[name]) await load(name);
        miniatures.value = { ...miniatures.value, ...(await import('./table-miniatures.js')).tableMiniatures };
      } catch {
        setTimeout(() => { isAsked = false; }, retryAfter);
      }
    },
  };
}

/** Data of one column is shown as the answers over it. @param {Examples} examples @returns {Examples} */
function inPlane(examples) {
  if (examples.dimensions === 2) return examples;
  const { inputs, targets } = examples;
  return { ...examples, inputs: Float32Array.from({ length: 2 * inputs.length }, (_, i) => (i % 2 ? targets : inputs)[i >> 1] ?? 0) };
}

/** What a canvas shows: painted again with every rendering they would take most of its time. @type {WeakMap<HTMLCanvasElement, unknown[]>} */
const shown = new WeakMap();

/** @param {ShadowRoot} root @param {Record<string, Miniature>} miniatures @param {'light' | 'dark'} theme */
export function paintThumbnails(root, miniatures, theme) {
  for (const canvas of /** @type {NodeListOf<HTMLCanvasElement>} */ (root.querySelectorAll('canvas.thumbnail'))) {
    const miniature = miniatures[canvas.dataset.name ?? ''];
    const surface = miniature && surfaceOf(canvas);
    if (!surface) continue;
    const { context, width, height, scale } = surface;
    const look = [miniature, theme, width, height, scale];
    if (shown.get(canvas)?.every((part, index) => part === look[index])) continue;
    shown.set(canvas, look);
    drawThumbnail(context, { width, height, scale, theme: themes[theme], ...miniature });
  }
}
