// Tools that need a token Secret, and how such a Secret is told by its name, its labels or its ServiceAccount. What they
// need is no mistake.

import { isNameLike } from '../text/patterns.ts';
import { nameAt } from './resource.ts';
import type { TokenSecret } from './tokenSecrets.ts';

/** The annotation by which a ServiceAccount tells Argo Workflows the name of its token Secret. */
export const argoTokenSecretKey = 'workflows.argoproj.io/service-account-token.name';

/** A tool that needs token Secrets of its own, as a person tells of it. */
export interface TokenSecretConvention {
  readonly tool: string;
  /** The names of the Secrets, with `*` for any text. */
  readonly secrets: readonly string[];
}

interface Convention {
  readonly tool: string;
  /** What the name of the Secret or of its ServiceAccount says, as written in a template too. */
  readonly name: RegExp;
  /** A label with the value it has on such Secrets. */
  readonly label?: readonly [key: string, value: string];
}

const conventions: readonly Convention[] = [
  // argo-workflows, docs/service-account-secrets.md
  { tool: 'Argo Workflows', name: /\.service-account-token$/ },
  // argo-cd, util/clusterauth/clusterauth.go
  { tool: 'Argo CD', name: /^argocd-manager\b/ },
  // `istioctl create-remote-secret`
  { tool: 'Istio', name: /-istio-remote-secret-token$/ },
  // linkerd2, multicluster/charts/linkerd-multicluster
  {
    tool: 'Linkerd',
    name: /^linkerd-service-mirror-remote-access\b/,
    label: ['linkerd.io/extension', 'multicluster'],
  },
  // antrea, docs/multicluster
  { tool: 'Antrea', name: /^antrea-mc\b/ },
  // consul-k8s, charts/consul/templates/auth-method-secret.yaml
  { tool: 'Consul', name: /\bconsul\b/ },
  // vault-helm, templates/server-serviceaccount-secret.yaml: the token with which Vault has other tokens reviewed
  { tool: 'Vault', name: /\bvault-(?:auth|server|(?:token-)?reviewer)\b|"vault\./ },
  // gitlab, doc/user/project/clusters/add_existing_cluster.md: the account with which GitLab reaches a cluster
  { tool: 'GitLab', name: /^gitlab(?:-admin|-service-account)?(?:-token|-secret)?$/ },
  { tool: 'Jenkins', name: /\bjenkins\b/ },
  { tool: 'Spinnaker', name: /\bspinnaker\b/ },
  { tool: 'Azure DevOps', name: /\b(?:azure-?devops|azure-?pipelines|azdo)\b/ },
  { tool: 'authentik', name: /\bauthentik\b/ },
];

/** The tool that a token Secret seems to be made for; `told`: what else there is than the tools that everybody knows. */
export function toolInNeedOf(
  { resource, serviceAccount }: TokenSecret,
  told: readonly TokenSecretConvention[] = [],
): string | undefined {
  const name = resource.name?.text ?? '';
  const own = told.find(({ secrets }) => secrets.some((pattern) => isNameLike(name, pattern)));
  if (own) return own.tool;
  const names = [name, serviceAccount?.text ?? ''];
  return conventions.find(
    ({ name, label }) =>
      names.some((text) => name.test(text)) ||
      (label && nameAt(resource.map, 'metadata', 'labels', label[0])?.text === label[1]),
  )?.tool;
}
