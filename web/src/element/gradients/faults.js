/**
 * The mistakes that can be made on purpose, by the names of `catalog().faults`.
 * @typedef {object} FaultStory
 * @property {string} name
 * @property {string} mistake     what a programmer got wrong
 * @property {string} harmless    when the check finds nothing wrong all the same
 */

/** @type {Record<string, FaultStory>} */
export const faults = {
  deltaSign: {
    name: 'Sign of δ',
    mistake: 'Somebody took t − o at the output where the derivative of the loss is o − t. Every step now climbs the loss instead of going down.',
    harmless: 'All gradients are 0 here, and so is their opposite.',
  },
  missingSlope: {
    name: 'Missing φ′',
    mistake: 'Somebody passed the error on without the slope of the activation. It still points roughly downhill, so training works, badly, and nobody notices without a check.',
    harmless: 'The slope is 1 wherever it was forgotten: the activations here are linear.',
  },
  transposedWeights: {
    name: 'Transposed W',
    mistake: 'Somebody read W on the way back as if its rows were its columns. The sizes fit, so no error is raised; each δ is made of other units’ weights.',
    harmless: 'A matrix with one row, or none before the output, is the same either way in memory: take two or more units in the next layer.',
  },
  forgottenSum: {
    name: 'Forgotten sum',
    mistake: 'Somebody let each unit hear only from the first unit it feeds. It reaches the loss through all of them, so all of them must be summed up.',
    harmless: 'No unit here feeds more than one other, so the sum has one term: give the next layer two or more units.',
  },
};

/** The order of the switch. @param {readonly string[]} names  of the catalog */
export const faultChoices = (names) => names.filter((name) => name === 'none' || name in faults);

/** @param {string} name */
export const faultName = (name) => faults[name]?.name ?? 'Right';
