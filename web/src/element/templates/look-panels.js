import { html } from 'lit';

import { formatNumber } from '../../views/format.js';
import { label } from '../labels.js';
import { isWholeOutput } from '../scene.js';
import { classKey, splitKey } from './key.js';

/**
 * @typedef {import('../app.js').App} App
 * @typedef {import('../look-curve.js').CurveLook} CurveLook
 * @typedef {import('../look-cases.js').CasesLook} CasesLook
 */

/** So many columns of an example are told. */
const mostColumns = 6;

/** @param {App} app @param {number | null} reading */
function read({ picture }, reading) {
  if (picture.reading.value === reading) return;
  picture.reading.value = reading;
  picture.loop.invalidate();
}

/**
 * The plot, and below it a slider that reads it without a pointer.
 * @param {object} options
 * @param {App} options.app
 * @param {string} options.summary
 * @param {(x: number, y: number) => number | null} options.at   what is read under the pointer
 * @param {{ name: string, last: number, value: number, toReading: (value: number) => number }} options.slider
 * @param {string} options.text                                   what is read
 */
function readablePlot({ app, summary, at, slider: { name, last, value, toReading }, text }) {
  /** @param {Event} event */
  const slide = (event) => read(app, toReading(/** @type {HTMLInputElement} */ (event.target).valueAsNumber));
  return html`<div
      class="plot" role="img" aria-label=${summary}
      @pointermove=${(/** @type {PointerEvent} */ { offsetX, offsetY }) => read(app, at(offsetX, offsetY))}
      @pointerleave=${() => read(app, null)}
    ><canvas class="field" aria-hidden="true"></canvas></div>
    <label class="field slider"><span class="field-name">${name}</span>
      <input
        type="range" min="0" max=${last} step="1" .value=${String(value)} aria-valuetext=${text}
        @input=${slide} @focus=${slide} @blur=${() => read(app, null)}
      />
    </label>
    <p class="hint reading">${text}</p>`;
}

/** @param {App} app @param {CurveLook} look @param {string} summary */
export function curvePanel(app, look, summary) {
  const { picture } = app;
  const frame = picture.frame.value;
  const reading = picture.reading.value;
  const text = reading === null || frame?.look !== look ? 'Point at the plot, or move the slider, to read it.' : look.read(reading, frame);
  const { examples, config } = look.subject;
  return html`${readablePlot({
    app, summary, text, at: (x) => look.placeAt(x),
    slider: { name: `Read at ${look.xTitle}`, last: look.lastPlace, value: reading ?? look.lastPlace / 2, toReading: (value) => value },
  })}
  <div class="key">${examples.labels.length ? classKey(config, examples) : 'Line: the network'}${splitKey()}</div>`;
}

/** @param {App} app @param {CasesLook} look @param {string} summary */
export function casesPanel(app, look, summary) {
  const { picture } = app;
  const frame = picture.frame.value?.look === look ? picture.frame.value : null;
  const margins = frame && look.margins(frame);
  const order = margins?.worstFirst() ?? [];
  const reading = picture.reading.value;
  const { examples, config } = look.subject;
  const sample = look.count < look.total ? `${look.count} of the ${look.total} examples. ` : '';
  const text = margins && reading !== null && reading < look.count ? describe(look, margins, reading) : sample + legend(look, frame);
  return html`${readablePlot({
    app, summary, text, at: (x, y) => look.exampleAt(x, y),
    slider: {
      name: 'Read an example; worst first', last: Math.max(order.length - 1, 0),
      value: reading === null ? 0 : Math.max(order.indexOf(reading), 0), toReading: (value) => order[value] ?? 0,
    },
  })}
  <div class="key">${examples.labels.length ? classKey(config, examples) : ''}${splitKey()}</div>`;
}

/** What row and marker mean. @param {CasesLook} look @param {import('../types.js').Frame | null} frame */
function legend({ isClasses, subject: { network } }, frame) {
  const judged = frame && isWholeOutput(network, frame.shown);
  if (isClasses) return judged ? 'Each row is a true class; the marker shows the predicted one.' : 'Each row is a true class.';
  return judged ? 'On the diagonal the network is right.' : '';
}

/** One example in words. @param {CasesLook} look @param {import('../margins.js').Margins} margins @param {number} example */
function describe({ subject: { config, examples }, classes, isClasses, rows }, margins, example) {
  const { dimensions, outputs, inputs, labels, targets, isTrain } = examples;
  const names = 'inputs' in config.data ? config.data.names : undefined;
  const scores = isClasses ? margins.scores(example) : [];
  const [is, said] = [labels[example] ?? 0, margins.predicted[example] ?? 0];
  const verdict = !isClasses
    ? `is ${formatNumber(targets[example * outputs] ?? NaN)}, network says ${formatNumber(margins.values[example] ?? NaN)}`
    : is === said ? `is ${classes[is]}, and the network says so (${formatNumber(scores[is] ?? NaN, 2)})`
      : `is ${classes[is]} (${formatNumber(scores[is] ?? NaN, 2)}), network says ${classes[said]} (${formatNumber(scores[said] ?? NaN, 2)})`;
  const columns = Array.from(inputs.subarray(example * dimensions, example * dimensions + Math.min(dimensions, mostColumns)),
    (value, i) => `${names?.[i] ?? label(`x${i + 1}`)} ${formatNumber(value)}`);
  return `Row ${(rows[example] ?? 0) + 1}, ${isTrain[example] ? 'training' : 'test'}: ${verdict}. ${columns.join(', ')}${
    dimensions > mostColumns ? ', …' : ''}`;
}
