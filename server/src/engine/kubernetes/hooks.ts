// Objects that Helm or Argo CD do not keep: hooks, which are made for a moment and mostly made anew each time.

import { literal, lookup, lookupAll } from '../yaml/lookup.ts';
import type { YamlScalar } from '../yaml/nodes.ts';
import type { Resource } from './resource.ts';

/** A hook annotation whose value is written out. */
export interface Hook {
  readonly tool: 'Helm' | 'Argo CD';
  /** The value that says when it runs. */
  readonly node: YamlScalar;
  /** The first of its events that comes again and again in the life of a release; undefined when none does. */
  readonly recurring: string | undefined;
  /**
   * `recreated`: deleted when the hook runs again. `deleted`: does not outlive the hook. `kept`: stays, or nobody knows.
   */
  readonly fate: 'recreated' | 'deleted' | 'kept';
}

interface Tool {
  readonly tool: Hook['tool'];
  readonly key: string;
  readonly policyKey: string;
  /** Events that come more than once. An installation does not, and behind a deletion nothing is left to break. */
  readonly recurring: RegExp;
  /** The deletion policy, which both tools take for granted where none is written. */
  readonly recreated: string;
  readonly deleted: string;
}

const tools: readonly Tool[] = [
  // helm, pkg/release/v1/hook.go and pkg/action/hooks.go (execHook)
  {
    tool: 'Helm',
    key: 'helm.sh/hook',
    policyKey: 'helm.sh/hook-delete-policy',
    recurring: /^(?:pre|post)-(?:upgrade|rollback)$|^test(?:-success)?$/,
    recreated: 'before-hook-creation',
    deleted: 'hook-succeeded',
  },
  // argo-cd, docs/user-guide/sync-waves.md (hooks); gitops-engine/pkg/sync/hook
  {
    tool: 'Argo CD',
    key: 'argocd.argoproj.io/hook',
    policyKey: 'argocd.argoproj.io/hook-delete-policy',
    recurring: /^(?:PreSync|Sync|PostSync)$/,
    recreated: 'BeforeHookCreation',
    deleted: 'HookSucceeded',
  },
];

/** The hooks that an object is, as far as they are written out. */
export function hooksOf(resource: Resource): readonly Hook[] {
  return tools.flatMap((tool) =>
    [...lookupAll(resource.map, 'metadata', 'annotations', tool.key)].flatMap((found) => {
      if (found.is !== 'written' || found.node.type !== 'scalar') return [];
      const recurring = wordsOf(found.node.value).find((event) => tool.recurring.test(event));
      return { tool: tool.tool, node: found.node, recurring, fate: fateOf(resource, tool) };
    }),
  );
}

/** Whether an object is a hook, or may be one because a template writes annotations to it. */
export function mayBeHook(resource: Resource): boolean {
  return tools.some(({ key }) => lookup(resource.map, 'metadata', 'annotations', key).is !== 'absent');
}

function fateOf(resource: Resource, { policyKey, recreated, deleted }: Tool): Hook['fate'] {
  const policy = lookup(resource.map, 'metadata', 'annotations', policyKey);
  if (policy.is === 'absent') return 'recreated';
  const policies = policy.is === 'written' ? wordsOf(literal(policy.node)) : [];
  return policies.includes(deleted) ? 'deleted' : policies.includes(recreated) ? 'recreated' : 'kept';
}

function wordsOf(value: unknown): readonly string[] {
  return typeof value === 'string' ? value.split(',').map((word) => word.trim()) : [];
}
