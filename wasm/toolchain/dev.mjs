// npm run dev: Vite with hot reload over the built WebAssembly. Arguments go to Vite (npm run dev -- --port 3000).
import { spawn } from 'node:child_process';
import { buildWasm } from './build.mjs';
import { localProgram, main, projectFolder } from './steps.mjs';

await main(async () => {
  await buildWasm();
  const vite = spawn(localProgram('vite'), ['--config', 'web/vite.config.js', ...process.argv.slice(2)],
    { cwd: projectFolder, stdio: 'inherit', shell: process.platform === 'win32' });
  vite.on('exit', (code) => { process.exitCode = code ?? 0; });
});
