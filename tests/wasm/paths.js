// A second way to the numbers of backpropagation, for the tests: no δ, but every path from a weight to every output written out
// and added up. Shares no code with anything.

const geluScale = Math.sqrt(2 / Math.PI);
const sigmoid = (z) => 1 / (1 + Math.exp(-z));

/** φ and φ' of a net input. */
const functions = {
  sigmoid: [sigmoid, (z) => sigmoid(z) * (1 - sigmoid(z))],
  tanh: [Math.tanh, (z) => 1 / Math.cosh(z) ** 2],
  relu: [(z) => Math.max(0, z), (z) => (z > 0 ? 1 : 0)],
  leakyRelu: [(z) => (z > 0 ? z : z / 100), (z) => (z > 0 ? 1 : 0.01)],
  elu: [(z) => (z > 0 ? z : Math.expm1(z)), (z) => (z > 0 ? 1 : Math.exp(z))],
  softplus: [(z) => Math.log1p(Math.exp(z)), sigmoid],
  silu: [(z) => z * sigmoid(z), (z) => sigmoid(z) + z * sigmoid(z) * sigmoid(-z)],
  gelu: [
    (z) => 0.5 * z * (1 + Math.tanh(geluScale * (z + 0.044715 * z ** 3))),
    (z) => 0.5 * (1 + Math.tanh(geluScale * (z + 0.044715 * z ** 3)))
      + 0.5 * z * geluScale * (1 + 0.134145 * z * z) / Math.cosh(geluScale * (z + 0.044715 * z ** 3)) ** 2,
  ],
  sin: [Math.sin, Math.cos],
  linear: [(z) => z, () => 1],
};

/** E and ∂E/∂o of one output. */
const losses = {
  halfSquaredError: [(o, t) => (o - t) ** 2 / 2, (o, t) => o - t],
  huber: [
    (o, t) => (Math.abs(o - t) <= 1 ? (o - t) ** 2 / 2 : Math.abs(o - t) - 0.5),
    (o, t) => (Math.abs(o - t) <= 1 ? o - t : Math.sign(o - t)),
  ],
  binaryCrossEntropy: [(o, t) => -t * Math.log(o) - (1 - t) * Math.log1p(-o), (o, t) => (1 - t) / (1 - o) - t / o],
  softmaxCrossEntropy: [(o, t) => -t * Math.log(o), (o, t) => -t / o],
};

const sum = (terms) => terms.reduce((total, term) => total + term, 0);

/**
 * @param {{ activation: string, weights: number[][], biases: number[] }[]} layers  weights[to][from]
 * @param {string} loss
 * @param {number[]} input
 * @param {number[]} target
 * Each number is a list of terms to add up: the size of the terms says what rounding may do to the sum.
 */
export function byPaths(layers, loss, input, target) {
  const nets = [];
  const outputs = [input];
  for (const { activation, weights, biases } of layers) {
    const before = outputs.at(-1);
    const net = weights.map((row, j) => sum(row.map((w, i) => w * before[i])) + biases[j]);
    nets.push(net);
    outputs.push(activation === 'softmax'
      ? net.map((z) => 1 / sum(net.map((other) => Math.exp(other - z))))
      : net.map(functions[activation][0]));
  }
  const result = outputs.at(-1);
  const [value, towardsOutput] = losses[loss];
  const slope = (l, j) => layers[l].activation === 'softmax'
    ? outputs[l + 1][j] * (1 - outputs[l + 1][j])
    : functions[layers[l].activation][1](nets[l][j]);

  /** One term for every path from the output of unit j of layer l to an output: ∂E/∂o_j. */
  const fromOutput = (l, j) => l === layers.length - 1
    ? [towardsOutput(result[j], target[j])]
    : layers[l + 1].weights.flatMap((row, next) => fromNet(l + 1, next).map((path) => row[j] * path));

  /** The same from its net input, ∂E/∂net_j. Of softmax every output depends on it. */
  const fromNet = (l, j) => layers[l].activation === 'softmax'
    ? result.map((o, m) => towardsOutput(o, target[m]) * o * ((m === j ? 1 : 0) - result[j]))
    : fromOutput(l, j).map((path) => path * slope(l, j));

  return {
    loss: result.map((o, j) => value(o, target[j])),
    layers: layers.map(({ weights }, l) => ({
      net: nets[l].map((z) => [z]),
      output: outputs[l + 1].map((o) => [o]),
      slope: weights.map((_, j) => [slope(l, j)]),
      errorSignal: weights.map((_, j) => fromOutput(l, j)),
      delta: weights.map((_, j) => fromNet(l, j)),
      weightGradient: weights.flatMap((row, j) => row.map((_, i) => fromNet(l, j).map((path) => path * outputs[l][i]))),
      biasGradient: weights.map((_, j) => fromNet(l, j)),
    })),
  };
}

export { sum };

/** A stream of numbers in [0, 1), from a seed (mulberry32). */
export function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
