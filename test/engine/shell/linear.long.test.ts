import { expect, test } from 'vitest';
import { tokenIdiomsIn } from '../../../server/src/engine/shell/tokenIdioms.ts';
import { scriptOfScalar } from '../../../server/src/engine/shell/yamlScript.ts';
import { createSourceFile } from '../../../server/src/engine/workspace/sourceFile.ts';
import { cpuTime } from '../../support/cpuTime.ts';
import { plainScript } from '../../support/scripts.ts';

const unit = `S=$(kubectl get sa robot -o jsonpath='{.secrets[0].name}')
T=$(kubectl get secret "$S" -o jsonpath='{.data.token}' | base64 -d) # read
if [ -z "$T" ]; then echo "no token" >&2; exit 1; fi
`;

/** What is hard on readers that look ahead, or come back: each again and again, and never closed. */
const shapes: Readonly<Record<string, string>> = {
  'an ordinary script': unit,
  substitutions: '$(',
  'closed substitutions': 'a=$(b $(c)) ',
  arithmetic: '$((1+',
  expansions: '${a:-',
  backticks: '`a ',
  'escaped backticks': '`a \\`',
  'double quotes': 'kubectl get secret "',
  'single quotes': "kubectl get secret '",
  'dollar quotes': "$'a\\'",
  blocks: '{ secret=1; ',
  'here-documents': 'cat <<A\n',
  parentheses: '(secret ',
  pipes: 'kubectl get secret | ',
  filters: '| grep token ',
  'variables of variables': 'B=$A; A=$B; ',
  'one long word': 'kubectl-secret',
  'one long command': 'kubectl get secret ',
  'shells in shells': "kubectl get secret; sh -c '",
  'shells of many': 'sh sh -c x kubectl secret ',
};

function milliseconds(text: string): number {
  return cpuTime(() => tokenIdiomsIn(plainScript(text)));
}

test.each(Object.entries(shapes))('%s cost twice as much when there are twice as many', (_, shape) => {
  const ofLength = (length: number) =>
    `A=$(kubectl get secret a -o jsonpath={.data.token})\n${shape.repeat(Math.ceil(length / shape.length))}`;
  milliseconds(ofLength(10_000));
  const small = milliseconds(ofLength(40_000));
  const large = milliseconds(ofLength(320_000));
  // Eight times the text, with room for what a garbage collector does.
  expect(large).toBeLessThan(Math.max(small, 15) * 8 * 4);
});

test('a script of ten megabytes is read', () => {
  const figures = [1, 10, 100, 1000, 10_000].map((kilobytes) => {
    const text = unit.repeat(Math.ceil((kilobytes * 1024) / unit.length));
    return `${kilobytes} KB: ${milliseconds(text).toFixed(1)} ms`;
  });
  console.log(figures.join('\n'));
  expect(figures).toHaveLength(5);
}, 60_000);

test('a scalar of YAML becomes a script in time', () => {
  const time = (count: number): number => {
    const text = `${JSON.stringify('echo "a"\n'.repeat(count))}\n`;
    const scalar = createSourceFile('file:///a.yaml', text).documents[0]?.document.root;
    if (scalar?.type !== 'scalar') throw new Error('a scalar was expected');
    return cpuTime(() => scriptOfScalar(scalar, 'sh'));
  };
  time(1000);
  const small = time(10_000);
  expect(time(80_000)).toBeLessThan(Math.max(small, 15) * 8 * 4);
});
