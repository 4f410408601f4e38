// The scripts of a YAML document: what containers, hooks and probes run, the steps of workflows and pipelines (GitHub,
// GitLab, Azure, CircleCI, Tekton, Argo, Drone, Chainsaw), the tasks of Ansible, and files kept in ConfigMaps and Secrets.

import { resourcesOf } from '../kubernetes/resource.ts';
import { joinedScript } from '../shell/listScript.ts';
import type { Dialect, Script } from '../shell/script.ts';
import { dialectOfShebang, scriptsOfWords } from '../shell/words.ts';
import { type Actions, scriptOfScalar } from '../shell/yamlScript.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { keyText, mapsAt, pairsNamed, resolved, stringAt } from '../yaml/lookup.ts';
import type { YamlMap, YamlNode, YamlPair, YamlScalar } from '../yaml/nodes.ts';
import { scriptsOfData } from './dataScripts.ts';
import { dialectOfField, isScriptList } from './scriptFields.ts';

/** The scripts of a document, in no particular order. */
export function scriptsOf(document: YamlDocument): readonly Script[] {
  const { text } = document;
  // The schema of a custom resource has all these fields, and runs nothing.
  if (!mayHoldScripts.test(text) || /^kind:[ \t]*CustomResourceDefinition\b/m.test(text)) return none;
  const { roots } = document;
  let found = memory.get(roots);
  if (!found) {
    found = roots.flatMap((root) => [...scriptsBelow(root, outermost(root))]);
    const data = resourcesOf(document).flatMap(scriptsOfData);
    if (data.length > 0) found = [...found, ...data];
    memory.set(roots, found);
  }
  return found;
}

const none: readonly Script[] = [];

/** Kept as long as the trees they stand in. */
const memory = new WeakMap<readonly YamlNode[], readonly Script[]>();

const mayHoldScripts =
  /(?:commands?|args|argv|run|script|source|content|cmds?|shell|bash|pwsh|powershell|raw|inlineScript|data|stringData)["']?[ \t]*:|#!|\.(?:ba)?sh\b/;

/** What is known of a node from those around it. */
interface Around {
  /** The key it stands under, lists in between left out. */
  readonly key: string;
  /** The map that holds this key. */
  readonly holder: YamlMap | undefined;
  /** What a workflow says of the shell of its steps. */
  readonly shell: string | undefined;
  readonly actions: Actions;
  readonly depth: number;
}

function outermost(root: YamlNode): Around {
  const isWorkflow =
    root.type === 'map' && (pairsNamed(root, 'jobs').length > 0 || pairsNamed(root, 'runs').length > 0);
  const actions = isWorkflow ? 'marked' : 'all';
  return { key: '', holder: undefined, shell: undefined, actions, depth: 0 };
}

/** Deeper than anything people write. */
const maxDepth = 60;

function* scriptsBelow(node: YamlNode, around: Around): Generator<Script> {
  if (around.depth > maxDepth) return;
  const inner = { ...around, depth: around.depth + 1 };
  if (node.type === 'sequence') for (const item of node.items) yield* scriptsBelow(item, inner);
  if (node.type !== 'map') return;
  const shell = shellOf(node) ?? around.shell;
  const here = { ...inner, shell };
  yield* commandsOf(node, here);
  yield* scriptListsOf(node, here);
  for (const pair of node.pairs) {
    const key = keyText(pair) ?? '';
    const value = resolved(pair.value);
    if (value?.type === 'scalar') yield* scriptUnder(pair, value, { ...here, key: around.key });
    else if (pair.value) yield* scriptsBelow(pair.value, { ...here, key, holder: node });
  }
}

/** The shell in which a workflow or a job runs its steps, unless they say otherwise. */
function shellOf(map: YamlMap): string | undefined {
  const said = stringAt(map, 'defaults', 'run', 'shell');
  if (said !== undefined) return said;
  const system = stringAt(map, 'runs-on');
  return system?.startsWith('windows') ? 'pwsh' : undefined;
}

function* scriptUnder(pair: YamlPair, value: YamlScalar, around: Around): Generator<Script> {
  if (value.templated.length === 0 && typeof value.value !== 'string') return;
  const { parent } = pair;
  const field = keyText(pair) ?? '';
  // The shell of a step, or of the steps: no task of Ansible.
  const isSetting =
    around.key === 'run' || ['run', 'command'].some((key) => pairsNamed(parent, key).length > 0);
  if (field === 'shell' && isSetting) return;
  const dialect = dialectOfField({
    field,
    below: around.key,
    task: around.holder && stringAt(around.holder, 'task'),
    shell: stringAt(parent, 'shell') ?? around.shell,
    program: firstWord(parent),
  });
  if (dialect === undefined) return;
  const script = scriptOfScalar(value, dialect, around.actions);
  const asked = dialectOfShebang(script.text);
  if (asked === 'unsaid' || asked === dialect) yield script;
  else if (asked) yield scriptOfScalar(value, asked, around.actions);
}

/** The program that a map's `command` names. */
function firstWord(map: YamlMap): string | undefined {
  const command = resolved(pairsNamed(map, 'command')[0]?.value);
  const [word] = command?.type === 'sequence' ? command.items : [];
  return word?.type === 'scalar' && typeof word.value === 'string' ? word.value : undefined;
}

/** What the lists under `command` and `args` run, which belong together, and that under `argv`. */
function* commandsOf(map: YamlMap, { actions }: Around): Generator<Script> {
  const lists = (field: string) =>
    pairsNamed(map, field).flatMap(({ value }) => {
      const list = resolved(value);
      return list?.type === 'sequence' ? [list.items] : [];
    });
  const [commands, args] = [lists('command'), lists('args')];
  // The arms of conditions may write either of them more than once.
  const wholes =
    args.length === 0 || commands.length === 0
      ? [...commands, ...args]
      : commands.flatMap((command) => args.map((rest) => [...command, ...rest]));
  for (const items of [...wholes.slice(0, 4), ...lists('argv')]) {
    yield* scriptsOfWords(wordsIn(items).map((word) => scriptOfScalar(word, 'sh', actions)));
  }
}

function wordsIn(items: readonly YamlNode[]): readonly YamlScalar[] {
  return items.map(resolved).filter((node): node is YamlScalar => node?.type === 'scalar');
}

/** Lists whose items are lines of scripts. What GitLab runs before a script is run in the same shell. */
function* scriptListsOf(map: YamlMap, { actions }: Around): Generator<Script> {
  const before: Script[] = [];
  for (const pair of map.pairs) {
    const field = keyText(pair) ?? '';
    const list = resolved(pair.value);
    if (!isScriptList(field) || list?.type !== 'sequence') continue;
    const lines = linesIn(list.items, 0).map((line) => scriptOfScalar(line, 'sh' satisfies Dialect, actions));
    if (field === 'before_script' && mapsAt(map, 'script').length === 0) before.push(...lines);
    else {
      const whole = field === 'script' ? joinedScript([...before, ...lines], 'sh') : undefined;
      const script = whole ?? joinedScript(lines, 'sh');
      if (whole) before.length = 0;
      if (script) yield script;
    }
  }
  const left = joinedScript(before, 'sh');
  if (left) yield left;
}

function linesIn(items: readonly YamlNode[], depth: number): readonly YamlScalar[] {
  return items.flatMap((item) => {
    const line = resolved(item);
    if (line?.type === 'sequence' && depth < 10) return linesIn(line.items, depth + 1);
    return line?.type === 'scalar' ? [line] : [];
  });
}
