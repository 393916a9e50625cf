// A Worker as browsers have it, over one of Node's: the engine's real worker code runs in it.
import { Worker } from 'node:worker_threads';

/** @param {string} entry  file beside this one */
export const nodeWorkers = (entry = 'worker-entry.js') => {
  /** @type {NodeWorker[]} */
  const made = [];
  const createWorker = () => {
    const worker = new NodeWorker(new URL(entry, import.meta.url));
    made.push(worker);
    return /** @type {any} */ (worker);
  };
  return { createWorker, made };
};

class NodeWorker extends EventTarget {
  constructor(url) {
    super();
    this.worker = new Worker(url);
    this.worker.on('message', (data) => this.dispatchEvent(new MessageEvent('message', { data })));
    this.worker.on('error', (error) => this.#end(error.message));
    // Browsers tell the end of a worker by its lock, Node by this
    this.worker.on('exit', () => this.#end('exit'));
  }

  postMessage(message, transfer) {
    this.worker.postMessage(message, transfer);
  }

  terminate() {
    return this.worker.terminate();
  }

  #end(message) {
    this.dispatchEvent(Object.assign(new Event('error'), { message }));
  }
}
