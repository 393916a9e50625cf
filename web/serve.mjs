// Serves dist/ as it should be served anywhere: strict content security policy, compressed, hashed files cached for good.
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';

export const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html backprop-playground',
].join('; ');

function setHeaders(response, path) {
  response.setHeader('Content-Security-Policy', contentSecurityPolicy);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cache-Control',
    path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
}

/**
 * Starts the server; with a port that is taken it goes on to the next ones, port 0 is any free one.
 * @param {{ host?: string, port?: number, folder?: string }} [options]
 * @returns {Promise<{ address: string, close: () => Promise<void> }>}
 */
export async function serve({ host = 'localhost', port = 0, folder } = {}) {
  const site = folder ?? fileURLToPath(new URL('../dist', import.meta.url));
  // dev: looks at the files with each request, for a build may replace them; .gz files lie beside their originals, from the build
  const files = sirv(site, { dev: true, etag: true, gzip: true, setHeaders });
  const server = createServer((request, response) => files(request, response, () => {
    response.writeHead(404, { 'Content-Type': 'text/plain', 'Content-Security-Policy': contentSecurityPolicy });
    response.end('There is no such page here.\n');
  }));
  await listen(server, host, port);
  return {
    address: `http://${host}:${server.address().port}/`,
    close: () => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }),
  };
}

function listen(server, host, port, attempts = 20) {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      server.removeAllListeners('listening');   // of this attempt
      const taken = error.code === 'EADDRINUSE' && port !== 0 && attempts > 1;
      if (taken) listen(server, host, port + 1, attempts - 1).then(resolve, reject);
      else reject(error);
    });
    server.listen(port, host, () => { server.removeAllListeners('error'); resolve(undefined); });
  });
}
