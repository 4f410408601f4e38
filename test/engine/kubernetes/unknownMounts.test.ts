import { describe, expect, test } from 'vitest';
import { mayMountUnknownVolume } from '../../../server/src/engine/kubernetes/mountedNames.ts';
import { mayBeEqual } from '../../../server/src/engine/kubernetes/pods.ts';
import { unknownMounts } from '../../../server/src/engine/kubernetes/unknownMounts.ts';
import { podOf, podsIn } from '../../support/pods.ts';

function unknownIn(text: string) {
  return podsIn(text)
    .flatMap(unknownMounts)
    .map(({ name }) => name?.text);
}

const pod = (mount: string, volume: string) => `apiVersion: v1
kind: Pod
spec:
  containers:
    - name: app
      image: nginx
      volumeMounts:
        - name: data
          mountPath: /data
        - mountPath: /other
          name: ${mount}
  volumes:
    - name: data # one
      configMap:
        name: nested
    # - name: commented
    - emptyDir: {}
      name: ${volume}
`;

describe('mounts without a volume', () => {
  test.each([
    ['other', 'other', []],
    ['"other"', "'other'", []],
    ['othre', 'other', ['othre']],
    ['nested', 'other', ['nested']],
    ['commented', 'other', ['commented']],
    ['other', '{{ .Values.volume }}', []],
    ['other', '{{ .Values.volume }}-own', ['other']],
    ['{{ .Values.mount }}', 'other', []],
  ])('mount %s, volume %s', (mount, volume, unknown) => {
    expect(unknownIn(pod(mount, volume))).toEqual(unknown);
    if (unknown.length > 0) expect(mayMountUnknownVolume(pod(mount, volume))).toBe(true);
  });

  test('most documents are passed over without being read', () => {
    expect(mayMountUnknownVolume(pod('other', 'other'))).toBe(false);
    expect(mayMountUnknownVolume(pod('"other"', "'other'"))).toBe(false);
    expect(mayMountUnknownVolume(pod('other', 'other').replaceAll('\n', '\r\n'))).toBe(false);
    expect(
      mayMountUnknownVolume(pod('othre', 'other').replace('kind: Pod', 'kind: PodDisruptionBudget')),
    ).toBe(false);
  });

  test.each([
    [
      'flow style',
      (text: string) =>
        text.replace('- name: data\n          mountPath: /data', '- { name: data, mountPath: /data }'),
    ],
    ['two pods in one document', (text: string) => `${text}  more:\n    containers: []\n`],
    ['an anchor', (text: string) => text.replace('volumes:', 'volumes: &volumes')],
    [
      'a dash alone',
      (text: string) => text.replace('- mountPath: /other\n ', '-\n          mountPath: /other\n '),
    ],
    ['a name on the next line', (text: string) => text.replace('name: other', 'name: >-\n            other')],
  ])('where lines are not plain, it may be: %s', (_, change) => {
    const changed = change(pod('other', 'other'));
    expect(changed).not.toBe(pod('other', 'other'));
    expect(mayMountUnknownVolume(changed)).toBe(true);
  });
});

describe('names that may be equal once rendered', () => {
  const names = (mount: string, volume: string) => {
    const { containers, volumes } = podOf(
      `containers: [{ name: a, volumeMounts: [{ name: ${mount} }] }]\nvolumes: [{ name: ${volume} }]`,
    );
    const [a, b] = [containers[0]?.mounts[0]?.name, volumes[0]?.name];
    if (!a || !b) throw new Error('a name is missing');
    return [a, b] as const;
  };

  test.each([
    ['a', 'a', true],
    ['a', 'b', false],
    ['{{ .Values.a }}', '{{ .Values.b }}', true],
    ['{{ .Values.a }}-token', '{{ .Values.a }}-config', false],
    ['{{ .Values.a }}-token', '{{ .Values.b }}', true],
    ['x-{{ .Values.a }}', 'y-{{ .Values.a }}', false],
    ['{{ .Values.a }}-token', 'my-token', true],
    ['{{ .Values.a }}-token', 'token', false],
  ])('%s and %s: %s', (mount, volume, equal) => {
    const [a, b] = names(mount, volume);
    expect(mayBeEqual(a, b)).toBe(equal);
    expect(mayBeEqual(b, a)).toBe(equal);
  });
});
