import { describe, expect, it } from 'vitest';
import { difference } from '../../web/src/element/config-edits.js';
import { judge, paceOf } from '../../web/src/element/layer-health.js';

describe('the health of a layer', () => {
  const layer = (changes = {}) => ({ mean: 0, deviation: 1, saturated: 0.1, dead: 0, gradientNorm: 0.1, parameterNorm: 1, updateToWeight: 1e-3, ...changes });

  it('is good where nothing is wrong', () => {
    expect(judge([layer(), layer(), layer()])).toEqual([[], [], []]);
  });

  it('names the layer that saturates, dies or gets no gradient', () => {
    expect(judge([layer({ gradientNorm: 1e-6 }), layer({ saturated: 0.9 }), layer({ dead: 0.5, saturated: 0.7 }), layer()]))
      .toEqual([['vanishing gradient'], ['saturated'], ['dead units'], []]);
  });

  it('does not blame outputs that are sure, nor a network that has learnt all', () => {
    expect(judge([layer({ gradientNorm: 1e-13 }), layer({ saturated: 1, gradientNorm: 2e-13 })])).toEqual([[], []]);
  });

  it('says whether steps are long or short for their weights', () => {
    expect([0, 1e-6, 5e-5, 1e-3, 5e-2, 1].map(paceOf)).toEqual(['at rest', 'hardly moves', 'slow', 'healthy', 'fast', 'far too fast']);
  });
});

describe('what an edit takes', () => {
  const config = { seed: 1, data: { generator: 'circle', examples: 500 }, features: ['x1'], layers: [{ units: 4 }], batchSize: 10, initializer: { name: 'zeros' } };
  const kindOf = (changes, options) => difference(config, { ...config, ...changes }, options).kind;

  it('is a new session for another network, unless its weights shall be kept', () => {
    for (const changes of [{ layers: [{ units: 5 }] }, { features: ['x1', 'x2'] }, { loss: 'huber', batchSize: 20 }]) {
      expect(kindOf(changes)).toBe('rebuild');
      expect(kindOf(changes, { reshape: true })).toBe('reshape');
    }
  });

  it('is a new session for other data, another seed and other first weights in any case', () => {
    for (const changes of [{ data: { generator: 'xor', examples: 500 } }, { seed: 2 }, { initializer: { name: 'orthogonal' } }, { seed: 2, layers: [] }]) {
      expect(kindOf(changes, { reshape: true })).toBe('rebuild');
    }
  });

  it('is nothing new for what the running session takes over', () => {
    expect(kindOf({ batchSize: 20 }, { reshape: true })).toBe('configure');
    expect(kindOf({}, { reshape: true })).toBe('none');
  });
});
