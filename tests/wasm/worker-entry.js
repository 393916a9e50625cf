// The engine's worker in Node: its scope is the port to the parent.
import { parentPort } from 'node:worker_threads';
import { serve } from '../../web/src/engine/worker-host.js';

serve(/** @type {any} */ (scopeOf(parentPort)));

/** @param {any} port */
function scopeOf(port) {
  return {
    addEventListener: (type, listener) => port.once(type, (data) => listener({ data })),
    postMessage: (message, transfer) => port.postMessage(message, transfer),
    close: () => process.exit(),
  };
}
