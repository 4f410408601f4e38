// `npm run new-rule token-subpath` writes the three files of a rule and lists it. They are complete, and what they prove
// holds; what is to be thought up says TODO, and a test finds it until it is gone.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const id = process.argv[2] ?? '';
if (!/^[a-z]+(?:-[a-z]+)*$/.test(id)) {
  console.error(
    'Usage: npm run new-rule <id>, where <id> names the pattern found, in lower case with dashes.',
  );
  process.exit(2);
}
const root = path.resolve(import.meta.dirname, '..');
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const folder = path.join(root, 'server/src/rules', id);
if (existsSync(folder)) {
  console.error(`There is a rule ${id} already.`);
  process.exit(2);
}
mkdirSync(folder);
writeFileSync(
  path.join(folder, 'rule.ts'),
  `import { defineRule } from '../../engine/index.ts';

export default defineRule({
  id: '${id}',
  summary: 'TODO One sentence: the pattern found, and what comes of it.',
  category: 'projected-tokens',
  severity: 'warning',
  since: '${version}',
  fixes: 'none',
  reads: 'document',
  // Words of which one must stand in a document for it to be looked at.
  concerns: ['serviceAccountToken'],

  check: {
    *projectedToken({ path }) {
      if (path?.value !== 'replace-me') return;
      yield { at: path, message: 'TODO What is wrong with \`replace-me\` here, and on which version.' };
    },
  },
});
`,
);
writeFileSync(
  path.join(folder, 'rule.md'),
  `# ${id}

TODO One sentence: the pattern found, and what comes of it.

## Why it matters

TODO What happens, on which version, to whom.

## Example

\`\`\`yaml bad
${example('replace-me')}
\`\`\`

\`\`\`yaml good
${example('token')}
\`\`\`

## References

- TODO Where the facts come from.
`,
);
writeFileSync(
  path.join(folder, 'cases.md'),
  `# ${id}

## reports the pattern

\`\`\`yaml volume
name: token
projected:
  sources:
    - serviceAccountToken:
        path: replace-me
#             ^^^^^^^^^^ TODO What is wrong with \`replace-me\` here, and on which version.
\`\`\`

## says nothing when the value is decided at render time

\`\`\`helm volume
name: token
projected:
  sources:
    - serviceAccountToken: { path: {{ .Values.path }} }
\`\`\`
`,
);
execFileSync(process.execPath, [path.resolve(import.meta.dirname, 'generate.mts')], { stdio: 'inherit' });
console.log(`server/src/rules/${id}: rule.ts, rule.md, cases.md. Next: npm test -- ${id}`);

function example(value: string): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: example
spec:
  containers:
    - name: app
      image: nginx
      volumeMounts:
        - name: token
          mountPath: /var/run/token
  volumes:
    - name: token
      projected:
        sources:
          - serviceAccountToken:
              path: ${value}`;
}
