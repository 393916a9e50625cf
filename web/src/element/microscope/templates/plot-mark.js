import { html, nothing } from 'lit';

import { plotLayout } from '../../painter.js';
import { place } from '../../place.js';
import { isBatch } from '../study.js';

/**
 * Over the big map: a ring around what goes through the network; a click chooses the nearest example.
 * @typedef {import('../microscope.js').Microscope} Microscope
 */

/** @param {Microscope} scope */
export function plotMark(scope) {
  const study = /** @type {import('../study.js').Study} */ (scope.study);
  const axes = axesOf(scope);
  if (!axes) return nothing;
  const { of } = study.record;
  const points = isBatch(of) ? of.examples.map((example) => study.typed({ example }).input) : [study.typed(of).input];
  return html`<div class="plot-picker" title="Click a point to send it through the network" @click=${onPick(scope)}>
    ${points.map(([x = 0, y = 0]) => html`<i class="ring" ${place({ left: axes.toX(x), top: axes.toY(y) })}></i>`)}
  </div>`;
}

/** @param {Microscope} scope */
function axesOf({ plot, config, app }) {
  const examples = app.trainer.examples.value;
  return examples && plot.width > 0 ? plotLayout(plot, { config, examples }) : null;
}

/** @param {Microscope} scope */
const onPick = (scope) => (/** @type {MouseEvent} */ event) => {
  const axes = axesOf(scope);
  const examples = scope.app.trainer.examples.value;
  if (!axes || !examples) return;
  const { inputs, dimensions } = examples;
  let nearest = -1;
  let least = 24 ** 2;
  for (let example = 0; example * dimensions < inputs.length; ++example) {
    const dx = axes.toX(inputs[example * dimensions] ?? 0) - event.offsetX;
    const dy = axes.toY(inputs[example * dimensions + 1] ?? 0) - event.offsetY;
    if (dx * dx + dy * dy < least) [nearest, least] = [example, dx * dx + dy * dy];
  }
  if (nearest >= 0) scope.choose({ example: nearest });
};
