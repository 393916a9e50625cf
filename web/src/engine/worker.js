/** The worker that trains. All it does is in worker-host.js. */

import { serve } from './worker-host.js';

serve(/** @type {any} */ (globalThis));
