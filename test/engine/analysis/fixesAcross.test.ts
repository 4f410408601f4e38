// A fix may change another document than the one its finding stands in; it must follow that document's text.

import { expect, test } from 'vitest';
import { applyEdits, createLinter, defineRule, setScalar } from '../../../server/src/engine/index.ts';
import { lookup } from '../../../server/src/engine/yaml/lookup.ts';

/** On every ServiceAccount: sets the `mark` of all token Secrets to `done`. */
const marking = defineRule({
  id: 'marking',
  summary: '',
  category: 'files',
  severity: 'hint',
  since: '0.1.0',
  fixes: 'unsafe',
  concerns: ['ServiceAccount'],
  reads: 'workspace',
  check: {
    *resource({ kind, kindNode }, { index }) {
      if (kind !== 'ServiceAccount') return;
      const marks = index.ofKind('Secret').flatMap(({ section: { root } }) => {
        const mark = root?.type === 'map' ? lookup(root, 'mark') : undefined;
        return mark?.is === 'written' && mark.node.type === 'scalar' ? [mark.node] : [];
      });
      const edits = marks.map((mark) => setScalar(mark, 'done'));
      yield { at: kindNode, message: 'mark', fixes: [{ title: 'mark', safety: 'unsafe', edits }] };
    },
  },
});

const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: a }\n';
const secret = (comment: string) =>
  `${comment}apiVersion: v1\nkind: Secret\ntype: kubernetes.io/service-account-token\nmetadata: { name: s }\nmark: open\n`;

test('a fix follows the text that it changes, in the same file and in another', () => {
  const linter = createLinter({ rules: [marking] });
  const fixed = (uri: string) => {
    const [finding] = linter.check('file:///x/account.yaml')?.findings ?? [];
    const edits = finding?.fixes[0]?.edits.filter((edit) => edit.uri === uri) ?? [];
    return applyEdits(linter.text(uri) ?? '', edits);
  };
  for (const comment of ['', '# one\n', '# one\n# two\n', '']) {
    linter.setFile('file:///x/account.yaml', `${account}---\n${secret(comment)}`);
    linter.setFile('file:///x/secret.yaml', secret(comment));
    const done = secret(comment).replace('open', 'done');
    expect(fixed('file:///x/account.yaml')).toBe(`${account}---\n${done}`);
    expect(fixed('file:///x/secret.yaml')).toBe(done);
  }
});

test('a fix of a file that is gone is gone', () => {
  const linter = createLinter({ rules: [marking] });
  linter.setFile('file:///x/account.yaml', account);
  linter.setFile('file:///x/secret.yaml', secret(''));
  const editsOf = () =>
    linter.check('file:///x/account.yaml')?.findings[0]?.fixes.flatMap(({ edits }) => edits);
  expect(editsOf()).toHaveLength(1);
  linter.removeFile('file:///x/secret.yaml');
  expect(editsOf()).toEqual([]);
});
