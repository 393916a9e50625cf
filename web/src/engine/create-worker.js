/** Makes the worker, through a Trusted Types policy where the page asks for one. */

const policyName = 'backprop-playground';
/** A page allows a policy once; built element and engine's client, each with a copy of this module, share it. */
const shared = Symbol.for(policyName);

/** @param {URL} url @returns {any} TrustedScriptURL, or the URL itself where there are no trusted types */
function trusted(url) {
  const page = /** @type {any} */ (globalThis);
  if (!page.trustedTypes) return url;
  page[shared] ??= page.trustedTypes.createPolicy(policyName, { createScriptURL: refuseForeign });
  return page[shared].createScriptURL(url.href);
}

/** @param {string} url */
function refuseForeign(url) {
  if (new URL(url).origin !== new URL(import.meta.url).origin) throw new TypeError(`${url} is not a worker of this engine`);
  return url;
}

// Bundlers look for the words `new Worker(new URL(…, import.meta.url))`, so the policy hides behind that name.
class Worker {
  /** @param {URL} url @param {WorkerOptions} options */
  constructor(url, options) {
    return new globalThis.Worker(trusted(url), options);
  }
}

/** @returns {globalThis.Worker} */
export function createWorker() {
  return /** @type {any} */ (new Worker(new URL('./worker.js', import.meta.url), { type: 'module' }));
}
