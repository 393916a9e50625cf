import { tex } from './tex.js';

/**
 * How each optimizer makes a step of a gradient g, with PyTorch's meaning of every parameter: first what it remembers, then the parameter.
 * @typedef {import('./formulas.js').Part} Part
 * @typedef {{ weight: Part, gradient: Part, rate: Part, before: Record<string, Part>, after: Record<string, Part>,
 *   options: Record<string, Part>, step: Part }} Step
 * @typedef {import('lit').TemplateResult<3>} Formula
 */

/** @type {Record<string, (of: Step) => Formula>} */
const remembering = {
  velocity: ({ before, gradient, options }) => tex`${options.momentum} \cdot ${before.velocity} + ${gradient}`,
  mean: ({ before, gradient, options }) => tex`${options.beta1} \cdot ${before.mean} + (1 - ${options.beta1}) \cdot ${gradient}`,
  squares: ({ before, gradient, options }) => tex`${options.beta2} \cdot ${before.squares} + (1 - ${options.beta2}) \cdot ${gradient}^2`,
};

const rooted = (/** @type {Step} */ { weight, gradient, rate, after, options }) =>
  tex`${weight} - ${rate}\,\frac{${gradient}}{\sqrt{${after.squares}} + ${options.eps}}`;

const corrected = (/** @type {Step} */ { after, options, step }) =>
  tex`\frac{${after.mean} / (1 - ${options.beta1}^{${step}})}{\sqrt{${after.squares} / (1 - ${options.beta2}^{${step}})} + ${options.eps}}`;

/** @type {Record<string, { terms: Record<string, (of: Step) => Formula>, weight: (of: Step) => Formula }>} */
export const optimizers = {
  sgd: {
    terms: {},
    weight: ({ weight, gradient, rate }) => tex`${weight} - ${rate} \cdot ${gradient}`,
  },
  momentum: {
    terms: { velocity: /** @type {any} */ (remembering.velocity) },
    weight: ({ weight, rate, after }) => tex`${weight} - ${rate} \cdot ${after.velocity}`,
  },
  nesterov: {
    terms: { velocity: /** @type {any} */ (remembering.velocity) },
    weight: ({ weight, gradient, rate, after, options }) =>
      tex`${weight} - ${rate} \cdot (${gradient} + ${options.momentum} \cdot ${after.velocity})`,
  },
  adagrad: {
    terms: { squares: ({ before, gradient }) => tex`${before.squares} + ${gradient}^2` },
    weight: rooted,
  },
  rmsprop: {
    terms: {
      squares: ({ before, gradient, options }) => tex`${options.alpha} \cdot ${before.squares} + (1 - ${options.alpha}) \cdot ${gradient}^2`,
    },
    weight: rooted,
  },
  adam: {
    terms: { mean: /** @type {any} */ (remembering.mean), squares: /** @type {any} */ (remembering.squares) },
    weight: (step) => tex`${step.weight} - ${step.rate} \cdot ${corrected(step)}`,
  },
  adamw: {
    terms: { mean: /** @type {any} */ (remembering.mean), squares: /** @type {any} */ (remembering.squares) },
    weight: (step) => tex`(1 - ${step.rate} \cdot ${step.options.weightDecay}) \cdot ${step.weight} - ${step.rate} \cdot ${corrected(step)}`,
  },
};

/** g, as the optimizer gets it: shortened by the clipping, with what L2 adds. */
export const gradientOf = {
  clipped: (/** @type {Record<string, Part>} */ { factor, gradient }) => tex`${factor} \cdot ${gradient}`,
  withPenalty: (/** @type {Record<string, Part>} */ { gradient, strength, weight }) => tex`${gradient} + ${strength} \cdot ${weight}`,
};

/** L1 after the step: a weight moves towards 0 and stops there. */
export const shrunk = (/** @type {Record<string, Part>} */ { moved, rate, strength }) =>
  tex`\operatorname{shrink}(${moved},\ ${rate} \cdot ${strength})`;
