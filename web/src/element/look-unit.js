/** One unit's numbers in a frame of a look, and how far its axis goes. */

import { unitIndex, unitRange } from './scene.js';

/**
 * @typedef {import('./types.js').Frame} Frame
 * @typedef {import('./types.js').Network} Network
 * @typedef {import('./types.js').UnitRef} UnitRef
 */

/** @param {Frame} frame @param {Network} network @param {UnitRef} ref @param {number} count @returns {Float32Array} (count) */
export function valuesOf(frame, network, ref, count) {
  const first = unitIndex(network, ref) * count;
  return frame.maps.subarray(first, first + count);
}

/**
 * What bounds the unit, or else its values about 0, and never less than ±1: a silent unit looks silent.
 * @param {import('./look.js').Subject} subject @param {UnitRef} ref @param {Float32Array} values @returns {[number, number]}
 */
export function smallRange({ network, examples }, ref, values) {
  const [low, high] = unitRange(network, ref, examples, values);
  return low === 0 ? [low, high] : [Math.min(low, -1), Math.max(high, 1)];
}

/** Whether the unit is looked at from outside: as what the network says. @param {Network} network @param {UnitRef} ref */
export const isInside = (network, { layer }) => layer < network.layers.length - 1;
