// What the extension says of itself: in the person's language, and on request to whoever looks for a mistake.
import { commands, env, l10n, workspace } from 'vscode';
import {
  closeEditor,
  equal,
  openFixture,
  openText,
  readyExtension,
  waitFor,
  waitForFindings,
} from './editor.ts';

const secret = `apiVersion: v1
kind: Secret
type: kubernetes.io/service-account-token
metadata:
  name: very-special-name
  annotations:
    kubernetes.io/service-acount.name: builder
`;

suite('information', () => {
  suiteSetup(async () => {
    await readyExtension();
  });
  teardown(async () => {
    await workspace.getConfiguration('boundTokens').update('kubernetesVersion', undefined, true);
    await closeEditor();
  });

  test('the client and the server speak the display language', async () => {
    const { extensionUri } = await readyExtension();
    // The runner opens the web in German, and the other host in English.
    equal(env.language, /^https?$/.test(extensionUri.scheme) ? 'de' : 'en', 'display language');
    const isGerman = env.language === 'de';
    equal(l10n.t('No problems'), isGerman ? 'Keine Probleme' : 'No problems', 'a text of the client');
    const { document } = await openFixture('manifests/typo.yaml');
    const [finding] = await waitForFindings(document, 'misspelled-key', 1);
    const wanted = isGerman
      ? 'misspelled-key für diese Zeile abschalten'
      : 'Disable misspelled-key for this line';
    await waitFor(`the action '${wanted}'`, async () => {
      const actions = await commands.executeCommand<{ title: string }[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        finding?.range,
      );
      return actions.some(({ title }) => title === wanted) || undefined;
    });
  });

  test('debug information tells versions, settings and folders, and no content', async () => {
    await workspace.getConfiguration('boundTokens').update('kubernetesVersion', 'bananas', true);
    const { document } = await openText(secret);
    await waitForFindings(document, 'misspelled-key', 1);
    const text = await waitFor('the complaint', async () => {
      const printed = await commands.executeCommand<string>('boundTokens.printDebugInformation');
      return printed.includes('Not a Kubernetes version') ? printed : undefined;
    });
    const information = JSON.parse(text);
    equal(information.language, env.language, 'language');
    equal(information.settings.kubernetesVersion, 'bananas', 'setting');
    equal(information.server.folders.at(-1)?.kubernetesVersion.range, '>=1.24-0', 'versions in force');
    equal(text.includes('very-special-name'), false, 'content');
    await commands.executeCommand('workbench.action.closePanel');
  });

  test('messages are one line, with a code to look up and a page to open', async () => {
    const { document } = await openFixture('manifests/typo.yaml');
    const [finding] = await waitForFindings(document, 'misspelled-key', 1);
    if (finding === undefined) throw new Error('no finding');
    equal(finding.message.includes('\n') || finding.message.includes('://'), false, finding.message);
    equal(finding.source, 'bound-tokens', 'source');
    equal(typeof finding.code === 'object' && finding.code.value, 'misspelled-key', 'code');
  });
});
