// The snippets under language ids that VS Code itself does not know, so that the manifest cannot name them: `helm`,
// which several extensions bring. In: a word before the cursor. Out: what the manifest gives to YAML files.
import {
  CompletionItem,
  CompletionItemKind,
  type Disposable,
  languages,
  MarkdownString,
  SnippetString,
} from 'vscode';
import { type Snippet, snippets } from './snippets.ts';

export function offerHelmSnippets(): Disposable {
  const items = Object.entries(snippets).flatMap(([name, snippet]) => {
    return snippet.prefix.map((prefix) => completionItem(prefix, name, snippet));
  });
  return languages.registerCompletionItemProvider('helm', { provideCompletionItems: () => items });
}

function completionItem(prefix: string, name: string, { description, body }: Snippet): CompletionItem {
  const item = new CompletionItem({ label: prefix, description: name }, CompletionItemKind.Snippet);
  item.insertText = new SnippetString(body.join('\n'));
  item.documentation = new MarkdownString(description);
  return item;
}
