/**
 * M. Mazur's step by step backpropagation example (2015): two inputs, two hidden units and two outputs, all sigmoid, half squared error. Its
 * biases are one number for a layer and stay as they are. Data are two rows at least: the second is the first one mirrored.
 */
const input = [0.05, 0.1];
const target = [0.01, 0.99];
const layers = [
  { weights: [0.15, 0.2, 0.25, 0.3], biases: [0.35, 0.35] },
  { weights: [0.4, 0.45, 0.5, 0.55], biases: [0.6, 0.6] },
];
/** Where the biases lie in the flat array. */
const frozen = [4, 5, 10, 11];

/** Opens it in the playground; undo brings back what was there. @param {import('./microscope.js').Microscope} scope */
export async function openWorkedExample(scope) {
  const { app } = scope;
  scope.stop();
  const { output: _output, loss: _loss, ...rest } = app.catalog.defaults;
  const before = app.trainer.generation;
  await app.edit({
    ...rest,
    data: { inputs: [input, input.toReversed()], targets: [target, target.toReversed()], trainFraction: 1 },
    layers: [{ units: 2, activation: 'sigmoid' }],
    output: { activation: 'sigmoid' },
    loss: 'halfSquaredError',
    optimizer: { name: 'sgd', learningRate: 0.5 },
    batchSize: 1,
    frozen,
  });
  if (app.trainer.generation === before) return;   // refused, and the page says why
  await scope.look();
  await scope.setParameters(layers.flatMap(({ weights, biases }) => [...weights, ...biases]), { input, target });
}
