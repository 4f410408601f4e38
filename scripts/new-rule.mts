// `npm run new-rule token-subpath` writes the three files of a rule and lists it.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const id = process.argv[2] ?? '';
if (!/^[a-z]+(?:-[a-z]+)*$/.test(id)) {
  console.error(
    'Usage: npm run new-rule <id>, where <id> names the pattern found, in lower case with dashes.',
  );
  process.exit(2);
}
const folder = path.resolve(import.meta.dirname, '../server/src/rules', id);
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
  summary: 'One sentence: the pattern found, and what comes of it.',
  category: 'projected-tokens',
  severity: 'warning',
  since: '0.1.0',
  fixes: 'none',
  reads: 'document',
  // Words of which one must stand in a document for it to be looked at.
  concerns: ['serviceAccountToken'],

  check: {
    *projectedToken({ path }) {
      if (path?.value !== 'replace-me') return;
      yield { at: path, message: 'What is wrong here, quoting the value, and on which version.' };
    },
  },
});
`,
);
writeFileSync(
  path.join(folder, 'rule.md'),
  `# ${id}

One sentence: the pattern found, and what comes of it.

## Why it matters

What happens, on which version, to whom.

## Example

\`\`\`yaml bad
\`\`\`

\`\`\`yaml good
\`\`\`

## References

- Where the facts come from.
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
#             ^^^^^^^^^^ What is wrong here, quoting the value, and on which version.
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
