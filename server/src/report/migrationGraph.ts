// The picture of legacy tokens: ServiceAccounts, the Secrets that hold their tokens, and who takes them from there.

import type { TokenReport } from '../engine/index.ts';
import type { GraphEdge, GraphNode, TokenGraph } from './migrationText.ts';
import { viaWords } from './migrationWords.ts';

/** More ServiceAccounts than that make no picture. */
const most = 30;

/** Only ServiceAccounts with token Secrets, the first of the report's order. */
export function graphOf({ accounts }: TokenReport): TokenGraph {
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  const indexes = new Map<string, number>();
  const add = (key: string, node: GraphNode): number => {
    const known = indexes.get(key);
    if (known !== undefined) return known;
    indexes.set(key, nodes.length);
    return nodes.push(node) - 1;
  };
  const legacy = accounts.filter(({ tokens }) => tokens.some(({ token }) => token.is === 'secret'));
  for (const [number, { name, declared, tokens }] of legacy.slice(0, most).entries()) {
    const account = {
      column: 'account',
      kind: 'ServiceAccount',
      name,
      missing: declared.length === 0,
    } as const;
    const from = add(`account ${number}`, account);
    for (const { token, uses } of tokens) {
      if (token.is !== 'secret') continue;
      const missing = token.declared.length === 0;
      const secret = add(`secret ${number} ${token.secret}`, {
        column: 'secret',
        kind: 'Secret',
        name: token.secret,
        missing,
      });
      edges.push({ from, to: secret, label: token.listed ? 'listed' : '' });
      for (const { kind, name: user = '', via = '' } of uses) {
        const consumer = { column: 'consumer', kind, name: user, missing: false } as const;
        const to = add(`consumer ${number} ${kind} ${user}`, consumer);
        if (!edges.some((edge) => edge.from === secret && edge.to === to))
          edges.push({ from: secret, to, label: viaWords[via] ?? via });
      }
    }
  }
  return { nodes, edges };
}
