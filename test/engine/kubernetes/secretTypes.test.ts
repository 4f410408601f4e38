import { describe, expect, test } from 'vitest';
import {
  meantSecretType,
  suspectsMisspelledType,
} from '../../../server/src/engine/kubernetes/secretTypes.ts';

describe('meantSecretType', () => {
  test.each([
    ['kubernetes.io/service-account-toke', 'kubernetes.io/service-account-token'],
    ['kubernetes.io/service-account-tokens', 'kubernetes.io/service-account-token'],
    ['kubernetes.io/serviceaccount-token', 'kubernetes.io/service-account-token'],
    ['kubernetes.io/service_account_token', 'kubernetes.io/service-account-token'],
    ['kubernetes.io/service-account.token', 'kubernetes.io/service-account-token'],
    ['kubernetes.io/sevice-acount-token', 'kubernetes.io/service-account-token'],
    ['kubernetes.io/service-account', 'kubernetes.io/service-account-token'],
    ['kubernetes.io/ServiceAccountToken', 'kubernetes.io/service-account-token'],
    ['kubernetes.io-service-account-token', 'kubernetes.io/service-account-token'],
    ['kubernets.io/service-account-token', 'kubernetes.io/service-account-token'],
    ['kubernetes.com/service-account-token', 'kubernetes.io/service-account-token'],
    ['k8s.io/service-account-token', 'kubernetes.io/service-account-token'],
    ['kubernetes/service-account-token', 'kubernetes.io/service-account-token'],
    ['service-account-token', 'kubernetes.io/service-account-token'],
    ['serviceaccount-token', 'kubernetes.io/service-account-token'],
    ['kubernetes.io/docker-config-json', 'kubernetes.io/dockerconfigjson'],
    ['kubernetes.io/dockerconfigjason', 'kubernetes.io/dockerconfigjson'],
    ['kubernetes.io/.dockerconfigjson', 'kubernetes.io/dockerconfigjson'],
    ['kubernetes.io/dockerconfig', 'kubernetes.io/dockerconfigjson'],
    ['dockerconfigjson', 'kubernetes.io/dockerconfigjson'],
    ['kubernetes.io/dockerfg', 'kubernetes.io/dockercfg'],
    ['kubernetes.io/basicauth', 'kubernetes.io/basic-auth'],
    ['kubernetes.io/basic_auth', 'kubernetes.io/basic-auth'],
    ['kubernetes.io/sshauth', 'kubernetes.io/ssh-auth'],
    ['kubernetes.io/TLS', 'kubernetes.io/tls'],
    ['kubernetes.io/tsl', 'kubernetes.io/tls'],
    ['kuberentes.io/tls', 'kubernetes.io/tls'],
    ['kubernetes.io.tls', 'kubernetes.io/tls'],
    ['tls', 'kubernetes.io/tls'],
    ['kubernetes.io/bootstrap-token', 'bootstrap.kubernetes.io/token'],
    ['bootstrap.k8s.io/token', 'bootstrap.kubernetes.io/token'],
    ['bootstrap.kubernetes.io/tokens', 'bootstrap.kubernetes.io/token'],
  ])('takes %s for a misspelling', (type, meant) => {
    expect(meantSecretType(type)?.type).toBe(meant);
  });

  test.each([
    'kubernetes.io/service-account-token',
    'kubernetes.io/dockerconfigjson',
    'kubernetes.io/dockercfg',
    'kubernetes.io/basic-auth',
    'kubernetes.io/ssh-auth',
    'kubernetes.io/tls',
    'bootstrap.kubernetes.io/token',
    'Opaque',
    'opaque',
    'kubernetes.io/Opaque',
    'helm.sh/release.v1',
    'istio.io/key-and-cert',
    'istio.io/cacerts',
    'kubernetes.io/rbd',
    'kubernetes.io/glusterfs',
    'kubernetes.io/iscsi-chap',
    'kubernetes.io/storageos',
    'kubernetes.io/scaleio',
    'kubernetes.io/ssl',
    'kubernetes.io/tls2',
    'example.com/tls',
    'example.com/basic-auth',
    'addons.projectcapsule.dev/service-account-token',
    'cluster.x-k8s.io/secret',
    'rke.cattle.io/machine-plan',
    'provisioning.cattle.io/cloud-credential',
    'kubevirt.io/tls',
    'knative.dev/token',
    'token',
    'service-token',
    'generic',
    'string',
    '',
    '/',
  ])('lets %j be', (type) => {
    expect(meantSecretType(type)).toBeUndefined();
  });
});

describe('suspectsMisspelledType', () => {
  test.each([
    'kind: Secret\ntype: tls\n',
    '{"kind":"Secret","type":"kubernetes.io/tsl"}',
    '{"kind":"Secret","type":"kubernetes.io\\/tsl"}',
    'kind: Secret\ntype:\n  kubernetes.io/tsl\n',
    'kind: Secret\ntype: &t kubernetes.io/tsl\n',
    'kind: Secret\nx: &t tls\ntype: *t\n',
    'secretGenerator: [{ type: dockerconfigjson }]',
  ])('looks at %j', (text) => {
    expect(suspectsMisspelledType(text)).toBe(true);
  });

  test.each([
    'kind: Secret\ntype: kubernetes.io/tls\n',
    'kind: Secret\ntype: {{ .Values.type }}\n',
    'kind: Service\nspec: { type: tls }\n',
    'kind: CustomResourceDefinition # of Secrets\nspec: { type: object, items: { type: string } }\n',
  ])('passes %j by', (text) => {
    expect(suspectsMisspelledType(text)).toBe(false);
  });
});
