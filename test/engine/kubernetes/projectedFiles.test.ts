import { expect, test } from 'vitest';
import {
  filesIn,
  isApiAccessVolume,
  missingBesideToken,
} from '../../../server/src/engine/kubernetes/projectedFiles.ts';
import { audienceOf, projectedTokensOf } from '../../../server/src/engine/kubernetes/projectedTokens.ts';
import { podOf } from '../../support/pods.ts';

function volumeOf(...sources: string[]) {
  const items = sources.map((source) => `      - ${source}`).join('\n');
  const [volume] = podOf(`volumes:\n- name: a\n  projected:\n    sources:\n${items}`).volumes;
  if (!volume) throw new Error('there is no volume');
  return volume;
}

function tokenOf(...sources: string[]) {
  const [token] = projectedTokensOf(volumeOf(...sources));
  if (!token) throw new Error('there is no token');
  return token;
}

const token = 'serviceAccountToken: { path: token }';
const certificate = 'configMap: { name: kube-root-ca.crt, items: [{ key: ca.crt, path: ca.crt }] }';
const namespace =
  'downwardAPI: { items: [{ path: namespace, fieldRef: { fieldPath: metadata.namespace } }] }';

test.each([
  ['the three files', [token, certificate, namespace], ['token', 'ca.crt', 'namespace'], true],
  [
    'the root certificate as a whole',
    [token, 'configMap: { name: kube-root-ca.crt }'],
    ['token', 'ca.crt'],
    true,
  ],
  ['another ConfigMap as a whole', [token, 'configMap: { name: mine }'], ['token'], false],
  ['a Secret as a whole', [token, 'secret: { name: mine }'], ['token'], false],
  ['a downward API without items', [token, 'downwardAPI: {}'], ['token'], true],
  ['a trust bundle', [token, 'clusterTrustBundle: { name: a, path: ca.crt }'], ['token', 'ca.crt'], true],
  ['a kind that nobody knows', [token, 'newKind: { path: a }'], ['token'], false],
  [
    'a path that a template decides',
    [token, 'serviceAccountToken: { path: {{ .Values.a }} }'],
    ['token'],
    false,
  ],
  ['sources that a template writes', [token, '{{- toYaml .Values.a | nindent 6 }}'], ['token'], false],
])('files of %s', (_, sources, paths, complete) => {
  const found = filesIn(tokenOf(...sources).sources);
  expect(found.files.map(({ path }) => path)).toEqual(paths);
  expect(found.complete).toBe(complete);
});

test.each([
  [[token], ['ca.crt', 'namespace']],
  [[token, certificate], ['namespace']],
  [[token, certificate, namespace], []],
  [[token, 'configMap: { name: mine }'], undefined],
  [[token, certificate, namespace, 'configMap: { name: mine }'], []],
])('beside the token of %j is missing %j', (sources, missing) => {
  expect(missingBesideToken(tokenOf(...sources).sources)).toEqual(missing);
});

test.each([
  [[token, certificate, namespace], true],
  [[token, certificate], false],
  [['serviceAccountToken: { path: other }', certificate, namespace], false],
  [['serviceAccountToken: { path: token, audience: vault }', certificate, namespace], false],
])('%j can take the place of the automatic volume: %j', (sources, can) => {
  expect(isApiAccessVolume(volumeOf(...sources))).toBe(can);
});

test.each([
  ['', 'api-server'],
  [', audience: ""', 'api-server'],
  [', audience: null', 'api-server'],
  [', audience: https://kubernetes.default.svc.cluster.local', 'api-server'],
  [', audience: kubernetes.default', 'api-server'],
  [', audience: vault', 'other'],
  [', audience: sts.amazonaws.com', 'other'],
  [', audience: "https://iam.googleapis.com/projects/1/a"', 'other'],
  // The issuer of some cluster, and by that its API server's audience.
  [', audience: https://oidc.example.com/1', 'unknown'],
  [', audience: {{ .Values.audience }}', 'unknown'],
])('the audience of a token with "%s" is %s', (field, audience) => {
  expect(audienceOf(tokenOf(`serviceAccountToken: { path: token${field} }`))).toBe(audience);
});
