// The forward pass in plain JavaScript, to hold the engine against.
const activations = {
  tanh: Math.tanh,
  sigmoid: (z) => 1 / (1 + Math.exp(-z)),
  relu: (z) => Math.max(0, z),
  linear: (z) => z,
};

/** Outputs of every layer for one input. */
export function forward({ layers, parameterOffsets }, parameters, input) {
  const outputs = [];
  let previous = [...input];
  layers.forEach(({ units, activation }, l) => {
    const { weights, biases } = parameterOffsets[l];
    const inputs = previous;
    previous = Array.from({ length: units }, (_, j) => {
      const net = inputs.reduce((sum, x, i) => sum + parameters[weights + j * inputs.length + i] * x, parameters[biases + j]);
      return activations[activation](net);
    });
    outputs.push(previous);
  });
  return outputs;
}

/** Hash of the bits of typed arrays (FNV-1a). */
export function hash(array) {
  let value = 0x811c9dc5;
  for (const byte of new Uint8Array(array.buffer, array.byteOffset, array.byteLength)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value.toString(16);
}

/** A promise's error. */
export const errorOf = async (work) => {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
};
