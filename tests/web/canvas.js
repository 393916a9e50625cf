// A canvas that writes down what is drawn on it, so that drawings can be tested without a browser.

/**
 * A 2-D context whose calls are kept as [name, ...arguments]; `set` holds the properties at the time of a call.
 * Text is 6 px a letter wide.
 */
export function recordingContext() {
  const calls = [];
  const state = {};
  const methods = {
    measureText: (text) => ({ width: 6 * text.length }),
    createImageData: (width, height) => ({ width, height, data: new Uint8ClampedArray(width * height * 4) }),
  };
  const context = new Proxy(state, {
    get: (_, name) => (name in state ? state[name] : (...args) => {
      calls.push({ name, args, set: { ...state } });
      return methods[name]?.(...args);
    }),
    set: (_, name, value) => {
      state[name] = value;
      return true;
    },
  });
  return { context, calls, named: (name) => calls.filter((call) => call.name === name) };
}

/** Stands in for the browser's class of the same name; the last pictures put on canvases are in `painted`. */
export class FakeOffscreenCanvas {
  static painted = [];

  constructor(width, height) {
    Object.assign(this, { width, height });
  }

  getContext() {
    const { context } = recordingContext();
    context.putImageData = (image) => {
      FakeOffscreenCanvas.painted.push({ width: image.width, height: image.height, data: image.data.slice() });
    };
    return context;
  }
}

/** The colour of one pixel of a picture. */
export const pixel = ({ width, data }, x, y) => [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];

/** All numbers that were handed to drawing calls. */
export const numbersOf = (calls) => calls.flatMap(({ args }) => args.filter((arg) => typeof arg === 'number'));
