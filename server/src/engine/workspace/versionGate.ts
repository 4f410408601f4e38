// The condition under which a token Secret renders: from Kubernetes 1.24 on, where the controller makes none by itself.

import { versionOperand } from './versionHelper.ts';

/**
 * The condition, as it stands behind `if`. `helper` is the named template that the chart asks for the version, `root`
 * how the root context is written there: `.` or `$`. The `-0` lets the builds of EKS and GKE through.
 */
export function sinceTokenController(helper: string | undefined, root: string): string {
  return `semverCompare ">=1.24-0" ${versionOperand(helper, root)}`;
}

/** Lines under a condition. Where it does not hold nothing is left of them, not even a line break. */
export function gateAround(lines: readonly string[], condition: string): readonly string[] {
  return [`{{- if ${condition} }}`, ...lines, '{{- end }}'];
}
