// Puts a token Secret behind the ServiceAccount at an offset of a file.

import {
  type TokenSecretInsertion,
  type TokenSecretStyle,
  tokenSecretFor,
} from '../workspace/insertTokenSecret.ts';
import { serviceAccountAt } from '../workspace/placedResources.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Undefined when there is no such file. */
export function insertTokenSecret(
  workspace: Workspace,
  uri: string,
  offset: number,
  style: TokenSecretStyle,
): TokenSecretInsertion | undefined {
  const file = workspace.file(uri);
  if (!file) return undefined;
  const account = serviceAccountAt(file, offset);
  if (!account) return { is: 'refused', because: 'there is no ServiceAccount under the cursor' };
  const chart = workspace.chartOf(uri);
  return tokenSecretFor(account.resource, style, {
    file,
    start: account.start,
    index: workspace.indexFor(uri),
    chart,
    values: chart && workspace.file(`${chart.root}/values.yaml`),
  });
}
