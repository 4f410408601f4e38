// Token Secrets that are put next to ServiceAccounts, rendered: a chart with them differs from the chart without by just
// these Secrets, on the versions and with the values that they are for.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  applyEdits,
  createLinter,
  type Linter,
  type TokenSecretStyle,
} from '../../server/src/engine/index.ts';
import { accountShapes, shapesChart } from '../support/accountShapes.ts';
import { type HelmsAtHand, helmsAtHand, saysThatHelmIsMissing } from './atHand.ts';
import { type KubernetesObject, renderedObjects } from './render.ts';
import { expectSameObjects } from './sameObjects.ts';

const versionHelper = `{{- define "shapes.kubeVersion" -}}
{{- default .Capabilities.KubeVersion.Version .Values.kubeVersion }}
{{- end }}
`;
const asksHelper = `{{- if semverCompare ">=1.30-0" (include "shapes.kubeVersion" .) }}
apiVersion: v1
kind: ConfigMap
metadata:
  name: new
{{- end }}
`;

const shapes: Readonly<Record<string, string>> = {
  ...shapesChart,
  'templates/named.yaml': '{{ include "shapes.account" . }}\n',
  ...Object.fromEntries(accountShapes.map(({ text }, at) => [`templates/shape${at}.yaml`, text])),
};
const withHelper = { ...shapes, 'templates/_version.tpl': versionHelper, 'templates/new.yaml': asksHelper };

const atHand = await helmsAtHand();

if (atHand) describe('charts with token Secrets', () => withHelm(atHand));
else describe('charts with token Secrets, without Helm', saysThatHelmIsMissing);

function withHelm(atHand: HelmsAtHand): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'bound-tokens-inserted-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const other = path.join(folder, 'other.yaml');
  writeFileSync(
    other,
    'serviceAccount: { create: false, annotations: null, labels: null }\npullSecrets: null\nmore: ""\n',
  );
  const switched = path.join(folder, 'switched.yaml');
  writeFileSync(switched, 'serviceAccount: { createTokenSecret: true }\n');
  const overriding = path.join(folder, 'overriding.yaml');
  writeFileSync(overriding, 'kubeVersion: v1.23.4\n');

  const without = write(path.join(folder, 'without'), shapes);
  const plain = write(path.join(folder, 'plain'), inserted(shapes, 'plain'));
  const gated = write(path.join(folder, 'gated'), inserted(shapes, 'gated'));
  const optIn = write(path.join(folder, 'opt-in'), inserted(shapes, 'opt-in'));
  const helped = write(path.join(folder, 'helped'), inserted(withHelper, 'gated'));
  const unhelped = write(path.join(folder, 'unhelped'), withHelper);

  describe.each(['three', 'four'] as const)('Helm %s', (major) => {
    const objects = (chart: string, kubeVersion: string, values: readonly string[] = []) =>
      renderedObjects(chart, { helm: atHand[major], kubeVersion, values });

    describe.each([{ values: [] }, { values: [other] }])('values %#', ({ values }) => {
      test.each(['v1.23.0', 'v1.24.0', 'v1.36.0', 'v1.24.1-gke.5'])('%s', async (version) => {
        const before = await objects(without, version, values);
        const added = before.flatMap(secretFor);
        expect(added.length).toBeGreaterThan(10);
        expectSameObjects(before, await objects(plain, version, values), { added });
        const isNew = version !== 'v1.23.0';
        expectSameObjects(before, await objects(gated, version, values), { added: isNew ? added : [] });
        expectSameObjects(before, await objects(optIn, version, values));
        expectSameObjects(before, await objects(optIn, version, [...values, switched]), { added });
      });
    });

    test('the template that the chart asks for the version has its say', async () => {
      const before = await objects(unhelped, 'v1.24.0');
      expectSameObjects(before, await objects(helped, 'v1.24.0'), { added: before.flatMap(secretFor) });
      expectSameObjects(before, await objects(helped, 'v1.24.0', [overriding]));
    });
  });
}

function write(folder: string, files: Readonly<Record<string, string>>): string {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  return folder;
}

/** The files with a token Secret for each of their ServiceAccounts. */
function inserted(
  files: Readonly<Record<string, string>>,
  style: TokenSecretStyle,
): Readonly<Record<string, string>> {
  const uriOf = (file: string) => `file:///chart/${file}`;
  const linter = createLinter({ rules: [] });
  for (const [file, text] of Object.entries(files)) linter.setFile(uriOf(file), text);
  const edits = Object.entries(files).flatMap(([file, text]) => editsFor(linter, uriOf(file), text, style));
  return Object.fromEntries(
    Object.entries(files).map(([file, text]) => {
      const own = edits.filter(({ uri }) => uri === uriOf(file));
      // Every ServiceAccount asks for the same value.
      return [file, applyEdits(text, file === 'values.yaml' ? own.slice(0, 1) : own)];
    }),
  );
}

function editsFor(linter: Linter, uri: string, text: string, style: TokenSecretStyle) {
  const offset = text.indexOf('kind: ServiceAccount');
  const insertion = offset < 0 ? undefined : linter.insertTokenSecret(uri, offset, style);
  if (insertion?.is === 'refused') throw new Error(`${insertion.because}:\n${text}`);
  return insertion?.edits ?? [];
}

/** The Secret that a rendered ServiceAccount should have. */
function secretFor({ kind, metadata }: KubernetesObject): KubernetesObject[] {
  if (kind !== 'ServiceAccount' || typeof metadata !== 'object' || metadata === null) return [];
  const { name, namespace, labels }: { name?: unknown; namespace?: unknown; labels?: unknown } = metadata;
  return [
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: `${name}-token`,
        ...(namespace !== undefined && { namespace }),
        ...(labels !== undefined && { labels }),
        annotations: { 'kubernetes.io/service-account.name': name },
      },
      type: 'kubernetes.io/service-account-token',
    },
  ];
}
