// The measure for changes to charts: objects before and after, at the versions where token Secrets change.

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HelmsAtHand, helmsAtHand, saysThatHelmIsMissing } from './atHand.ts';
import { copyOf } from './chart.ts';
import { type KubernetesObject, renderedObjects } from './render.ts';
import { expectSameObjects, identityOf } from './sameObjects.ts';

const chart = path.join(import.meta.dirname, 'fixtures/token-secret');
const template = 'templates/serviceaccount.yaml';
const secret: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: {
    name: 'release-reader-moved',
    labels: { 'app.kubernetes.io/name': 'token-secret', 'app.kubernetes.io/instance': 'release' },
    annotations: { 'kubernetes.io/service-account.name': 'release-reader' },
  },
  type: 'kubernetes.io/service-account-token',
};
const moved = { removed: ['Secret release-reader-token'], added: [secret] };

const atHand = await helmsAtHand();

if (atHand) describe('objects of a chart', () => withHelm(atHand));
else describe('objects of a chart, without Helm', saysThatHelmIsMissing);

function withHelm(atHand: HelmsAtHand): void {
  const changed = copyOf(chart);

  beforeAll(() => {
    const text = readFileSync(path.join(chart, template), 'utf8');
    writeFileSync(path.join(changed, template), text.replace('-token\n  labels:', '-moved\n  labels:'));
  });

  afterAll(() => rmSync(changed, { recursive: true }));

  describe.each(['three', 'four'] as const)('Helm %s', (major) => {
    const objectsOf = (folder: string, minor: number, values?: readonly string[]) => {
      return renderedObjects(folder, {
        helm: atHand[major],
        kubeVersion: `v1.${minor}.0`,
        ...(values ? { values } : {}),
      });
    };

    test('objects are named', async () => {
      const objects = await objectsOf(chart, 36);
      expect(objects.map(identityOf).sort()).toEqual([
        'ConfigMap with-manifests-inside',
        'Secret glued-to-its-separator',
        'Secret release-reader-token',
        'Service behind-a-comment',
        'ServiceAccount release-reader',
      ]);
    });

    test('nothing is different where the change does not render', async () => {
      expectSameObjects(await objectsOf(chart, 23), await objectsOf(changed, 23));
    });

    test.each([24, 36])('1.%i: what is different is told, and nothing else', async (minor) => {
      const before = await objectsOf(chart, minor);
      const after = await objectsOf(changed, minor);
      expectSameObjects(before, after, moved);
      expect(() => expectSameObjects(before, after)).toThrow();
      expect(() => expectSameObjects(before, after, { removed: moved.removed })).toThrow();
      expect(() => expectSameObjects(before, before, moved)).toThrow();
    });

    test('an object may change', async () => {
      const before = await objectsOf(chart, 23);
      const after = await objectsOf(chart, 24);
      const added = after.filter(({ kind }) => kind === 'Secret');
      const named = { secrets: [{ name: 'release-reader-token' }] };
      const change = (object: KubernetesObject) => ({ ...object, ...named });
      expectSameObjects(before, after, { added, changed: { 'ServiceAccount release-reader': change } });
      expect(() => expectSameObjects(before, after, { added })).toThrow();
      expect(() => expectSameObjects(before, after, { added, changed: { 'Pod none': change } })).toThrow();
    });

    test('values decide', async () => {
      const values = path.join(changed, 'other-values.yaml');
      writeFileSync(values, 'createToken: false\nserviceAccount: { name: chosen }\n');
      const objects = await objectsOf(chart, 36, [values]);
      expect(objects.map(identityOf)).toContain('ServiceAccount chosen');
      expect(objects.map(identityOf)).not.toContain('Secret chosen-token');
    });

    test('a chart that does not render says why', async () => {
      const refusing = path.join(import.meta.dirname, 'fixtures/kube-version');
      await expect(objectsOf(refusing, 20)).rejects.toThrow('refuses this version');
    });
  });
}
