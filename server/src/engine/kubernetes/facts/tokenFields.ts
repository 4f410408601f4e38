// Fields of custom resources that take a ServiceAccount's token from a Secret, and the fields that do without one.

/** One such field. Paths are written as for pod specs: `[]` stands for every list item. */
export interface TokenField {
  readonly group: string;
  readonly kinds: readonly string[];
  /** The map that has the field. */
  readonly holder: string;
  /** Where the map with the Secret's `name` and `key` stands in it. */
  readonly field: readonly string[];
  /** What takes the place of the first key of `field`. */
  readonly instead: readonly string[];
  /** What `instead` names: a ServiceAccount whose tokens the controller asks for, or the same Secret in a field to stay. */
  readonly names: 'service-account' | 'secret';
  /** Who reads the resource, with the version that brought `instead` where it is known. */
  readonly reader: string;
}

// Sources: cert-manager, pkg/apis/certmanager/v1/types_issuer.go (VaultKubernetesAuth) and the release notes of 1.12.
const certManager = {
  group: 'cert-manager.io',
  kinds: ['Issuer', 'ClusterIssuer'],
  names: 'service-account',
  reader: 'cert-manager 1.12',
} as const;

// Sources: external-secrets, apis/externalsecrets/v1/secretstore_{vault,kubernetes,akeyless,conjur}_types.go.
const externalSecrets = {
  group: 'external-secrets.io',
  kinds: ['SecretStore', 'ClusterSecretStore'],
  names: 'service-account',
  reader: 'External Secrets',
} as const;

// Source: prometheus-operator, pkg/apis/monitoring/v1/http_config.go. There is no field for a ServiceAccount.
const prometheus = {
  group: 'monitoring.coreos.com',
  field: ['bearerTokenSecret'],
  instead: ['authorization', 'credentials'],
  names: 'secret',
  reader: 'Prometheus Operator',
} as const;

const serviceAccountRef = { field: ['secretRef'], instead: ['serviceAccountRef'] } as const;

export const tokenFields: readonly TokenField[] = [
  { ...certManager, holder: 'spec.vault.auth.kubernetes', ...serviceAccountRef },
  { ...externalSecrets, holder: 'spec.provider.vault.auth.kubernetes', ...serviceAccountRef },
  {
    ...externalSecrets,
    holder: 'spec.provider.vault.auth.jwt',
    field: ['secretRef'],
    instead: ['kubernetesServiceAccountToken', 'serviceAccountRef'],
  },
  {
    ...externalSecrets,
    holder: 'spec.provider.kubernetes.auth',
    field: ['token', 'bearerToken'],
    instead: ['serviceAccount'],
  },
  { ...externalSecrets, holder: 'spec.provider.akeyless.authSecretRef.kubernetesAuth', ...serviceAccountRef },
  { ...externalSecrets, holder: 'spec.provider.conjur.auth.jwt', ...serviceAccountRef },
  { ...prometheus, kinds: ['ServiceMonitor'], holder: 'spec.endpoints[]' },
  { ...prometheus, kinds: ['PodMonitor'], holder: 'spec.podMetricsEndpoints[]' },
  { ...prometheus, kinds: ['Probe'], holder: 'spec' },
];
