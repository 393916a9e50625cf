// What the first part of the module is to hold, for split.mjs: the commands of web/src/engine/first-part.js, on networks of the names
// that are listed there. What only other commands run, or other blocks, a table, or a refusal, comes later.
import { firstBatchSize, firstNames } from '../web/src/engine/first-part.js';

/** @param {any} wasm  the functions of bindings.cpp */
export function firstVisit(wasm) {
  for (const config of configs(wasm.catalog())) visit(wasm, valueOf(wasm.complete(config)));
  for (const layers of [[], [{ units: 8, activation: 'linear' }]]) diverge(wasm, { layers, data: { generator: 'plane' }, optimizer: { learningRate: 10 } });
}

/** Every name that a first visit may have. @param {any} catalog */
function* configs({ generators, losses }) {
  const hidden = (units, activation = 'tanh') => [{ units, activation }];
  yield {};
  for (const { name } of generators) if (name !== 'formula') yield { data: { generator: name } };
  for (const activation of firstNames.activation) {
    yield { layers: activation === 'softmax' ? [] : hidden(3, activation), output: { activation } };
  }
  for (const loss of losses) yield { loss };
  for (const name of firstNames.initializer) yield { initializer: { name } };
  for (const batchSize of [1, 7, firstBatchSize]) yield { batchSize, layers: [...hidden(12), ...hidden(8)] };
  yield { features: firstNames.feature, layers: [...hidden(8), ...hidden(32), ...hidden(4)], data: { generator: 'spiral', noise: 0.3 } };
  yield { shuffle: false, data: { generator: 'blobs', trainFraction: 0.6 } };
}

function visit(wasm, config) {
  const session = valueOf(wasm.createSession(config));
  for (const ask of [wasm.config, wasm.data, wasm.network]) ask(session);
  wasm.advance(session, 60);
  for (const length of [{ steps: 1 }, { epochs: 1 }]) valueOf(wasm.train(session, length));
  wasm.metrics(session);
  const { dimensions } = wasm.data(session), [columns, rows] = [40, 40];
  if (dimensions === 2) for (const units of ['all', 'output']) valueOf(wasm.predictGrid(session, { columns, rows, units }));
  valueOf(wasm.predictUnits(session, new Float32Array(2 * dimensions)));
  const [parameters, checkpoint] = [wasm.parameters(session), wasm.checkpoint(session)];
  valueOf(wasm.setParameters(session, parameters));
  valueOf(wasm.restore(session, checkpoint));
  wasm.diverged(session);
  wasm.dispose(session);
}

/** The words for it have other functions for every length of the number of steps. */
function diverge(wasm, config) {
  const session = valueOf(wasm.createSession(config));
  const checkpoint = wasm.checkpoint(session);
  for (let digits = 1; digits < 13; ++digits) {
    valueOf(wasm.restore(session, { ...checkpoint, step: 10 ** digits }));
    if (valueOf(wasm.train(session, { steps: 1000 })).status !== 'diverged') throw new Error('training was to diverge');
  }
  wasm.dispose(session);
}

/** A refusal would bring its words into the first part. */
function valueOf({ value, failure }) {
  if (failure) throw new Error(failure.message);
  return value;
}
