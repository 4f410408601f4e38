// Pages that are shown as documents of our own: on no disk, read-only, and asking nobody whether to save them. Rendered
// where VS Code has its Markdown extension, else as text. The same on a desktop and in the web.
import { commands, Disposable, EventEmitter, env, Uri, window, workspace } from 'vscode';
import { showDocumentationCommand } from '../../server/src/protocol/messages.ts';

const scheme = 'bound-tokens';

export interface Pages extends Disposable {
  /** Shows Markdown under a name, in the place of what was shown under that name. */
  show(name: string, markdown: string): Promise<void>;
}

/** The pages about rules come with the extension, need no network, and lead to each other. */
export function createPages(extension: Uri): Pages {
  const changed = new EventEmitter<Uri>();
  const contents = new Map<string, string>();
  const provider = workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: ({ path }) =>
      contents.get(path) ?? read(Uri.joinPath(extension, 'dist', path)),
  });
  const documentation = commands.registerCommand(
    showDocumentationCommand,
    async (rule: string, address: string) => {
      const page = Uri.from({ scheme, path: `/rules/${rule}.md` });
      const opened = await workspace.openTextDocument(page).then(preview, () => undefined);
      if (opened === undefined) await env.openExternal(Uri.parse(address));
    },
  );
  return {
    async show(name, markdown) {
      const page = Uri.from({ scheme, path: `/${name}.md` });
      contents.set(page.path, markdown);
      changed.fire(page);
      await preview({ uri: page });
    },
    dispose: () => Disposable.from(changed, provider, documentation).dispose(),
  };
}

async function preview({ uri }: { readonly uri: Uri }): Promise<true> {
  await commands.executeCommand('markdown.showPreview', uri).then(undefined, () => {
    return window.showTextDocument(uri);
  });
  return true;
}

async function read(file: Uri): Promise<string> {
  return new TextDecoder().decode(await workspace.fs.readFile(file));
}
