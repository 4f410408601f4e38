// What rules are handed beside the node they look at. All rules without options share one context: a check of a small
// file does not begin with making fifty.

import type { DocumentContext, Rule, WorkspaceContext } from '../rule/rule.ts';
import type { Place } from '../text/section.ts';
import { onAnyBuild } from '../versions/builds.ts';
import { intersect } from '../versions/versionSet.ts';
import type { ResourceIndex } from '../workspace/resourceIndex.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { ContextFor } from './runRules.ts';
import type { Settings } from './settings.ts';

/** The contexts for one check of a file; `index` gives that of its scope, and is called when a rule asks for it. */
export function ruleContexts(
  { config, target, optionsOf }: Settings,
  workspace: Pick<Workspace, 'versionsAt'>,
  index: () => ResourceIndex,
): ContextFor {
  const { conventions, today } = config;
  const rendersOn = (place: Place) => workspace.versionsAt(place);
  const versionsAt = (place: Place) => intersect(target, onAnyBuild(workspace.versionsAt(place)));
  const contextWith = (options: DocumentContext['options']): WorkspaceContext => ({
    options,
    target,
    conventions,
    today,
    versionsAt,
    rendersOn,
    get index() {
      return index();
    },
  });
  const shared = contextWith({});
  const made = new Map<Rule, WorkspaceContext>();
  return (rule) => {
    if (rule.options === undefined) return shared;
    const context = made.get(rule) ?? contextWith(optionsOf.get(rule) ?? {});
    made.set(rule, context);
    return context;
  };
}
