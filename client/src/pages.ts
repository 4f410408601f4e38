// Pages that are shown as documents of our own: on no disk, read-only, and asking nobody whether to save them. Rendered
// where VS Code has its Markdown extension, else as text. The same on a desktop and in the web.
import { commands, Disposable, EventEmitter, env, Uri, window, workspace } from 'vscode';
import { showDocumentationCommand } from '../../server/src/protocol/messages.ts';

const scheme = 'bound-tokens';

export interface Pages extends Disposable {
  /** Shows Markdown under a name, in the place of what was shown under that name. */
  show(name: string, markdown: string): Promise<void>;
}

export function createPages(): Pages {
  const changed = new EventEmitter<Uri>();
  const contents = new Map<string, string>();
  const provider = workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: ({ path }) => contents.get(path) ?? '',
  });
  return {
    async show(name, markdown) {
      const page = Uri.from({ scheme, path: `/${name}.md` });
      contents.set(page.path, markdown);
      changed.fire(page);
      await commands.executeCommand('markdown.showPreview', page).then(undefined, () => {
        return window.showTextDocument(page);
      });
    },
    dispose: () => Disposable.from(changed, provider).dispose(),
  };
}

/** The pages about rules come with the extension, and need no network. */
export function registerDocumentation(extension: Uri, pages: Pages): Disposable {
  return commands.registerCommand(showDocumentationCommand, async (rule: string, address: string) => {
    const file = Uri.joinPath(extension, 'dist/rules', `${rule}.md`);
    const markdown = await read(file).catch(() => undefined);
    if (markdown === undefined) await env.openExternal(Uri.parse(address));
    else await pages.show(rule, markdown);
  });
}

async function read(file: Uri): Promise<string> {
  return new TextDecoder().decode(await workspace.fs.readFile(file));
}
