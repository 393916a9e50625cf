import { html } from 'lit';

import { themes } from '../../views/colors.js';
import { classColor, markerPath } from '../../views/points.js';
import { classNames } from '../scene.js';

/** Which marker means what. @param {import('../types.js').Config} config @param {import('../types.js').Examples} examples */
export function classKey(config, examples) {
  return classNames(config, examples).map((name, label) => html`<span>${marker(label)}${name}</span>`);
}

export function splitKey() {
  return html`<span class="splits"><i class="dot filled"></i>train <i class="dot"></i>test</span>`;
}

/** Of a class, as the plot draws it. @param {number} label */
function marker(label) {
  const fill = `light-dark(${classColor(themes.light, label)}, ${classColor(themes.dark, label)})`;
  return html`<svg class="marker" viewBox="-1.5 -1.5 3 3" aria-hidden="true"><path d=${markerPath(label)} fill=${fill}></path></svg>`;
}
