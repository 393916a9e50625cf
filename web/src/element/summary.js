import { formatCount, formatNumber, formatPercent } from '../views/format.js';
import { unitName } from './labels.js';
import { axisTitles, classNames, isClassification, isWholeOutput } from './scene.js';

/**
 * The state of the training as a sentence.
 * @param {import('./types.js').Metrics} metrics
 */
export function progressText({ epoch, trainLoss, testLoss, testAccuracy }) {
  return [
    `Epoch ${formatCount(epoch)}`,
    `training loss ${formatNumber(trainLoss, 2)}`,
    testLoss === null ? '' : `test loss ${formatNumber(testLoss, 2)}`,
    testAccuracy === null ? '' : `${formatPercent(testAccuracy)} of the test data right`,
  ].filter(Boolean).join(', ');
}

/**
 * The big map in words, for those who can't see it.
 * @param {import('./app.js').App} app
 */
export function mapText({ trainer, picture, store }) {
  const config = trainer.config.value;
  const network = trainer.network.value;
  const examples = trainer.examples.value;
  const metrics = trainer.metrics.value;
  const unit = picture.drawn;
  if (!config || !network || !examples || !metrics || !unit) return 'Map of the output';
  const { x, y } = axisTitles(config);
  const place = `over ${x} (across) and ${y} (up)`;
  if (!isWholeOutput(network, unit)) return `Map of ${unitName(network, unit.layer, unit.unit)} ${place}.`;
  const train = examples.isTrain.reduce((sum, flag) => sum + flag, 0);
  const test = examples.isTrain.length - train;
  const points = `${train} training examples${store.view.value.showTestData ? ` and ${test} test examples` : ''}`;
  const what = isClassification(examples) ? `classes ${classNames(config, examples).join(', ')}` : 'values by colour';
  return `Map of the network's output ${place}, with ${points}, ${what}. ${progressText(metrics)}.`;
}
