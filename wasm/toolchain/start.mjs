// npm start: installs what is missing, builds what changed, serves the site.
import { buildSite, buildWasm } from './build.mjs';
import { main } from './steps.mjs';

await main(async () => {
  await buildWasm();
  await buildSite();
  const { serve } = await import('../../web/serve.mjs');   // needs the npm packages, which the first step installs
  const { address } = await serve({ host: process.env.HOST, port: Number(process.env.PORT ?? 8080) });
  console.log(`\nBackprop Playground: ${address}   (Ctrl+C ends it)`);
});
