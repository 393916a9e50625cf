/** The class alone: importing it registers nothing (see define.js). */
export { BackpropPlayground } from './backprop-playground.js';
