/**
 * The value at a place, as far as it has been computed; NaN where not.
 * @param {import('./study.js').Study} study
 * @param {import('./readings.js').Readings} readings
 * @returns {(place: string) => number}
 */
export function valuesOf({ known, record, parameters }, readings) {
  const { output, delta } = known;
  /** @type {Record<string, (a: number, b: number, c: number) => number>} */
  const kinds = {
    net: (a, b) => (output(a, b) ? readings.net(a, b) : NaN),
    output: (a, b) => (output(a, b) ? readings.output(a, b) : NaN),
    delta: (a, b) => (delta(a, b) ? readings.delta(a, b) : NaN),
    signal: (a, b) => (delta(a, b) ? readings.signal(a, b) : NaN),
    slope: (a, b) => (delta(a, b) ? readings.slope(a, b) : NaN),
    weight: (a, b, c) => parameters[readings.weightIndex(a, b, c)] ?? NaN,
    bias: (a, b) => parameters[readings.biasIndex(a, b)] ?? NaN,
    gradient: (a, b, c) => {
      if (!delta(a, b)) return NaN;
      return Number.isNaN(c) ? readings.biasGradient(a, b) : readings.weightGradient(a, b, c);
    },
    target: (a) => readings.target(a),
    loss: () => (known.loss ? record.trace.loss : NaN),
  };
  /** @type {Map<string, number>} */
  const found = new Map();
  const find = (/** @type {string} */ place) => {
    const [kind = '', a, b, c] = place.split(':');
    return kinds[kind]?.(Number(a), Number(b), Number(c)) ?? NaN;
  };
  return (place) => {
    let value = found.get(place);
    if (value === undefined) found.set(place, value = find(place));
    return value;
  };
}
