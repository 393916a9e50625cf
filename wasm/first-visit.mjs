// What a first visit runs, for split.mjs: the commands that web/src/engine/protocol.js calls the first ones, on every kind of network and
// generated data, trained by plain SGD. What only other commands run, or another training, a table, or a refusal, comes later.

/** @param {any} wasm  the functions of bindings.cpp */
export function firstVisit(wasm) {
  const catalog = wasm.catalog();
  for (const config of configs(catalog)) {
    const { value, failure } = wasm.complete(config);
    if (value) visit(wasm, value);
    else if (!config.loss) throw new Error(failure.message);   // not every loss goes with every activation
  }
}

/** Every name of the catalog that a first visit may have, and each kernel: a batch in the registers of few examples and of many. */
function* configs({ generators, activations, outputActivations, losses, initializers, features }) {
  const hidden = (units, activation = 'tanh') => [{ units, activation }];
  yield {};
  for (const { name } of generators) yield { data: { generator: name } };
  for (const name of activations) yield { layers: hidden(3, name) };
  for (const loss of losses) for (const activation of outputActivations) yield { loss, output: { activation } };
  for (const name of initializers) yield { initializer: { name } };
  for (const batchSize of [1, 7, 16, 30]) yield { batchSize, layers: [...hidden(12), ...hidden(8)] };
  yield { features, layers: [...hidden(8), ...hidden(32), ...hidden(4)], data: { generator: 'spiral', noise: 0.3 } };
  yield { shuffle: false, data: { generator: 'blobs', trainFraction: 0.6 } };
  yield { layers: hidden(8, 'linear'), output: { activation: 'linear' }, optimizer: { name: 'sgd', learningRate: 10 } };   // diverges
}

function visit(wasm, config) {
  const session = wasm.createSession(config).value;
  for (const ask of [wasm.config, wasm.data, wasm.network]) ask(session);
  wasm.advance(session, 60);
  wasm.train(session, { steps: 1 });
  wasm.train(session, { epochs: 1 });
  wasm.metrics(session);
  wasm.predictGrid(session, { columns: 40, rows: 40, units: 'all' });
  wasm.predictGrid(session, { columns: 40, rows: 40 });
  wasm.predictUnits(session, new Float32Array(2 * wasm.data(session).dimensions));
  wasm.setParameters(session, wasm.parameters(session));
  wasm.restore(session, wasm.checkpoint(session));
  wasm.diverged(session);
  wasm.dispose(session);
}
