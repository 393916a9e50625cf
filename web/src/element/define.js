import { BackpropPlayground } from './backprop-playground.js';

/** Registers `<backprop-playground>`. */
BackpropPlayground.define();

export { BackpropPlayground };
