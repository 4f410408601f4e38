// npm runs this when it has installed the packages of a checkout, be it for a developer, for `npm install --global`, or for
// pre-commit: builds the command line, so that `bound-tokens` can be started. Plain JavaScript for any Node from 20 on.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

// Installing globally from git, several versions of npm run this without having installed anything
// (https://github.com/npm/cli/issues/8440); and our Action leaves out what only tests need. What the build itself needs is
// then installed beside the sources: as no development's package, or it would be left out again.
if (!existsSync('node_modules/esbuild')) {
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const here = ['--global=false', '--omit=dev', '--save-prod', '--no-save', '--ignore-scripts'];
  npm('install', ...here, ...quiet, `esbuild@${devDependencies.esbuild}`);
}
execFileSync(process.execPath, ['esbuild.mjs', '--cli'], { stdio: 'inherit' });

function npm(...args) {
  // What the npm around this was told is not meant for this one.
  const { npm_execpath: script, npm_config_include: _, npm_config_omit: __, ...env } = process.env;
  const [command, first] = script ? [process.execPath, [script]] : ['npm', []];
  execFileSync(command, [...first, ...args], { stdio: 'inherit', env });
}
