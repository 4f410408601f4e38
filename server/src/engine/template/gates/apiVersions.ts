// Which built-in API versions a cluster serves: what `.Capabilities.APIVersions.Has` finds. Groups that are not in the
// table belong to custom resources, and nobody knows. Source: the deprecation guide of the Kubernetes documentation.

interface Served {
  /** The first and the last minor that serve it; absent: before or after all that matter here. */
  readonly from?: number;
  readonly to?: number;
}

const served: Readonly<Record<string, Served>> = {
  v1: {},
  'apps/v1': {},
  'batch/v1': {},
  'batch/v1/CronJob': { from: 21 },
  'batch/v1beta1': { to: 24 },
  'batch/v1beta1/CronJob': { to: 24 },
  'policy/v1': { from: 21 },
  'policy/v1/PodDisruptionBudget': { from: 21 },
  'policy/v1beta1': { to: 24 },
  'policy/v1beta1/PodSecurityPolicy': { to: 24 },
  'policy/v1beta1/PodDisruptionBudget': { to: 24 },
  'networking.k8s.io/v1': {},
  'networking.k8s.io/v1/Ingress': { from: 19 },
  'networking.k8s.io/v1/IngressClass': { from: 19 },
  'networking.k8s.io/v1/NetworkPolicy': {},
  'networking.k8s.io/v1beta1': { to: 21 },
  'networking.k8s.io/v1beta1/Ingress': { to: 21 },
  'extensions/v1beta1': { to: 21 },
  'extensions/v1beta1/Ingress': { to: 21 },
  'autoscaling/v1': {},
  'autoscaling/v2': { from: 23 },
  'autoscaling/v2/HorizontalPodAutoscaler': { from: 23 },
  'autoscaling/v2beta2': { to: 25 },
  'autoscaling/v2beta2/HorizontalPodAutoscaler': { to: 25 },
  'autoscaling/v2beta1': { to: 24 },
  'autoscaling/v2beta1/HorizontalPodAutoscaler': { to: 24 },
  'rbac.authorization.k8s.io/v1': {},
  'rbac.authorization.k8s.io/v1beta1': { to: 21 },
  'apiextensions.k8s.io/v1': {},
  'apiextensions.k8s.io/v1beta1': { to: 21 },
  'admissionregistration.k8s.io/v1': {},
  'admissionregistration.k8s.io/v1beta1': { to: 21 },
  'storage.k8s.io/v1': {},
  'scheduling.k8s.io/v1': {},
};

/** Undefined when nobody knows. */
export function serves(apiVersion: string, minor: number): boolean | undefined {
  const entry = Object.hasOwn(served, apiVersion) ? served[apiVersion] : undefined;
  return entry && (entry.from ?? 0) <= minor && minor <= (entry.to ?? Infinity);
}

/** The minors from which on, or up to which, something is served. */
export const servedChanges: readonly number[] = [
  ...new Set(
    Object.values(served).flatMap(({ from, to }) => [from, to].filter((minor) => minor !== undefined)),
  ),
];
