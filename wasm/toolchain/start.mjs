// npm start: installs what is missing, builds what changed, serves the site at $HOST (localhost) and $PORT (8080, or the next free).
import { buildSite, buildWasm } from './build.mjs';
import { StepError, main } from './steps.mjs';

await main(async () => {
  await buildWasm();
  await buildSite();
  console.log(`\nBackprop Playground: ${await serveSite()}   (Ctrl+C ends it)`);
});

async function serveSite() {
  const { serve } = await import('../../web/serve.mjs');   // needs the npm packages, which the first step installs
  const { HOST: host, PORT: port = '8080' } = process.env;
  try {
    return (await serve({ host, port: Number(port) })).address;
  } catch (error) {
    if (!error.code) throw error;   // Node's own refusals have one: a port that is none, ports that are all taken, an unknown host
    throw new StepError(`The server cannot start: ${error.message}\nHOST and PORT choose where; PORT is ${port} now.`);
  }
}
