// What changed for ServiceAccount tokens, and in which Kubernetes version: the facts that rules and messages build on.
// Kept by hand. Files named without a repository are those of kubernetes/kubernetes; a gate's stages stand in
// pkg/features/kube_features.go, where the website's pages on feature gates are at times one version late.

/** One change of behaviour. */
export interface Change {
  /** The first minor in which it is in force unless an administrator decides otherwise. */
  readonly since: number;
  /** The first minor in which nobody can turn it off any more; absent where there was no gate, or it is still open. */
  readonly locked?: number;
  /** What is so from then on: a clause that reads well behind "since 1.24". */
  readonly effect: string;
}

/** In the order of the versions. */
export const timeline = {
  // Gates TokenRequest and TokenRequestProjection: beta in 1.12, GA and locked in 1.20.
  projectedTokens: {
    since: 12,
    locked: 20,
    effect: 'a projected volume can hold a token',
  },
  // Gate RootCAConfigMap: beta in 1.20, GA and locked in 1.21.
  // pkg/controller/certificates/rootcacertpublisher/publisher.go
  rootCertificates: {
    since: 20,
    locked: 21,
    effect: 'every namespace has the ConfigMap kube-root-ca.crt',
  },
  // Gate BoundServiceAccountTokenVolume: beta in 1.21, GA and locked in 1.22, gone with PR 104167.
  // plugin/pkg/admission/serviceaccount/admission.go. Token Secrets went on being generated until 1.23.
  boundTokensMounted: {
    since: 21,
    locked: 22,
    effect: 'the token mounted into a pod is bound to it and expires',
  },
  // Gate LegacyServiceAccountTokenNoAutoGeneration: beta in 1.24 (PR 108309), GA in 1.26, locked in 1.27 (PR 114522).
  // pkg/controller/serviceaccount/tokens_controller.go
  noGeneratedSecrets: {
    since: 24,
    locked: 27,
    effect: 'a ServiceAccount gets no token Secret by itself',
  },
  // kubernetes/kubectl, commit 344e97b543: pkg/cmd/create/create_token.go
  createTokenCommand: {
    since: 24,
    effect: 'kubectl has `create token`',
  },
  // Gate LegacyServiceAccountTokenTracking: alpha in 1.26, beta in 1.27, GA and locked in 1.28.
  // pkg/serviceaccount/legacy.go. Counted as generated: every Secret listed in its ServiceAccount's `secrets`.
  legacyTokensTracked: {
    since: 27,
    locked: 28,
    effect: 'every use of a generated token Secret is recorded and warned of',
  },
  // Gate LegacyServiceAccountTokenCleanUp: alpha in 1.28, beta in 1.29, GA and locked in 1.30.
  // pkg/controller/serviceaccount/legacy_serviceaccount_token_cleaner.go; 365 days by default:
  // pkg/controller/serviceaccount/config/v1alpha1/defaults.go
  legacyTokensCleanedUp: {
    since: 29,
    locked: 30,
    effect: 'a generated token Secret unused for a year is invalidated, and deleted a year later',
  },
  // pkg/apis/core/validation/validation.go; there is no such check in 1.25 to 1.29.
  projectedTokenPathsChecked: {
    since: 30,
    effect: 'the API server rejects a projected token whose path is absolute or holds ".."',
  },
  // pkg/registry/core/serviceaccount/strategy.go; kubernetes/api, commit 0b5b1f33b
  enforceMountableSecretsDeprecated: {
    since: 32,
    effect: 'the annotation kubernetes.io/enforce-mountable-secrets is deprecated',
  },
  // Gate ServiceAccountNodeAudienceRestriction: beta in 1.32 (off) and 1.33 (on).
  audiencesRestricted: {
    since: 33,
    effect: 'a kubelet may request tokens only for audiences that pods on its node name',
  },
  // Gate PreventStaticPodAPIReferences: beta in 1.34. pkg/kubelet/config/common.go
  staticPodReferencesDenied: {
    since: 34,
    effect: 'a static pod that names a ServiceAccount, Secret or ConfigMap is not started',
  },
} as const satisfies Readonly<Record<string, Change>>;

export type ChangeName = keyof typeof timeline;
