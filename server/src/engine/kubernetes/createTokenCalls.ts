// Where a container runs `kubectl create token` with the ServiceAccount of its pod: as its command line, or in a script
// that a shell is handed. Only what is plainly written is taken for a call.

import type { TokenRequest } from '../shell/evaluate.ts';
import type { Script } from '../shell/script.ts';
import { tokenRequestsIn } from '../shell/tokenIdioms.ts';
import type { Place } from '../text/section.ts';
import { mapItems, sequencesAt } from '../yaml/lookup.ts';
import { scriptsOfContainer } from './containerScripts.ts';
import type { Container } from './pods.ts';
import { nameAt } from './resource.ts';
import { mayFail } from './scriptLines.ts';

export interface CreateTokenCall extends Place {
  /** The ServiceAccount; undefined where it is decided at run time. */
  readonly of: string | undefined;
  readonly namespace: CallNamespace;
}

/** In which namespace a call looks: that of the pod where it says nothing. */
export type CallNamespace =
  | { readonly is: 'own' }
  | { readonly is: 'named'; readonly name: string }
  | { readonly is: 'unknown' };

/** The calls of a container that speak to its own cluster as its own ServiceAccount, and may not fail. */
export function createTokenCallsIn(container: Container): readonly CreateTokenCall[] {
  const scripts = scriptsOfContainer(container);
  if (!scripts.some(({ text }) => text.includes('token')) || usesOtherCredentials(container, scripts))
    return [];
  return scripts.flatMap((script) =>
    tokenRequestsIn(script).flatMap((request) => callOf(script, request) ?? []),
  );
}

/** Whether a text may hold such a call; a quick look. */
export function mayCreateToken(text: string): boolean {
  const create = text.search(/\bcreate\b/);
  return create >= 0 && /\btoken\b/.test(text.slice(create));
}

/** Files, variables and commands by which a client speaks to somebody else, or as somebody else. */
function usesOtherCredentials({ map, mounts }: Container, scripts: readonly Script[]): boolean {
  const logsIn =
    /KUBECONFIG|\bkubectl\s+config\b|\b(?:oc|tsh)\s+login\b|update-kubeconfig|get-credentials|set-credentials/;
  const variables = sequencesAt(map, 'env').flatMap(mapItems);
  return (
    scripts.some(({ text }) => logsIn.test(text)) ||
    variables.some((variable) => nameAt(variable, 'name')?.text === 'KUBECONFIG') ||
    mounts.some(({ mountPath }) => !mountPath?.literal || /\.kube\b/.test(mountPath.text))
  );
}

/** Flags by which a client speaks to somebody else, or as somebody else. */
const othersFlags = [
  '--kubeconfig',
  '--context',
  '--cluster',
  '--user',
  '--server',
  '--token',
  '--as',
  '--as-group',
  '--client-certificate',
];

function callOf(script: Script, { call, account }: TokenRequest): CreateTokenCall | undefined {
  const [create, token, name, ...others] = call.operands;
  if (!create || !token || !name || others.length > 0) return undefined;
  if (othersFlags.some((flag) => call.flags.has(flag)) || mayFail(script.text.slice(call.span.end)))
    return undefined;
  const { section } = script;
  const both = script.written({ start: create.start, end: token.end });
  const isOneLine = create.start < token.start && !section.text.slice(both.start, both.end).includes('\n');
  const { namespace } = call;
  return {
    section,
    span: isOneLine ? both : script.written(token),
    of: account?.text,
    namespace: !namespace
      ? { is: 'own' }
      : namespace.text === undefined
        ? { is: 'unknown' }
        : { is: 'named', name: namespace.text },
  };
}
