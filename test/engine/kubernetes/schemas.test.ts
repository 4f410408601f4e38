import { describe, expect, test } from 'vitest';
import { createLinter } from '../../../server/src/engine/index.ts';
import { withoutSchema } from '../../../server/src/engine/kubernetes/schemas.ts';
import { rules } from '../../../server/src/rules/index.generated.ts';

const schema = (description: string) => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: pods.example.org
  annotations:
    kubernetes.io/ingress.class: nginx
spec:
  versions:
    - name: v1
      schema:
        openAPIV3Schema:
          description: ${description}
          properties:
            serviceAccountToken: { type: object }
            secrets: { type: array }
`;

describe('a definition', () => {
  test('counts without its spec', () => {
    const text = `${schema('x')}status:\n  storedVersions: [v1]\n`;
    const left = withoutSchema(text);
    expect(left).toContain('kubernetes.io/ingress.class');
    expect(left).toContain('storedVersions');
    expect(left).not.toContain('serviceAccountToken');
  });

  test.each([
    ['another kind', 'kind: Pod\nspec:\n  a: CustomResourceDefinition\n'],
    ['a list', 'kind: List\nitems:\n  - kind: CustomResourceDefinition\n    spec:\n      a: 1\n'],
    ['an anchor', schema('x').replace('spec:\n  versions:', 'spec:\n  versions: &all')],
    ['JSON', '{"kind": "CustomResourceDefinition", "spec": {}}'],
  ])('%s stays whole', (_, text) => {
    expect(withoutSchema(text)).toBe(text);
  });

  test('is not parsed for what its schema describes, and nothing is found there without the prefilter either', () => {
    const text = schema('kubectl get secret $(kubectl get sa x -o jsonpath={.secrets[0].name})').replace(
      /^ {4}kubernetes.*\n/m,
      '    example.org/a: b\n',
    );
    for (const prefilter of [true, false]) {
      const linter = createLinter({ rules, prefilter });
      linter.setFile('file:///crd.yaml', text);
      const report = linter.check('file:///crd.yaml');
      expect(report?.findings).toEqual([]);
      if (prefilter) expect(report?.parsed).toBe(0);
    }
  });

  test('keeps the findings in its metadata', () => {
    const linter = createLinter({ rules });
    linter.setFile(
      'file:///crd.yaml',
      schema('x')
        .replace('ingress.class: nginx', 'psp: x')
        .replace('kubernetes.io/psp', 'kubernetes.io/servce-account.name'),
    );
    expect(linter.check('file:///crd.yaml')?.findings.map(({ rule }) => rule)).toContain('misspelled-key');
  });
});
