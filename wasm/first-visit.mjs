// What a first visit runs, for split.mjs: the commands that web/src/engine/protocol.js calls the first ones, on every kind of network and
// generated data, and what a link may get wrong. A function that only other commands run, or only a table of one's own, comes later.

/** @param {any} wasm  the functions of bindings.cpp */
export function firstVisit(wasm) {
  const catalog = wasm.catalog();
  for (const config of configs(catalog)) {
    const { value, failure } = wasm.complete(config);
    if (value) visit(wasm, value);
    else if (!config.loss) throw new Error(failure.message);   // not every loss goes with every activation
  }
  for (const wrong of refused()) if (wasm.createSession(wrong).value) throw new Error(`not refused: ${JSON.stringify(wrong)}`);
}

/** Every name in the catalog once, and each kernel: a batch in the registers of few examples and of many, of wide layers too. */
function* configs(catalog) {
  const { generators, activations, outputActivations, losses, initializers, features } = catalog;
  const hidden = (units, activation = 'tanh') => [{ units, activation }];
  yield {};
  for (const { name } of generators) yield { data: { generator: name } };
  for (const name of activations) yield { layers: hidden(3, name) };
  for (const loss of losses) for (const activation of outputActivations) yield { loss, output: { activation } };
  for (const name of initializers) yield { initializer: { name } };
  for (const name of catalog.optimizers) yield { optimizer: { name } };
  for (const name of catalog.schedules) yield { schedule: { name } };
  for (const name of catalog.regularizations) yield { regularization: { name, rate: 0.01 } };
  for (const name of catalog.clippings) yield { clipping: { name, limit: 1 } };
  for (const batchSize of [1, 7, 16, 30]) yield { batchSize, layers: [...hidden(12), ...hidden(8)], dropout: 0.2, frozen: [0, 1, 40] };
  yield { features, layers: [...hidden(8), ...hidden(32), ...hidden(4)], data: { generator: 'spiral', noise: 0.3 } };
  yield { shuffle: false, data: { generator: 'blobs', trainFraction: 0.6, shift: 1, imbalance: 0.5, labelNoise: 0.2 } };
  yield { layers: hidden(8, 'linear'), output: { activation: 'linear' }, optimizer: { name: 'sgd', learningRate: 10 } };   // diverges
}

/** What a link may get wrong: a name, a key, a type, a formula, numbers of any length. */
function* refused() {
  for (const wrong of [{ sed: 1 }, { loss: 'none' }, { layers: 3 }, { shuffle: 1 }, { frozen: [999] }]) yield wrong;
  for (const formula of ['x1 +', 'log(x1)']) yield { data: { generator: 'formula', formula } };
  for (let digits = 1; digits < 16; ++digits) yield { batchSize: -(10 ** digits) };
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
