import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import {
  mentionsDeprecatedKey,
  nearMisses,
  suspectsMisspelling,
  wellKnownKey,
} from '../../../server/src/engine/kubernetes/metadataKeys.ts';

interface KeyFact {
  readonly key: string;
  readonly kinds: readonly string[];
  readonly family: string;
  readonly desc?: string;
  readonly deprecated?: { readonly replacement?: string; readonly oneToOne?: boolean };
}

const folder = new URL('../../../server/src/engine/kubernetes/facts/', import.meta.url);
const { keys: facts }: { keys: readonly KeyFact[] } = JSON.parse(
  readFileSync(new URL('wellKnownKeys.json', folder), 'utf8'),
);
const factKeys = facts.map(({ key }) => key);

const ordinary = `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: web
  labels:
    app.kubernetes.io/name: web
    example.com/team: payments
    pod-template-hash: abc
  annotations:
    cert-manager.io/cluster-issuer: letsencrypt
    checksum/config: {{ include (print $.Template.BasePath "/config.yaml") . | sha256sum }}
spec:
  nodeSelector: { kubernetes.io/os: linux }
  image: registry.k8s.io/pause:3.9 # see https://kubernetes.io/docs/concepts/service-accounts/
  mountPath: /var/run/secrets/kubernetes.io/serviceaccount
`;

const accountName = 'kubernetes.io/service-account.name';

/** What is written, and what is meant. */
const misspellings: readonly (readonly [written: string, meant: string])[] = [
  // The key the product exists for.
  ['kubernetes.io/service-account-name', accountName],
  ['kubernetes.io/service-account_name', accountName],
  ['kubernetes.io/service-account/name', accountName],
  ['kubernetes.io/service.account.name', accountName],
  ['kubernetes.io/serviceaccount.name', accountName],
  ['kubernetes.io/serviceaccount-name', accountName],
  ['kubernetes.io/serviceAccountName', accountName],
  ['kubernetes.io/service-accountname', accountName],
  ['kubernetes.io/Service-Account.Name', accountName],
  ['kubernetes.io/sevice-account.name', accountName],
  ['kubernetes.io/service-acount.name', accountName],
  ['kubernetes.io/service-accuont.name', accountName],
  ['kubernetes.io/service-account.nmae', accountName],
  ['kubernetes.io/service-account.names', accountName],
  ['kubernetes.io/service-accounts.name', accountName],
  ['kubernetes.io/servcie-acount.name', accountName],
  ['kubernetes.io/service-acct-name', accountName],
  ['kubernetes.io/service-account', accountName],
  ['kubernetes.io/serviceaccount', accountName],
  ['kubernetes.io/service-account-token', accountName],
  ['kubernetes.io/service-account-token.name', accountName],
  ['kubernetes.io/service-account.token.name', accountName],
  ['k8s.io/service-account.name', accountName],
  ['k8s.io/service-account-name', accountName],
  ['kubernetes/service-account.name', accountName],
  ['kubernetes.oi/service-account.name', accountName],
  ['kubernets.io/service-account.name', accountName],
  ['kuberentes.io/sevice-account.name', accountName],
  ['secrets.kubernetes.io/service-account.name', accountName],
  ['service-account.kubernetes.io/name', accountName],
  ['service-account.name', accountName],
  ['kubernetes.io.service-account.name', accountName],
  ['kubernetes.io-service-account.name', accountName],
  ['kubernetes.io/service-account-uid', 'kubernetes.io/service-account.uid'],
  ['kubernetes.io/service-account.uuid', 'kubernetes.io/service-account.uid'],
  ['service-account.uid', 'kubernetes.io/service-account.uid'],
  // A letter missing, doubled, added, replaced, or in its neighbour's place.
  ['helm.sh/hart', 'helm.sh/chart'],
  ['helm.sh/hook-wieght', 'helm.sh/hook-weight'],
  ['helm.sh/hook-delete-polcy', 'helm.sh/hook-delete-policy'],
  ['meta.helm.sh/release-namepace', 'meta.helm.sh/release-namespace'],
  ['app.kubernetes.io/nmae', 'app.kubernetes.io/name'],
  ['app.kubernetes.io/componnent', 'app.kubernetes.io/component'],
  ['app.kubernetes.io/instnace', 'app.kubernetes.io/instance'],
  ['kubernetes.io/hostnme', 'kubernetes.io/hostname'],
  ['cluster-autoscaler.kubernetes.io/safe-to-evictt', 'cluster-autoscaler.kubernetes.io/safe-to-evict'],
  ['cert-manager.io/cluster-isuer', 'cert-manager.io/cluster-issuer'],
  ['nginx.ingress.kubernetes.io/rewrite-taget', 'nginx.ingress.kubernetes.io/rewrite-target'],
  ['nginx.ingress.kubernetes.io/proxy-read-timeuot', 'nginx.ingress.kubernetes.io/proxy-read-timeout'],
  ['argocd.argoproj.io/snyc-wave', 'argocd.argoproj.io/sync-wave'],
  ['prometheus.io/scarpe', 'prometheus.io/scrape'],
  ['prometheus.io/scrap', 'prometheus.io/scrape'],
  ['eks.amazonaws.com/role-anr', 'eks.amazonaws.com/role-arn'],
  ['replicator.v1.mittwald.de/replicate-form', 'replicator.v1.mittwald.de/replicate-from'],
  ['pod-security.kubernetes.io/enforce-verison', 'pod-security.kubernetes.io/enforce-version'],
  // Words in the wrong order, other separators, other case.
  ['helm.sh/hook-policy-delete', 'helm.sh/hook-delete-policy'],
  ['app.kubernetes.io/managedBy', 'app.kubernetes.io/managed-by'],
  ['app.kubernetes.io/part_of', 'app.kubernetes.io/part-of'],
  ['app.kubernetes.io/managed/by', 'app.kubernetes.io/managed-by'],
  ['app.kubernetes.io/Name', 'app.kubernetes.io/name'],
  ['kubernetes.io/ingress-class', 'kubernetes.io/ingress.class'],
  ['kubernetes.io/ingressclass', 'kubernetes.io/ingress.class'],
  ['helm.sh/resource_policy', 'helm.sh/resource-policy'],
  ['sidecar.istio.io/proxycpu', 'sidecar.istio.io/proxyCPU'],
  ['app.kubernetes.io.name', 'app.kubernetes.io/name'],
  ['topology.kubernetes.io_zone', 'topology.kubernetes.io/zone'],
  // A wrong domain.
  ['app.kubernets.io/component', 'app.kubernetes.io/component'],
  ['app.kuberenets.io/name', 'app.kubernetes.io/name'],
  ['app.kubernete.io/name', 'app.kubernetes.io/name'],
  ['app.kubernetes.com/name', 'app.kubernetes.io/name'],
  ['app.kubernetes/version', 'app.kubernetes.io/version'],
  ['app-kubernetes.io/name', 'app.kubernetes.io/name'],
  ['toplogy.kubernetes.io/zone', 'topology.kubernetes.io/zone'],
  ['kubernetes.io/zone', 'topology.kubernetes.io/zone'],
  ['topology.k8s.io/region', 'topology.kubernetes.io/region'],
  ['kubernetes.io/instance-type', 'node.kubernetes.io/instance-type'],
  ['certmanager.io/cluster-issuer', 'cert-manager.io/cluster-issuer'],
  ['argocd.argoprj.io/sync-wave', 'argocd.argoproj.io/sync-wave'],
  ['karpenterr.sh/nodepool', 'karpenter.sh/nodepool'],
  ['linkerd.oi/inject', 'linkerd.io/inject'],
  ['rbac.authorization.kubernetes.io/aggregate-to-view', 'rbac.authorization.k8s.io/aggregate-to-view'],
  // Keys that end in what the user chooses.
  ['container.aparmor.security.beta.kubernetes.io/web', 'container.apparmor.security.beta.kubernetes.io/web'],
  ['node-rloe.kubernetes.io/worker', 'node-role.kubernetes.io/worker'],
  ['vault.hashicorp.com/agent-injct-secret-db', 'vault.hashicorp.com/agent-inject-secret-db'],
  ['alb.ingress.kubernetes.io/actons.blue-green', 'alb.ingress.kubernetes.io/actions.blue-green'],
];

/** Keys that resemble well-known ones and are meant as they stand. */
const lookAlikes: readonly string[] = [
  // Roles, containers and the like are the user's choice.
  'node-role.kubernetes.io/controlplane',
  'node-role.kubernetes.io/infra-worker',
  'feature.node.kubernetes.io/cpu-model',
  'container.apparmor.security.beta.kubernetes.io/manger',
  'prometheus.io/param-module',
  'alb.ingress.kubernetes.io/actions.ssl-redirect',
  // Siblings, some of them younger or older than any table.
  'nginx.ingress.kubernetes.io/limit-rpm',
  'nginx.ingress.kubernetes.io/limit-rpd',
  'nginx.ingress.kubernetes.io/limit-burst',
  'nginx.ingress.kubernetes.io/proxy-send-timeouts',
  'nginx.ingress.kubernetes.io/auth-tls-secrets',
  'ingress.kubernetes.io/ssl-redirect',
  'ingress.kubernetes.io/rewrite-target',
  'haproxy-ingress.github.io/ssl-redirect',
  'service.kubernetes.io/aws-load-balancer-type',
  'service.beta.kubernetes.io/oci-load-balancer-internal',
  'service.beta.kubernetes.io/gcp-load-balancer-name',
  'volume.alpha.kubernetes.io/storage-class',
  'pod.beta.kubernetes.io/init-containers',
  'scheduler.beta.kubernetes.io/critical-pod',
  'beta.kubernetes.io/hostname',
  'failure-domain.kubernetes.io/zone',
  'beta.kubernetes.io/fluentd-ds-ready',
  'snapshot.storage.kubernetes.io/allowVolumeModeChange',
  'autoscaling.knative.dev/minScale',
  'prometheus.io/scrape_slow',
  'prometheus.io/scraped',
  'prometheus.io/schema',
  'prometheus.io/ports',
  'prometheus.io/service-monitor',
  'karpenter.sh/do-not-evict',
  'karpenter.sh/discovery',
  'elbv2.k8s.aws/pod-readiness-gate-inject',
  'istio.io/gateway-name',
  'networking.gke.io/v1.FrontendConfig',
  'acme.cert-manager.io/http02-ingress-class',
  'cert-manager.io/cluster-issuers',
  'certmanager.k8s.io/cluster-issuer',
  'linkerd.io/trust-root-sha256',
  'velero.io/plugin-config',
  'tekton.dev/git-0',
  'cloud.google.com/machine-family',
  'config.linkerd.io/admission-webhooks',
  'serving.knative.dev/release',
  'workflows.argoproj.io/description',
  'rollouts.argoproj.io/revision',
  'helm.sh/release',
  'helm.sh/managed-by',
  'helm.sh/hook-depends-on',
  // People's own keys in well-known domains.
  'app.kubernetes.io/app-version',
  'app.kubernetes.io/env',
  'app.kubernetes.io/names',
  'app.kubernetes.io/instances',
  'app.kubernetes.io/managed',
  'app.kubernetes.io/metrics',
  'apps.kubernetes.io/name',
  'pv.kubernetes.io/name',
  'kubernetes.io/name',
  'kubernetes.io/component',
  'kubernetes.io/version',
  'kubernetes.io/managed-by',
  'kubernetes.io/e2e-az-name',
  'kubernetes.io/tls-acme',
  'kubernetes.io/cluster/production',
  'node.kubernetes.io/os',
  'k8s.io/name',
  'app.k8s.io/managed-by',
  'k8s.io/cluster-autoscaler/enabled',
  // Near the ServiceAccount's key, and something else.
  'kubernetes.io/service-name',
  'kubernetes.io/service-account.namespace',
  'kubernetes.io/service-account.token.expiration',
  'kubernetes.io/service-account-issuer',
  'kubernetes.io/service-account.node',
  'kubernetes.io/service-account.role',
  'kubernetes.io/service-account.id-token',
  'example.com/service-account.name',
  'workflows.argoproj.io/service-account-token.name',
  'azure.workload.identity/service-account-token-expiration',
  'iam.gke.io/gcp-service-account',
  'openshift.io/token-secret.name',
  'service-account-name',
  'serviceAccountName',
  // Other people's domains.
  'example.com/name',
  'apps.example.com/instance',
  'topology.ebs.csi.aws.com/zone',
  'topology.gke.io/zone',
  'topology.rook.io/rack',
  'iam.amazonaws.com/role',
  'longhorn.io/managed-by',
  'operator.prometheus.io/name',
  'kops.k8s.io/instancegroup',
  'csi.storage.k8s.io/provisioner-secret-name',
  'metal.io/address-pool',
  // No keys of ours, or no keys at all.
  'job_name',
  'jobName',
  'pod-template-hashes',
  'constructor',
  'x.kubernetes.io/constructor',
  'rbac.authorization.k8s.io/v1',
  'networking.k8s.io/v1beta1',
  'kubernetes/pause',
  'docker.io/library/nginx',
  'var/run/secrets/kubernetes.io/serviceaccount',
  'kubernetes.io/service-account.name-',
  'app.kubernetes.io/nmae-',
  '-app.kubernetes.io/nmae',
  'kubernetes.io/service account.name',
  '/',
  '',
];

describe('nearMisses', () => {
  test.each(misspellings)('%s is meant to be %s', (written, meant) => {
    expect(nearMisses(written)).toEqual([meant]);
    expect(wellKnownKey(meant)).toBeDefined();
  });

  test.each(lookAlikes)('%s is meant as it stands', (key) => {
    expect(nearMisses(key)).toEqual([]);
  });

  it('says nothing of well-known keys', () => {
    expect(factKeys.filter((key) => nearMisses(key.replace('*', 'anything')).length > 0)).toEqual([]);
  });

  it('leads from swapped letters back to the key, in one style or another, or nowhere', () => {
    const elsewhere = factKeys.flatMap((key) => {
      if (key.includes('*') || !key.includes('/')) return [];
      return swaps(key).filter((written) =>
        nearMisses(written).some((meant) => letters(meant) !== letters(key)),
      );
    });
    expect(elsewhere).toEqual([]);
  });
});

describe('suspectsMisspelling', () => {
  const places: readonly (readonly [place: string, write: (key: string) => string])[] = [
    ['an annotation', (key) => `metadata:\n  annotations:\n    ${key}: default\n`],
    ['a quoted key', (key) => `metadata:\n  labels:\n    "${key}": default\n`],
    ['a flow mapping', (key) => `metadata: {annotations: {${key}: default}}\n`],
    ['JSON', (key) => `{"metadata":{"annotations":{"${key.replace('/', '\\/')}":"default"}}}`],
    ['a topology key', (key) => `- topologyKey: ${key}\n`],
    ['a match expression', (key) => `matchExpressions: [{key: ${key}, operator: Exists}]`],
    ['a node selector', (key) => `nodeSelector:\r\n  '${key}': a\r\n`],
    ['a JSON patch', (key) => `path: /metadata/annotations/${key.replaceAll('/', '~1')}\n`],
    ['a conditional anchor', (key) => `annotations:\n  +(${key}): "true"\n`],
    ['a template', (key) => `{{- if .Values.x }}\n  ${key}: {{ .Values.x | quote }}\n{{- end }}\n`],
    ['a character as a number', (key) => `annotations:\n  "${key.replace('.', '\\x2e')}": a\n`],
    ['a line that goes on', (key) => `key: "${key.slice(0, 5)}\\\n  ${key.slice(5)}"\n`],
    ['the end of the text', (key) => key],
  ];

  test.each(places)('sees every misspelling in %s', (_, write) => {
    expect(misspellings.filter(([written]) => !suspectsMisspelling(write(written)))).toEqual([]);
  });

  it('is quiet on ordinary text', () => {
    expect(suspectsMisspelling(ordinary)).toBe(false);
    expect(suspectsMisspelling(factKeys.map((key) => `${key}: x\n`).join(''))).toBe(false);
    expect(suspectsMisspelling('')).toBe(false);
  });
});

describe('mentionsDeprecatedKey', () => {
  it.each([
    'nodeSelector:\n  beta.kubernetes.io/os: linux\n',
    'annotations: {kubernetes.io/ingress.class: nginx}',
    'annotations:\n  container.apparmor.security.beta.kubernetes.io/web: runtime/default\n',
    'selector:\n  job-name: import\n',
    'path: /metadata/labels/job-name',
    'path: /metadata/annotations/kubernetes.io~1ingress.class',
    '"scheduler.alpha.kubernetes.io\\/critical-pod": ""',
  ])('sees %j', (text) => {
    expect(mentionsDeprecatedKey(text)).toBe(true);
  });

  it.each([ordinary, 'cron-job-name: x', 'kubernetes.io/os: linux', ''])('is quiet on %j', (text) => {
    expect(mentionsDeprecatedKey(text)).toBe(false);
  });
});

describe('wellKnownKey', () => {
  it('knows every key of the table of facts as it is written there', () => {
    const wrong = facts.filter(({ key, kinds, family, deprecated }) => {
      const known = wellKnownKey(key.replace('*', 'anything'));
      if (known === undefined || (known.key !== key && !known.key.includes('*'))) return true;
      if (known.key !== key) return false;
      const same = known.kinds.join() === kinds.join() && known.family === family;
      return !same || !agree(known.deprecation, deprecated);
    });
    expect(wrong).toEqual([]);
  });

  it('tells what took the place of a deprecated key', () => {
    expect(wellKnownKey('failure-domain.beta.kubernetes.io/zone')).toEqual({
      key: 'failure-domain.beta.kubernetes.io/zone',
      kinds: ['label'],
      family: 'kubernetes',
      deprecation: {
        since: '1.17',
        replacement: 'topology.kubernetes.io/zone',
        oneToOne: true,
      },
    });
    expect(wellKnownKey('kubernetes.io/ingress.class')?.deprecation).toEqual({
      since: '1.18',
      replacement: 'spec.ingressClassName',
      oneToOne: false,
      changes: 'a field of the Ingress that names an IngressClass object, which has to exist',
    });
  });

  it('knows in which kind alone a key is deprecated', () => {
    const known = wellKnownKey('sidecar.istio.io/inject');
    expect(known?.kinds).toEqual(['annotation', 'label']);
    expect(known?.deprecation?.as).toBe('annotation');
  });

  it.each([
    [
      'container.apparmor.security.beta.kubernetes.io/web',
      'container.apparmor.security.beta.kubernetes.io/*',
    ],
    ['node-role.kubernetes.io/worker', 'node-role.kubernetes.io/*'],
    ['node-role.kubernetes.io/master', 'node-role.kubernetes.io/master'],
    [
      'traefik.ingress.kubernetes.io/router.tls.domains.0.main',
      'traefik.ingress.kubernetes.io/router.tls.domains.*.main',
    ],
    ['vault.hashicorp.com/agent-inject-secret-db', 'vault.hashicorp.com/agent-inject-secret-*'],
  ])('reads %s as %s', (key, listed) => {
    expect(wellKnownKey(key)?.key).toBe(listed);
  });

  it.each([
    'kubernetes.io/service-account-name',
    'node-role.kubernetes.io/',
    'node-role.kubernetes.io/*',
    'example.com/a',
    'constructor',
    '',
  ])('does not know %j', (key) => {
    expect(wellKnownKey(key)).toBeUndefined();
  });
});

function agree(known: object | undefined, fact: KeyFact['deprecated']): boolean {
  if (known === undefined || fact === undefined) return known === fact;
  return JSON.stringify(sorted(known)) === JSON.stringify(sorted({ oneToOne: false, ...fact }));
}

function sorted(record: object): readonly unknown[] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Some tools read `min-scale` and `minScale` alike. */
function letters(key: string): string {
  return key.toLowerCase().replace(/[-_]/g, '');
}

/** A key with the letters of every third pair of neighbours in its name swapped, one pair at a time. */
function swaps(key: string): readonly string[] {
  const start = key.indexOf('/') + 1;
  return [...key.slice(start)].flatMap((letter, index) => {
    const at = start + index;
    const next = key[at + 1];
    if (index % 3 !== 0 || next === undefined || next === letter) return [];
    return [key.slice(0, at) + next + letter + key.slice(at + 2)];
  });
}
