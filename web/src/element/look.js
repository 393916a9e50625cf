/**
 * What is shown of data that has no plane: of one column a curve, of three or more how the examples fare. Loaded with the first
 * such data; without signals, as own-data.js.
 */

import { CasesLook } from './look-cases.js';
import { CurveLook } from './look-curve.js';

/**
 * @typedef {import('./types.js').Frame} Frame
 * @typedef {import('./types.js').UnitRef} UnitRef
 *
 * What a look is told.
 * @typedef {object} Subject
 * @property {import('./types.js').Config} config
 * @property {import('./types.js').Network} network
 * @property {import('./types.js').Examples} examples   of other than two columns
 *
 * One way to look at a network: asked for `points`, the engine answers with the frame's `maps`, (units, N).
 * @typedef {object} Look
 * @property {Float32Array} points                              (N, d) what every unit is asked about
 * @property {(surface: Surface, frame: Frame, scene: import('./painter.js').Scene) => void} paint
 * @property {(frame: Frame, scene: import('./painter.js').Scene) => import('../views/network.js').DrawUnit} unitPainter
 * @property {(app: import('./app.js').App) => string} summary  in words, for those who can't see it
 * @property {(app: import('./app.js').App, summary: string) => unknown} panel   the template in place of the map
 *
 * @typedef {NonNullable<ReturnType<typeof import('./painter.js').surfaceOf>>} Surface
 */

/** @param {Subject} subject @returns {Look} */
export function lookAt(subject) {
  return subject.examples.dimensions === 1 ? new CurveLook(subject) : new CasesLook(subject);
}
