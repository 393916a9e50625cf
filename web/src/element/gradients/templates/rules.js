import { html } from 'lit';

/**
 * The rule of δ in MathML: as it is, and as each fault makes it. Where the two differ is marked.
 * @typedef {{ where: string, right: unknown, wrong: unknown }} Rule
 */

const delta = html`<math display="block"><msub><mi>δ</mi><mi>j</mi></msub><mo>=</mo><mo stretchy="false">(</mo><msub><mi>o</mi><mi>j</mi></msub><mo>−</mo><msub><mi>t</mi><mi>j</mi></msub><mo stretchy="false">)</mo><msup><mi>φ</mi><mo>′</mo></msup><mo stretchy="false">(</mo><msub><mi>net</mi><mi>j</mi></msub><mo stretchy="false">)</mo></math>`;
const hidden = html`<math display="block"><msub><mi>δ</mi><mi>j</mi></msub><mo>=</mo><mo>(</mo><munder><mo>∑</mo><mi>l</mi></munder><msub><mi>w</mi><mrow><mi>j</mi><mi>l</mi></mrow></msub><msub><mi>δ</mi><mi>l</mi></msub><mo>)</mo><msup><mi>φ</mi><mo>′</mo></msup><mo stretchy="false">(</mo><msub><mi>net</mi><mi>j</mi></msub><mo stretchy="false">)</mo></math>`;
const atOutput = 'At an output, of the half squared error';
const inside = 'Inside, for a unit j that feeds the units l';

/** @type {Record<string, Rule[]>} */
export const rules = {
  deltaSign: [{
    where: atOutput,
    right: delta,
    wrong: html`<math display="block"><msub><mi>δ</mi><mi>j</mi></msub><mo>=</mo><mrow class="differs"><mo stretchy="false">(</mo><msub><mi>t</mi><mi>j</mi></msub><mo>−</mo><msub><mi>o</mi><mi>j</mi></msub><mo stretchy="false">)</mo></mrow><msup><mi>φ</mi><mo>′</mo></msup><mo stretchy="false">(</mo><msub><mi>net</mi><mi>j</mi></msub><mo stretchy="false">)</mo></math>`,
  }],
  missingSlope: [{
    where: atOutput,
    right: delta,
    wrong: html`<math display="block"><msub><mi>δ</mi><mi>j</mi></msub><mo>=</mo><mo stretchy="false">(</mo><msub><mi>o</mi><mi>j</mi></msub><mo>−</mo><msub><mi>t</mi><mi>j</mi></msub><mo stretchy="false">)</mo><mrow class="differs"><mo>·</mo><mn>1</mn></mrow></math>`,
  }, {
    where: inside,
    right: hidden,
    wrong: html`<math display="block"><msub><mi>δ</mi><mi>j</mi></msub><mo>=</mo><mo>(</mo><munder><mo>∑</mo><mi>l</mi></munder><msub><mi>w</mi><mrow><mi>j</mi><mi>l</mi></mrow></msub><msub><mi>δ</mi><mi>l</mi></msub><mo>)</mo><mrow class="differs"><mo>·</mo><mn>1</mn></mrow></math>`,
  }],
  transposedWeights: [{
    where: inside,
    right: hidden,
    wrong: html`<math display="block"><msub><mi>δ</mi><mi>j</mi></msub><mo>=</mo><mo>(</mo><munder><mo>∑</mo><mi>l</mi></munder><mrow class="differs"><msub><mi>w</mi><mrow><mi>l</mi><mi>j</mi></mrow></msub></mrow><msub><mi>δ</mi><mi>l</mi></msub><mo>)</mo><msup><mi>φ</mi><mo>′</mo></msup><mo stretchy="false">(</mo><msub><mi>net</mi><mi>j</mi></msub><mo stretchy="false">)</mo></math>`,
  }],
  forgottenSum: [{
    where: inside,
    right: hidden,
    wrong: html`<math display="block"><msub><mi>δ</mi><mi>j</mi></msub><mo>=</mo><mrow class="differs"><msub><mi>w</mi><mrow><mi>j</mi><mn>1</mn></mrow></msub><msub><mi>δ</mi><mn>1</mn></msub></mrow><msup><mi>φ</mi><mo>′</mo></msup><mo stretchy="false">(</mo><msub><mi>net</mi><mi>j</mi></msub><mo stretchy="false">)</mo></math>`,
  }],
};
