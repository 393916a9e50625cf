import { thawed } from '../config-edits.js';

/**
 * Networks that show how gradients flow. Each is one edit of the config, which undo takes back.
 * @typedef {import('../types.js').Config} Config
 */

const depth = 6;
const units = 8;

export const presets = Object.freeze([
  { name: 'Sigmoid, 6 layers', activation: 'sigmoid', initializer: 'glorotUniform' },
  { name: 'ReLU + He', activation: 'relu', initializer: 'heNormal' },
  { name: 'Tanh + Glorot', activation: 'tanh', initializer: 'glorotUniform' },
]);

/** @param {Config} config @param {{ activation: string, initializer: string }} preset @returns {Config} */
export function withPreset(config, { activation, initializer }) {
  return {
    ...thawed(config),
    layers: Array.from({ length: depth }, () => ({ units, activation })),
    initializer: { name: initializer },
  };
}

/** @param {Config} config @param {{ activation: string, initializer: string }} preset */
export function isPreset(config, preset) {
  const wanted = withPreset(config, preset);
  return JSON.stringify([config.layers, config.initializer]) === JSON.stringify([wanted.layers, wanted.initializer]);
}
