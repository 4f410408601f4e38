// What the real Helm makes of a chart: the text it renders for one Kubernetes version, or why it does not; and the
// objects in it.

import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import type { Helm } from '../../scripts/helm.mts';

export interface RenderRequest {
  readonly helm: Helm;
  /**
   * Such as `v1.24.0`; Helm's own default differs from build to build. Helm 3 takes a suffix (`-eks-1a2b3c4`) off,
   * Helm 4.1 and later keep it, but not for `kubeVersion` in Chart.yaml.
   */
  readonly kubeVersion: string;
  /** Files with values. */
  readonly values?: readonly string[];
}

export type Rendered =
  | { readonly is: 'rendered'; readonly text: string }
  /** Chart.yaml wants another Kubernetes version. */
  | { readonly is: 'refused' }
  | { readonly is: 'failed'; readonly message: string };

/** A Kubernetes object, as rendered. */
export type KubernetesObject = Readonly<Record<string, unknown>>;

// Helm keeps repositories and plugins in the user's home, which are none of a test's business.
const home = path.join(tmpdir(), 'bound-tokens-helm');
const surroundings = {
  ...process.env,
  HELM_CACHE_HOME: home,
  HELM_CONFIG_HOME: home,
  HELM_DATA_HOME: home,
  KUBECONFIG: path.join(home, 'none'),
};

/** `helm template` on a chart's folder. */
export function render(chart: string, { helm, kubeVersion, values = [] }: RenderRequest): Promise<Rendered> {
  const args = ['template', 'release', chart, '--kube-version', kubeVersion];
  for (const file of values) args.push('--values', file);
  const options = { env: surroundings, maxBuffer: 1 << 28, timeout: 120_000 };
  return new Promise((resolve) => {
    execFile(helm.path, args, options, (error, stdout, stderr) => {
      if (!error) resolve({ is: 'rendered', text: stdout });
      else if (/chart requires kubeVersion/.test(stderr)) resolve({ is: 'refused' });
      else resolve({ is: 'failed', message: stderr.trim() || error.message });
    });
  });
}

/** The objects that Helm emits for a chart, in Helm's order, `List`s as they are. Throws when Helm fails. */
export async function renderedObjects(
  chart: string,
  request: RenderRequest,
): Promise<readonly KubernetesObject[]> {
  const rendered = await render(chart, request);
  if (rendered.is !== 'rendered') {
    throw new Error(
      `Helm ${request.helm.version} does not render ${chart} for ${request.kubeVersion}: ` +
        (rendered.is === 'failed' ? rendered.message : 'Chart.yaml refuses this version'),
    );
  }
  return documentsIn(rendered.text).flatMap((document) => {
    const object: unknown = parse(document, { uniqueKeys: false });
    return isObject(object) ? [object] : [];
  });
}

/** Helm writes above each document which template it comes from. */
export function documentsIn(rendered: string): readonly string[] {
  return rendered.split(/^---\n(?=# Source: )/m).filter((document) => document.trim() !== '');
}

function isObject(value: unknown): value is KubernetesObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
