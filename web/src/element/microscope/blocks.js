import { bareNumber, i, j, linked, loss, number, phi, placeOf, sum, symbol } from './letters.js';
import { huberRule, rules } from './formulas.js';
import { Pen } from './pen.js';
import { tex } from './tex.js';

/**
 * What a unit, a weight or the loss is computed by: each formula in symbols, with the numbers in, and its result.
 * @typedef {import('./readings.js').Readings} Readings
 * @typedef {import('./formulas.js').Part} Part
 * @typedef {import('./pen.js').Use} Use
 *
 * @typedef {object} Block
 * @property {string} id
 * @property {string} title
 * @property {Part} symbols
 * @property {Part} numbers
 * @property {number} result
 * @property {Part} answer     the result as a formula's last line
 * @property {Use[]} uses      the numbers in it, each with the place it comes from
 * @property {Part} [aside]    a rule that the formula refers to
 *
 * @typedef {{ digits: number, resultDigits: number, loss: string, notation: 'standard' | 'expanded' }} Style
 */

/** @param {Readings} readings @param {Style} style */
function pens(readings, style) {
  return [true, false].map((symbols) => new Pen(readings, { digits: style.digits, loss: style.loss, symbols }));
}

/**
 * @param {Readings} readings @param {Style} style
 * @param {object} options
 * @param {string} options.id
 * @param {string} options.title
 * @param {Part} options.left               what is computed
 * @param {(pen: Pen) => Part} options.right
 * @param {(pen: Pen) => Part} [options.middle]  between the two, in the line with the symbols
 * @param {number} options.result
 * @param {Part} [options.aside]
 * @returns {Block}
 */
function block(readings, style, { id, title, left, right, middle, result, aside }) {
  const [letters, figures] = /** @type {[Pen, Pen]} */ (pens(readings, style));
  const inLetters = rules.equation({ left, right: right(letters) });
  return {
    id, title, result, aside,
    symbols: middle ? rules.equation({ left: rules.equation({ left, right: middle(letters) }), right: right(letters) }) : inLetters,
    numbers: tex`= ${right(figures)}`,
    answer: tex`= ${bareNumber(result, style.resultDigits)}`,
    uses: [...figures.uses.values()],
  };
}

/** net and o of a unit. @param {Readings} readings @param {Style} style @param {number} layer @param {number} unit */
export function forwardBlocks(readings, style, layer, unit) {
  const net = placeOf('net', layer, unit);
  const output = placeOf('output', layer, unit);
  return [
    block(readings, style, {
      id: 'net', title: 'Net input', left: symbol(net, j), result: readings.net(layer, unit),
      right: (pen) => rules.net({ sum: pen.incoming(layer, unit), bias: pen.bias(layer, unit) }),
    }),
    block(readings, style, {
      id: 'output', title: 'Output o', left: symbol(output, j), result: readings.output(layer, unit),
      middle: (pen) => phi(pen.net(layer, unit)),
      right: (pen) => pen.activated(layer, unit),
    }),
  ];
}

/** The error signal, the slope and δ of a unit. @param {Readings} readings @param {Style} style @param {number} layer @param {number} unit */
export function backwardBlocks(readings, style, layer, unit) {
  const isLast = layer === readings.last;
  const hasSlopes = readings.hasSlopes(layer);
  return [
    signalBlock(readings, style, layer, unit),
    ...hasSlopes ? [block(readings, style, {
      id: 'slope', title: 'Slope φ′', left: symbol(placeOf('slope', layer, unit), j), result: readings.slope(layer, unit),
      right: (pen) => pen.slopeFormula(layer, unit),
    })] : [],
    block(readings, style, {
      id: 'delta', title: 'Delta δ', left: symbol(placeOf('delta', layer, unit), j), result: readings.delta(layer, unit),
      middle: (pen) => (hasSlopes
        ? rules.product({ left: pen.signal(layer, unit), right: pen.slope(layer, unit) })
        : rules.sumOverSoftmax({ net: pen.net(layer, unit) })),
      right: (pen) => (isLast && pen.loss.delta ? pen.loss.delta(pen.ends(unit)) : deltaProduct(pen, style, layer, unit)),
    }),
  ];
}

/** @param {Pen} pen @param {Style} style @param {number} layer @param {number} unit */
function deltaProduct(pen, { notation }, layer, unit) {
  if (notation === 'expanded') return pen.deltaExpanded(layer, unit);
  const isLast = layer === pen.readings.last;
  const signal = pen.symbols
    ? rules.grouped({ sum: isLast ? pen.loss.signal(pen.ends(unit)) : pen.heard(layer, unit) })
    : pen.signal(layer, unit);
  const slope = pen.symbols ? rules.grouped({ sum: pen.slopeFormula(layer, unit) }) : pen.slope(layer, unit);
  return rules.product({ left: signal, right: slope });
}

/** @param {Readings} readings @param {Style} style @param {number} layer @param {number} unit */
function signalBlock(readings, style, layer, unit) {
  const isLast = layer === readings.last;
  const expanded = style.notation === 'expanded';
  return block(readings, style, {
    id: 'signal', title: 'Error signal', left: symbol(placeOf('signal', layer, unit), j), result: readings.signal(layer, unit),
    right: (pen) => {
      if (isLast) return expanded ? pen.loss.expanded(pen.ends(unit)) : pen.loss.signal(pen.ends(unit));
      return expanded ? pen.heardExpanded(layer, unit) : pen.heard(layer, unit);
    },
  });
}

/** ∂E/∂w. @param {Readings} readings @param {Style} style @param {number} layer @param {number} to @param {number} from */
export function weightBlock(readings, style, layer, to, from) {
  return block(readings, style, {
    id: 'gradient', title: 'Gradient of the weight', result: readings.weightGradient(layer, to, from),
    left: rules.derivative({ by: symbol(placeOf('weight', layer, to, from), i, j) }),
    right: (pen) => rules.product({ left: deltaIn(pen, style, layer, to), right: pen.output(layer - 1, from, i) }),
  });
}

/** ∂E/∂b: a bias is a weight from a unit that always puts out 1. @param {Readings} readings @param {Style} style @param {number} layer @param {number} unit */
export function biasBlock(readings, style, layer, unit) {
  return block(readings, style, {
    id: 'gradient', title: 'Gradient of the bias', result: readings.biasGradient(layer, unit),
    left: rules.derivative({ by: symbol(placeOf('bias', layer, unit), j) }),
    right: (pen) => rules.product({ left: deltaIn(pen, style, layer, unit), right: number(1, 1) }),
  });
}

/** @param {Pen} pen @param {Style} style @param {number} layer @param {number} unit */
const deltaIn = (pen, { notation }, layer, unit) => (notation === 'expanded' ? pen.deltaExpanded(layer, unit) : pen.delta(layer, unit));

/** E. @param {Readings} readings @param {Style} style */
export function lossBlock(readings, style) {
  const outputs = readings.units(readings.last);
  return block(readings, style, {
    id: 'loss', title: 'Loss', left: loss(), result: readings.trace.loss,
    aside: style.loss === 'huber' ? huberRule() : undefined,
    right: (pen) => (pen.symbols
      ? rules.sumOverOutputLosses({ term: pen.loss.term({
        output: symbol(placeOf('output', readings.last, '*'), j), target: symbol(placeOf('target', '*'), j),
      }) })
      : sum(Array.from({ length: outputs }, (_, unit) => pen.loss.term(pen.ends(unit))), { ofALine: 1 })),
  });
}

/**
 * A number of a mini-batch: the mean over its examples.
 * @param {Style} style
 * @param {object} options
 * @param {string} options.id
 * @param {string} options.title
 * @param {Part} options.left
 * @param {Part} options.term                what is averaged, in symbols
 * @param {Part[]} options.terms             the same with the numbers of the first examples, as many as a formula has room for
 * @param {number} options.count             examples of the batch
 * @param {number} options.result
 * @returns {Block}
 */
export function meanBlock(style, { id, title, left, term, terms, count, result }) {
  const size = number(count, String(count).length);
  const shown = terms.length < count ? [...terms, tex`\dots`] : terms;
  const inALine = sum(shown, { ofALine: shown.length });
  return {
    id, title, result, uses: [],
    symbols: rules.equation({ left, right: rules.mean({ term, count: tex`N` }) }),
    numbers: tex`= ${rules.meanOf({ sum: inALine, count: size })}`,
    answer: tex`= ${bareNumber(result, style.resultDigits)}`,
  };
}

/**
 * Of one of the readings of a unit, over the examples of a mini-batch.
 * @param {Readings} mean @param {Readings[]} examples @param {Style} style @param {number} count
 * @param {'net' | 'output' | 'signal' | 'slope' | 'delta'} kind @param {number} layer @param {number} unit
 */
export function meanUnitBlock(mean, examples, style, count, kind, layer, unit) {
  const letter = symbol(placeOf(kind, layer, unit), j);
  return meanBlock(style, {
    id: kind, title: `Mean ${unitTitles[kind]}`, left: letter, term: tex`{${letter}}^{(n)}`,
    terms: examples.map((readings) => number(readings[kind](layer, unit), style.digits)), count, result: mean[kind](layer, unit),
  });
}

const unitTitles = { net: 'net input', output: 'output', signal: 'error signal', slope: 'slope', delta: 'delta' };

/**
 * @param {Readings} mean @param {Readings[]} examples @param {Style} style @param {number} count
 * @param {number} layer @param {number} to @param {number | null} from  null: the bias
 */
export function meanGradientBlock(mean, examples, style, count, layer, to, from) {
  const place = from === null ? placeOf('bias', layer, to) : placeOf('weight', layer, to, from);
  const delta = symbol(placeOf('delta', layer, to), j);
  const output = from === null ? null : symbol(placeOf('output', layer - 1, from), i);
  return meanBlock(style, {
    id: 'gradient', title: `Mean gradient of the ${from === null ? 'bias' : 'weight'}`, count,
    left: rules.derivative({ by: from === null ? symbol(place, j) : symbol(place, i, j) }),
    term: output ? tex`{${delta}}^{(n)}\,{${output}}^{(n)}` : tex`{${delta}}^{(n)}`,
    terms: examples.map((readings) => {
      const left = linked(placeOf('delta', layer, to), number(readings.delta(layer, to), style.digits));
      if (from === null) return left;
      return rules.product({ left, right: linked(placeOf('output', layer - 1, from), number(readings.output(layer - 1, from), style.digits)) });
    }),
    result: from === null ? mean.biasGradient(layer, to) : mean.weightGradient(layer, to, from),
  });
}

/** @param {Readings} mean @param {Readings[]} examples @param {Style} style @param {number} count */
export function meanLossBlock(mean, examples, style, count) {
  return meanBlock(style, {
    id: 'loss', title: 'Mean loss', left: loss(), term: tex`{${loss()}}^{(n)}`, count, result: mean.trace.loss,
    terms: examples.map(({ trace }) => number(trace.loss, style.digits)),
  });
}
