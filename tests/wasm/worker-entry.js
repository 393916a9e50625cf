// The engine's own worker code in Node, with faults to order: `session.train('trap')` and so on.
import { parentPort } from 'node:worker_threads';
import { Host, serve } from '../../web/src/engine/worker-host.js';

// (module (func (export "trap") unreachable))
const trapModule = Uint8Array.of(
  0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 7, 8, 1, 4, 0x74, 0x72, 0x61, 0x70, 0, 0, 10, 5, 1, 3, 0, 0, 0x0b);

const faults = {
  trap: () => new WebAssembly.Instance(new WebAssembly.Module(trapModule)).exports.trap(),
  overflow: () => 1 + faults.overflow(),
  hang: () => {
    for (;;);
  },
};

class FaultyHost extends Host {
  perform(method, args) {
    const fault = method === 'train' || method === 'metrics' ? faults[args[0]] : undefined;
    return fault ? fault() : super.perform(method, args);
  }
}

serve({
  addEventListener: (type, listener) => parentPort.once(type, (data) => listener({ data })),
  postMessage: (message, transfer) => parentPort.postMessage(message, transfer),
  close: () => process.exit(),
}, FaultyHost);
