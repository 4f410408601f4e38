// Kinds without a namespace, as far as kustomize knows them: it gives every other object the namespace of the
// kustomization. Source: kustomize, kyaml/openapi/openapi.go, precomputedIsNamespaceScoped.

const clusterScoped: Readonly<Record<string, readonly string[]>> = {
  v1: ['ComponentStatus', 'Namespace', 'Node', 'NodeProxyOptions', 'PersistentVolume'],
  'admissionregistration.k8s.io': ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
  'apiextensions.k8s.io': ['CustomResourceDefinition'],
  'apiregistration.k8s.io': ['APIService'],
  'certificates.k8s.io': ['CertificateSigningRequest'],
  'flowcontrol.apiserver.k8s.io/v1beta1': ['FlowSchema', 'PriorityLevelConfiguration'],
  'networking.k8s.io': ['IngressClass'],
  'node.k8s.io': ['RuntimeClass'],
  'policy/v1beta1': ['PodSecurityPolicy'],
  'rbac.authorization.k8s.io': ['ClusterRole', 'ClusterRoleBinding'],
  'scheduling.k8s.io': ['PriorityClass'],
  'storage.k8s.io': ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment'],
};

/** Whether kustomize takes a kind for one without namespaces. */
export function isClusterScoped(apiVersion: string, kind: string): boolean {
  if (clusterScoped[apiVersion]?.includes(kind)) return true;
  const [, group = ''] = /^(.+)\/v1(?:beta1)?$/.exec(apiVersion) ?? [];
  return clusterScoped[group]?.includes(kind) ?? false;
}
