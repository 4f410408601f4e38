// What the tests do at the keyboard: open files, look at findings, wait until something holds.
import {
  commands,
  type Diagnostic,
  extensions,
  languages,
  Selection,
  type TextDocument,
  type TextEditor,
  Uri,
  window,
  workspace,
} from 'vscode';

export const extensionId = 'bound-tokens.bound-tokens';

/** The extension, active and with a server that answers. */
export async function readyExtension() {
  const extension = extensions.getExtension<{ ready: Promise<void> }>(extensionId);
  if (extension === undefined) throw new Error('the extension is not installed');
  const exports = await extension.activate();
  await exports.ready;
  return extension;
}

export async function openFixture(path: string): Promise<TextEditor> {
  const folder = workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('no folder is open');
  return window.showTextDocument(await workspace.openTextDocument(Uri.joinPath(folder.uri, path)));
}

export async function openText(content: string, language = 'yaml'): Promise<TextEditor> {
  const document = await workspace.openTextDocument({ language, content });
  // Names are used again, and VS Code may then restore what a document of the same name held, closed moments ago.
  return document.getText() === content ? window.showTextDocument(document) : openText(content, language);
}

/** The cursor at the end of a line. */
export function selectionAt({ document }: TextEditor, line: number): Selection {
  const { end } = document.lineAt(line).range;
  return new Selection(end, end);
}

/** Throws away what the test typed. */
export async function closeEditor(): Promise<void> {
  await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
}

export function findingsIn({ uri }: TextDocument): Diagnostic[] {
  return languages.getDiagnostics(uri).filter(({ source }) => source === 'bound-tokens');
}

export function ruleOf({ code }: Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

export function findingsOf(document: TextDocument, rule: string): Diagnostic[] {
  return findingsIn(document).filter((finding) => ruleOf(finding) === rule);
}

/** Waits until the findings of a rule are this many, and returns them. */
export function waitForFindings(document: TextDocument, rule: string, count: number): Promise<Diagnostic[]> {
  return waitFor(`${count} × ${rule} in ${document.uri.path}`, () => {
    const findings = findingsOf(document, rule);
    return findings.length === count ? findings : undefined;
  });
}

/** Asks again and again until there is an answer. */
export async function waitFor<T>(
  what: string,
  ask: () => T | undefined | PromiseLike<T | undefined>,
): Promise<T> {
  const end = Date.now() + 10_000;
  while (Date.now() < end) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  throw new Error(`waited in vain for ${what}`);
}

export function equal(actual: unknown, expected: unknown, what = 'value'): void {
  const [got, wanted] = [actual, expected].map((value) => JSON.stringify(value, null, 1));
  if (got !== wanted) throw new Error(`${what}: got ${got}, wanted ${wanted}`);
}
