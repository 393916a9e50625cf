/**
 * The units of a network counted through, inputs first: in 2-2-2 they are 1, 2 | 3, 4 | 5, 6, so that w₁₃ leads from input 1 to unit 3
 * and ∂E/∂w_ij = δ_j o_i can be read off. Lessons write w[1][3], b[3], o[5], net[5], slope[5], delta[5], t[5].
 */

/**
 * @param {number[]} sizes  units of each layer, inputs first
 * @returns {number[][]} the numbers of each layer's units
 */
export function numberUnits(sizes) {
  let next = 1;
  return sizes.map((size) => Array.from({ length: size }, () => next++));
}

/**
 * Where each weight and bias lies in the parameters: of each layer W (m, n) row by row, then b (m).
 * @param {number[]} sizes
 * @returns {Map<string, number>} `w[1][3]` and `b[3]` to index
 */
export function parameterNames(sizes) {
  const units = numberUnits(sizes);
  const names = units.slice(1).flatMap((layer, l) => [
    ...layer.flatMap((to) => (units[l] ?? []).map((from) => `w[${from}][${to}]`)),
    ...layer.map((unit) => `b[${unit}]`),
  ]);
  return new Map(names.map((name, index) => [name, index]));
}

/**
 * What a knob turns, or null if there is no such thing: a parameter, an input, or a target of the example.
 * @param {string} name  `w[1][3]`, `b[3]`, `o[1]` of an input, `t[5]` of an output
 * @param {number[]} sizes
 * @returns {{ kind: 'parameters' | 'input' | 'target', index: number } | null}
 */
export function placeOf(name, sizes) {
  const parameter = parameterNames(sizes).get(name);
  if (parameter !== undefined) return { kind: 'parameters', index: parameter };
  const units = numberUnits(sizes);
  const [, letter, number] = /^([ot])\[(\d+)\]$/.exec(name) ?? [];
  const layer = (letter === 'o' ? units[0] : units.at(-1)) ?? [];
  const index = layer.indexOf(Number(number));
  return letter && index >= 0 ? { kind: letter === 'o' ? 'input' : 'target', index } : null;
}

/**
 * The numbers of a trace by the names above; a number for each unit or weight. dw[i][j] is ∂E/∂w_ij, db[j] is ∂E/∂b_j.
 * @param {any} trace @param {ArrayLike<number>} parameters @param {ArrayLike<number> | undefined} target
 */
export function byUnit(trace, parameters, target) {
  const sizes = [trace.input.length, ...trace.layers.map((/** @type {any} */ layer) => layer.delta.length)];
  const units = numberUnits(sizes);
  /** @type {Record<string, Record<string, any>>} */
  const names = { o: {}, net: {}, slope: {}, delta: {}, w: {}, b: {}, dw: {}, db: {}, ...(target && { t: {} }) };
  const put = (/** @type {string} */ name, /** @type {number} */ unit, /** @type {any} */ value) => Object.assign(names[name] ?? {}, { [unit]: value });
  units[0]?.forEach((unit, i) => put('o', unit, trace.input[i]));
  trace.layers.forEach((/** @type {any} */ layer, /** @type {number} */ l) => units[l + 1]?.forEach((unit, j) => {
    put('o', unit, layer.output[j]);
    put('net', unit, layer.net[j]);
    put('slope', unit, layer.slope[j]);
    put('delta', unit, layer.delta[j]);
    put('db', unit, layer.biasGradient[j]);
  }));
  if (target) units.at(-1)?.forEach((unit, k) => put('t', unit, target[k]));
  const gradients = trace.layers.map((/** @type {any} */ layer) => [...layer.weightGradient, ...layer.biasGradient]).flat();
  for (const [name, index] of parameterNames(sizes)) {
    const [, from, to] = /^w\[(\d+)\]\[(\d+)\]$/.exec(name) ?? [];
    if (!from || !to) put('b', Number(/\d+/.exec(name)?.[0]), parameters[index]);
    else {
      (names.w ??= {})[from] = { ...names.w[from], [to]: parameters[index] };
      (names.dw ??= {})[from] = { ...names.dw[from], [to]: gradients[index] };
    }
  }
  return names;
}
