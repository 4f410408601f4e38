// Puts a token Secret behind a ServiceAccount: in its words, under its conditions. In: the ServiceAccount, its file and
// what the chart around it knows. Out: edits whose result has been read again. Refuses, with the reason, where the
// ServiceAccount's name or place is not understood.

import type { Resource } from '../kubernetes/resource.ts';
import { tokenSecretOf } from '../kubernetes/tokenSecrets.ts';
import { indentationOf, tokenSecretLines } from '../kubernetes/tokenSecretText.ts';
import { type NameSource, nameSourceOf } from '../template/nameSource.ts';
import { resourceEndAt } from '../template/resourceEnd.ts';
import { rootContextAt } from '../template/rootContext.ts';
import { type Guard, noParts, type TemplateParts } from '../template/template.ts';
import type { Edit } from '../text/edit.ts';
import { copiedLines } from '../yaml/copiedLines.ts';
import { lookup, pairsNamed } from '../yaml/lookup.ts';
import type { YamlPair } from '../yaml/nodes.ts';
import type { Chart } from './charts.ts';
import { bringsTokenSecret } from './insertedSecret.ts';
import { resourcesIn } from './placedResources.ts';
import { mayShareNamespace, type ResourceIndex } from './resourceIndex.ts';
import type { SourceFile } from './sourceFile.ts';
import { accountValuesIn, switchedOff } from './valueSwitch.ts';
import { gateAround, sinceTokenController } from './versionGate.ts';

/** `plain`: always; `gated`: from Kubernetes 1.24 on; `opt-in`: where a value of the chart asks for it. */
export type TokenSecretStyle = 'plain' | 'gated' | 'opt-in';

/** The edits that belong together, or why there are none. */
export type TokenSecretInsertion =
  | { readonly is: 'possible'; readonly edits: readonly Edit[] }
  | { readonly is: 'refused'; readonly because: string };

/** Where a ServiceAccount stands. */
export interface AccountSurroundings {
  readonly file: SourceFile;
  /** The offset in the file at which the ServiceAccount's document begins. */
  readonly start: number;
  readonly index: ResourceIndex;
  /** The chart of the file, and its values.yaml. */
  readonly chart: Chart | undefined;
  readonly values: SourceFile | undefined;
}

/** What is put into the file: a condition, where there is one, and what that asks of other files. */
type Condition =
  | { readonly is: 'possible'; readonly text: string | undefined; readonly edits: readonly Edit[] }
  | { readonly is: 'refused'; readonly because: string };

export function tokenSecretFor(
  serviceAccount: Resource,
  style: TokenSecretStyle,
  surroundings: AccountSurroundings,
): TokenSecretInsertion {
  const { file, start } = surroundings;
  const reason = reasonAgainst(serviceAccount, surroundings);
  if (reason !== undefined) return refused(reason);
  const template = file.template ?? noParts;
  const at = start + serviceAccount.kindNode.span.start;
  const guards = template.guardsAt(at);
  const pair = namePairOf(serviceAccount);
  if (!pair || !sameGuards(guards, template.guardsAt(start + pair.key.span.start)))
    return refused('its name stands under a condition of its own');
  const name = nameSourceOf(sourceOf(pair));
  if (!name) return refused('its name cannot be written as a part of another one');
  const condition = conditionFor(style, surroundings, template, { at, guards, name });
  if (condition.is === 'refused') return condition;
  const lines = linesFor(serviceAccount, pair, name, { text: file.text, template, start }, guards);
  if (!lines) return refused('its namespace cannot be copied');
  const written = condition.text === undefined ? lines : gateAround(lines, condition.text);
  const edits = insertion(file, template, at, written);
  if (!bringsTokenSecret(file, edits, { resource: serviceAccount, start }, condition.text))
    return refused('what comes of it could not be read as meant');
  return { is: 'possible', edits: [...edits, ...condition.edits] };
}

function refused(because: string): { readonly is: 'refused'; readonly because: string } {
  return { is: 'refused', because };
}

function reasonAgainst(account: Resource, { file, index }: AccountSurroundings): string | undefined {
  const { document, map, name, namespace } = account;
  if (document.problems.length > 0) return 'its document cannot be read as YAML';
  if (document.roots.length > 1 || pairsNamed(map, 'kind').length > 1)
    return 'its document reads in several ways, as template conditions have it';
  if (map !== document.root) return 'it stands in a list of objects';
  if (map.flow) return 'it is written in braces';
  if (!name) return 'it has no name';
  const isItsSecret = (secret: { tokenOf: string | undefined; namespace: string | undefined }) =>
    secret.tokenOf === name.text && mayShareNamespace(secret.namespace, namespace?.text);
  const declared = index.ofKind('Secret').map(({ tokenOf, namespace: own }) => ({ tokenOf, namespace: own }));
  return [...declared, ...tokenSecretsIn(file)].some(isItsSecret) ? 'it has a token Secret' : undefined;
}

/** Those in named templates are known to nobody else. */
function tokenSecretsIn({ named }: SourceFile) {
  return named.flatMap(resourcesIn).flatMap(({ resource }) => {
    const secret = tokenSecretOf(resource);
    return secret ? [{ tokenOf: secret.serviceAccount?.text, namespace: resource.namespace?.text }] : [];
  });
}

/** Undefined where there is more than one. */
function namePairOf({ map }: Resource): YamlPair | undefined {
  const metadata = pairsNamed(map, 'metadata');
  const found = lookup(map, 'metadata', 'name');
  if (metadata.length !== 1 || (found.is !== 'written' && found.is !== 'templated')) return undefined;
  const { pair } = found;
  return pairsNamed(pair.parent, 'name').length === 1 && pair.value?.type === 'scalar' ? pair : undefined;
}

function sourceOf({ value, section }: YamlPair): string {
  return value ? section.text.slice(value.span.start, value.span.end) : '';
}

function sameGuards(some: readonly Guard[], others: readonly Guard[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ block, arm }, index) => block === others[index]?.block && arm === others[index]?.arm)
  );
}

function conditionFor(
  style: TokenSecretStyle,
  { file, chart, values }: AccountSurroundings,
  template: TemplateParts,
  { at, guards, name }: { readonly at: number; readonly guards: readonly Guard[]; readonly name: NameSource },
): Condition {
  if (style === 'plain') return { is: 'possible', text: undefined, edits: [] };
  if (file.kind !== 'chart-template' && file.kind !== 'chart-partial')
    return refused('Helm does not render its file');
  const root = rootContextAt(template, at);
  if (root === undefined) return refused('the named template around it may be called with any context');
  if (style === 'gated')
    return { is: 'possible', text: sinceTokenController(chart?.versionHelper, root), edits: [] };
  if (chart?.isLibrary) return refused('a library chart does not decide on values');
  if (!values) return refused('its chart has no values.yaml');
  const path = [...accountValues(guards, name, chart), 'createTokenSecret'];
  const edits = switchedOff(values, path, switchComment);
  if (!edits) return refused(`values.yaml has no room for \`${path.join('.')}\``);
  return { is: 'possible', text: `${root === '$' ? '$' : ''}.Values.${path.join('.')}`, edits };
}

const switchComment = 'Whether to create a Secret with a token of the ServiceAccount that never expires.';

/** Where the chart keeps what concerns this ServiceAccount. */
function accountValues(
  guards: readonly Guard[],
  { bare }: NameSource,
  chart: Chart | undefined,
): readonly string[] {
  // The items of a `range` have values of their own, which have no common switch.
  const conditions = guards.filter(({ keyword }) => keyword === 'if' || keyword === 'with');
  const asked = [...bare.matchAll(/\b(?:include|template)\s+"([^"]+)"/g)].flatMap(
    ([, helper = '']) => chart?.definitions.get(helper)?.text ?? [],
  );
  const innermostFirst = conditions.map(({ region }) => region.source).reverse();
  return accountValuesIn([...innermostFirst, bare, ...asked]) ?? ['serviceAccount'];
}

/** Labels that cannot be copied are left out; a Secret in another namespace would be of no use. */
function linesFor(
  account: Resource,
  pair: YamlPair,
  name: NameSource,
  surroundings: Parameters<typeof copiedLines>[1],
  guards: readonly Guard[],
): readonly string[] | undefined {
  const indentation = indentationOf(account, pair);
  const copied = (key: string) =>
    copiedLines(pairsNamed(pair.parent, key), surroundings, guards, indentation.metadata);
  const namespace = copied('namespace');
  return namespace && tokenSecretLines(name, indentation, [...namespace, ...(copied('labels') ?? [])]);
}

function insertion(
  { uri, text }: SourceFile,
  template: TemplateParts,
  at: number,
  lines: readonly string[],
): readonly Edit[] {
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const { offset, startsLine, trim } = resourceEndAt(text, template, at);
  const isEnd = offset === text.length;
  const before = startsLine ? '' : lineBreak;
  // A file keeps its way to end.
  const after = isEnd && !startsLine ? '' : lineBreak;
  const newText = before + lines.join(lineBreak) + after;
  const own: Edit = { uri, span: { start: offset, end: offset }, newText };
  // What begins with an action is not touched by what is cut off before it.
  return trim && newText.trimStart().startsWith('---') ? [{ uri, span: trim, newText: '' }, own] : [own];
}
