// Fields of custom resources that name a ServiceAccount which is there already, and whose key does not say so by itself:
// `serviceAccount: x` is mostly something an operator makes, or a pod's alias. A path ends at a name, or at a map with
// `name` and perhaps `namespace`; `[]` stands for every list item.

/** API group → kind → paths. */
export const serviceAccountFields: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  // external-secrets, apis/externalsecrets: KubernetesAuth.serviceAccount
  'external-secrets.io': {
    ClusterSecretStore: ['spec.provider.kubernetes.auth.serviceAccount'],
    SecretStore: ['spec.provider.kubernetes.auth.serviceAccount'],
  },
  // flink-kubernetes-operator, docs/custom-resource/reference.md: FlinkDeploymentSpec
  'flink.apache.org': { FlinkDeployment: ['spec.serviceAccount'] },
  // opentelemetry-operator, docs/api: "the name of an existing service account"
  'opentelemetry.io': {
    OpAMPBridge: ['spec.serviceAccount'],
    OpenTelemetryCollector: ['spec.serviceAccount', 'spec.targetAllocator.serviceAccount'],
    TargetAllocator: ['spec.serviceAccount'],
  },
  // vault-secrets-operator, docs/api: VaultAuthConfigKubernetes.serviceAccount
  'secrets.hashicorp.com': {
    VaultAuth: ['spec.kubernetes.serviceAccount', 'spec.jwt.serviceAccount'],
    VaultAuthGlobal: ['spec.kubernetes.serviceAccount', 'spec.jwt.serviceAccount'],
  },
  // spark-operator, docs/api-docs.md: SparkPodSpec.serviceAccount
  'sparkoperator.k8s.io': {
    ScheduledSparkApplication: [
      'spec.template.driver.serviceAccount',
      'spec.template.executor.serviceAccount',
    ],
    SparkApplication: ['spec.driver.serviceAccount', 'spec.executor.serviceAccount'],
  },
  // bank-vaults/vault-operator, pkg/apis/vault/v1alpha1: VaultSpec.serviceAccount
  'vault.banzaicloud.com': { Vault: ['spec.serviceAccount'] },
};
