// Makes a web build (what vscode.dev runs: no Node behind it) of a code-server's VS Code. In: that VS Code's folder,
// which is ours to change. Out: the entry point that `@vscode/test-web` loads. Refuses a VS Code whose start-up code
// does not look as expected.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export function writeWebBuild(vscode: string): void {
  const workbench = path.join(vscode, 'out/vs/workbench');
  const bundle = readFileSync(path.join(vscode, 'out/vs/code/browser/workbench/workbench.js'), 'utf8');
  writeFileSync(path.join(workbench, 'workbench.noremote.js'), withoutRemote(bundle));
  writeFileSync(path.join(workbench, 'workbench.web.main.internal.js'), entryPoint);
  const style = "@import url('../code/browser/workbench/workbench.css');\n";
  writeFileSync(path.join(workbench, 'workbench.web.main.internal.css'), style);
  // `@vscode/test-web` takes a folder for a finished download when it holds this file.
  writeFileSync(path.join(vscode, 'version'), 'web\n');
}

/** code-server's bundle takes for granted that a server stands behind the page; a web build has none. */
function withoutRemote(bundle: string): string {
  const paths =
    'userDataPath:"/",isEnabledFileDownloads:!0,isEnabledFileUploads:!0,isEnabledCoderGettingStarted:!1';
  const local = replaceOnce(bundle, /remoteAuthority:location\.host/g, `remoteAuthority:undefined,${paths}`);
  // The user's settings live in the browser's storage then, not on the server.
  const home = /(?<=\.file\(this\.userDataPath\)\.with\(\{scheme:\w+\.)vscodeRemote(?=\}\),"User"\))/g;
  return replaceOnce(local, home, 'vscodeUserData');
}

function replaceOnce(text: string, pattern: RegExp, replacement: string): string {
  const count = [...text.matchAll(pattern)].length;
  if (count !== 1)
    throw new Error(`VS Code's workbench.js is not as expected: ${count} matches of ${pattern}`);
  return text.replace(pattern, () => replacement);
}

// code-server's bundle starts the workbench by itself from the page's <meta>; the page's own start-up code, which would
// do the same, meets these stand-ins.
const entryPoint = `import './workbench.noremote.js';
export const create = () => ({ dispose() {} });
export const URI = { parse: (x) => x, revive: (x) => x, from: (x) => x };
export class Emitter { event = () => ({ dispose() {} }); fire() {} dispose() {} }
`;
