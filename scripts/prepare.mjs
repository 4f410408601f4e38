// npm runs this when it has installed the packages of a checkout, be it for a developer, for `npm install --global`, or for
// pre-commit: builds the command line, so that `bound-tokens` can be started. Plain JavaScript for any Node from 20 on.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

// Installing globally from git, several versions of npm run this without having installed anything
// (https://github.com/npm/cli/issues/8440). What the build needs is then installed beside the sources.
if (!existsSync('node_modules/esbuild')) {
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const here = ['--global=false', '--omit=dev', '--no-save', '--ignore-scripts'];
  npm('install', ...here, ...quiet, `esbuild@${devDependencies.esbuild}`);
}
execFileSync(process.execPath, ['esbuild.mjs', '--cli'], { stdio: 'inherit' });

function npm(...args) {
  const { npm_execpath: script } = process.env;
  const [command, first] = script ? [process.execPath, [script]] : ['npm', []];
  execFileSync(command, [...first, ...args], { stdio: 'inherit' });
}
