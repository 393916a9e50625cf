import { tex } from './tex.js';

/**
 * Every formula of the microscope, in one place: by activation, loss, optimizer, kind of layer and notation. The holes take symbols or
 * numbers, so one formula serves for both lines. Letters: unit i feeds unit j, j feeds l, l feeds m; n counts the examples of a batch.
 *
 * @typedef {unknown} Part  a template, a symbol or a number
 * @typedef {import('lit').TemplateResult<3>} Formula
 * @typedef {{ value: (of: { net: Part, all: Part }) => Formula, slope?: (of: { net: Part, output: Part }) => Formula }} ActivationFormulas
 */

const sigmoid = (/** @type {Part} */ net) => tex`\frac{1}{1 + e^{-${net}}}`;

/** o = φ(net) and φ'(net). `all` is the sum of e^net over the layer, for softmax, which has no slope of one unit. @type {Record<string, ActivationFormulas>} */
export const activations = {
  sigmoid: {
    value: ({ net }) => sigmoid(net),
    slope: ({ output }) => tex`${output}\,(1 - ${output})`,
  },
  tanh: {
    value: ({ net }) => tex`\tanh(${net})`,
    slope: ({ output }) => tex`1 - ${output}^2`,
  },
  relu: {
    value: ({ net }) => tex`\max(0, ${net})`,
    slope: ({ net }) => tex`\begin{cases} 1 & \text{where } ${net} > 0 \\ 0 & \text{elsewhere} \end{cases}`,
  },
  leakyRelu: {
    value: ({ net }) => tex`\begin{cases} ${net} & \text{where } ${net} > 0 \\ 0.01 \cdot ${net} & \text{elsewhere} \end{cases}`,
    slope: ({ net }) => tex`\begin{cases} 1 & \text{where } ${net} > 0 \\ 0.01 & \text{elsewhere} \end{cases}`,
  },
  elu: {
    value: ({ net }) => tex`\begin{cases} ${net} & \text{where } ${net} > 0 \\ e^{${net}} - 1 & \text{elsewhere} \end{cases}`,
    slope: ({ net, output }) => tex`\begin{cases} 1 & \text{where } ${net} > 0 \\ ${output} + 1 & \text{elsewhere} \end{cases}`,
  },
  softplus: {
    value: ({ net }) => tex`\log(1 + e^{${net}})`,
    slope: ({ net }) => sigmoid(net),
  },
  silu: {
    value: ({ net }) => tex`${net} \cdot ${sigmoid(net)}`,
    slope: ({ net, output }) => tex`${sigmoid(net)} + ${output} \cdot \left(1 - ${sigmoid(net)}\right)`,
  },
  gelu: {
    value: ({ net }) => tex`\tfrac{1}{2}\,${net}\,(1 + \tanh(${geluInside(net)}))`,
    slope: ({ net }) => tex`\tfrac{1}{2}\,(1 + \tanh(${geluInside(net)}))
      + \tfrac{1}{2}\,${net}\,(1 - (\tanh(${geluInside(net)}))^2)\,\sqrt{\tfrac{2}{\pi}}\,(1 + 0.134145 \cdot ${net}^2)`,
  },
  sin: {
    value: ({ net }) => tex`\sin(${net})`,
    slope: ({ net }) => tex`\cos(${net})`,
  },
  linear: {
    value: ({ net }) => tex`${net}`,
    slope: () => tex`1`,
  },
  softmax: {
    value: ({ net, all }) => tex`\frac{e^{${net}}}{${all}}`,
  },
};

/** Of an activation that has no entry. @type {Required<ActivationFormulas>} */
export const otherActivation = {
  value: ({ net }) => tex`\varphi(${net})`,
  slope: ({ net }) => tex`\varphi'(${net})`,
};

/** The tanh form of GELU. @param {Part} net */
function geluInside(net) {
  return tex`\sqrt{\tfrac{2}{\pi}}\,(${net} + 0.044715 \cdot ${net}^3)`;
}

/**
 * Of one output and its target: what it adds to E, ∂E/∂o, and the same as it comes out of the derivation, with the minus of t − o. Where
 * the loss is made for its activation, the product of ∂E/∂o and φ' shortens to `delta`.
 * @typedef {{ output: Part, target: Part }} Ends
 * @type {Record<string, { term: (of: Ends) => Formula, signal: (of: Ends) => Formula, expanded: (of: Ends) => Formula,
 *   delta?: (of: Ends) => Formula }>}
 */
export const losses = {
  halfSquaredError: {
    term: ({ output, target }) => tex`\tfrac{1}{2}\,(${target} - ${output})^2`,
    signal: ({ output, target }) => tex`${output} - ${target}`,
    expanded: ({ output, target }) => tex`-(${target} - ${output})`,
  },
  huber: {
    term: ({ output, target }) => tex`h(${output} - ${target})`,
    signal: ({ output, target }) => tex`\max(-1, \min(1, ${output} - ${target}))`,
    expanded: ({ output, target }) => tex`-\max(-1, \min(1, ${target} - ${output}))`,
  },
  binaryCrossEntropy: {
    term: ({ output, target }) => tex`-(${target} \cdot \log(${output}) + (1 - ${target}) \cdot \log(1 - ${output}))`,
    signal: ({ output, target }) => tex`\frac{${output} - ${target}}{${output}\,(1 - ${output})}`,
    expanded: ({ output, target }) => tex`-\frac{${target} - ${output}}{${output}\,(1 - ${output})}`,
    delta: ({ output, target }) => tex`${output} - ${target}`,
  },
  softmaxCrossEntropy: {
    term: ({ output, target }) => tex`-${target} \cdot \log(${output})`,
    signal: ({ output, target }) => tex`-\frac{${target}}{${output}}`,
    expanded: ({ output, target }) => tex`-\frac{${target}}{${output}}`,
    delta: ({ output, target }) => tex`${output} - ${target}`,
  },
};

/** Of a loss that has no entry. @type {typeof losses[string]} */
export const otherLoss = {
  term: ({ output, target }) => tex`E(${output}, ${target})`,
  signal: ({ output, target }) => tex`E'(${output}, ${target})`,
  expanded: ({ output, target }) => tex`E'(${output}, ${target})`,
};

/** What h means in Huber's loss. */
export const huberRule = () => tex`h(d) = \begin{cases} \tfrac{1}{2}\,d^2 & \text{where } |d| \le 1 \\ |d| - \tfrac{1}{2} & \text{elsewhere} \end{cases}`;

/** The rules of backpropagation; a sum stands for its terms. @typedef {Record<string, Part>} Parts */
export const rules = {
  net: (/** @type {Parts} */ { sum, bias }) => tex`${sum} + ${bias}`,
  sumOverSources: (/** @type {Parts} */ { weight, output }) => tex`\sum_i ${weight}\,${output}`,
  sumOverFed: (/** @type {Parts} */ { weight, delta }) => tex`\sum_l ${weight}\,${delta}`,
  sumOverDeeper: (/** @type {Parts} */ { weight, delta }) => tex`\sum_m ${weight}\,${delta}`,
  sumOfExponentials: (/** @type {Parts} */ { net }) => tex`\sum_k e^{${net}}`,
  exponential: (/** @type {Parts} */ { net }) => tex`e^{${net}}`,
  /** One layer before the outputs, every δ written out. */
  sumOverOutputs: (/** @type {Parts} */ { signal, slope, weight }) => tex`\sum_l ${signal} \cdot ${slope} \cdot ${weight}`,
  sumOverShortOutputs: (/** @type {Parts} */ { delta, weight }) => tex`\sum_l (${delta}) \cdot ${weight}`,
  /** Deeper: the recursion spelled out one level. */
  sumOfSums: (/** @type {Parts} */ { inner, slope, weight }) => tex`\sum_l \left(${inner}\right) ${slope} \cdot ${weight}`,
  /** Of softmax, where every output depends on every net input. */
  sumOverSoftmax: (/** @type {Parts} */ { net }) => tex`\sum_k \frac{\partial E}{\partial o_k} \cdot \frac{\partial o_k}{\partial ${net}}`,
  product: (/** @type {Parts} */ { left, right }) => tex`${left} \cdot ${right}`,
  grouped: (/** @type {Parts} */ { sum }) => tex`\left(${sum}\right)`,
  sumOverOutputLosses: (/** @type {Parts} */ { term }) => tex`\sum_j ${term}`,
  mean: (/** @type {Parts} */ { term, count }) => tex`\frac{1}{${count}} \sum_n ${term}`,
  meanOf: (/** @type {Parts} */ { sum, count }) => tex`\frac{${sum}}{${count}}`,
  equation: (/** @type {Parts} */ { left, right }) => tex`${left} = ${right}`,
  becomes: (/** @type {Parts} */ { left, right }) => tex`${left} \leftarrow ${right}`,
  derivative: (/** @type {Parts} */ { by }) => tex`\frac{\partial E}{\partial ${by}}`,
};
