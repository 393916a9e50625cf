/** Makes the worker, through a Trusted Types policy where the page asks for one. */

const policyName = 'backprop-playground';
/** A page allows a policy once; built element and engine's client, each with a copy of this module, share it. */
const shared = Symbol.for(policyName);

/** @param {URL} url @returns {any} TrustedScriptURL, or a URL where there are no trusted types */
function trusted(url) {
  const page = /** @type {any} */ (globalThis);
  if (!page.trustedTypes) return near(url.href);
  page[shared] ??= page.trustedTypes.createPolicy(policyName, { createScriptURL: near });
  return page[shared].createScriptURL(url.href);
}

/**
 * A page may have workers of its own origin only. Where the engine comes from another one, as from a content network, the worker is
 * a line of the page's own that imports it. What is not of the engine's origin is refused.
 * @param {string} url
 */
function near(url) {
  const { origin } = new URL(url);
  if (origin !== new URL(import.meta.url).origin) throw new TypeError(`${url} is not a worker of this engine`);
  if (origin === globalThis.location?.origin || !globalThis.location) return url;
  return URL.createObjectURL(new Blob([`import ${JSON.stringify(url)}`], { type: 'text/javascript' }));
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
