// Looks in the raw text of a document for mounts without a volume, line by line and without reading it as YAML. Where
// the lines are not as plain as most people write them, the answer is that there may be one.

/** Whether a document may hold a pod with a mount whose volume it does not name. */
export function mayMountUnknownVolume(text: string): boolean {
  if (!text.includes('volumeMounts') || !holdsPod(text)) return false;
  // Of several pods nobody can say here which volume is whose.
  if (inFlow.test(text) || text.match(/\bcontainers["']?\s*:/g)?.length !== 1) return true;
  const mounted = new Set<string>();
  const volumes = new Set<string>();
  for (const { index, 1: before = '', 2: key, 3: value = '' } of text.matchAll(listKey)) {
    const isPlain = /^\s*(?:#.*|\[\]\s*)?$/.test(value);
    const names = isPlain
      ? namesBelow(text, index, before.length, key === 'volumeClaimTemplates')
      : undefined;
    if (!names) return true;
    for (const name of names) (key === 'volumeMounts' ? mounted : volumes).add(name);
  }
  for (const name of mounted) if (!name.includes('{{') && !volumes.has(name)) return true;
  return false;
}

const podKinds =
  /^(?:PodTemplate|Pod|ReplicationController|DaemonSet|Deployment|ReplicaSet|StatefulSet|CronJob|Job|Rollout)$/;

function holdsPod(text: string): boolean {
  return [...text.matchAll(/\bkind["']?\s*:\s*["']?(\w+)/g)].some(([, kind = '']) => podKinds.test(kind));
}

const inFlow = /[{,]\s*["']?volumeMounts["']?\s*:|^\t/m;
const listKey = /^([ -]*)["']?(volumeMounts|volumes|volumeClaimTemplates)["']? *:(.*)$/gm;
/** A comment, nothing at all, or an action alone. */
const emptyLine = /^\s*(?:#|\{\{.*\}\}$|$)/;

/** The names of the items below a key in column `column`; undefined when they are not written one line each. */
function namesBelow(
  text: string,
  at: number,
  column: number,
  anyDepth: boolean,
): readonly string[] | undefined {
  const names: string[] = [];
  let dash: number | undefined;
  let content = 0;
  for (const line of linesBelow(text, at)) {
    if (emptyLine.test(line)) continue;
    if (/^\s*-$/.test(line)) return undefined;
    const indentation = line.search(/\S/);
    const isItem = line.startsWith('- ', indentation) && indentation === (dash ?? indentation);
    if (indentation < (dash ?? column) || (!isItem && indentation <= (dash ?? indentation))) break;
    if (isItem) {
      dash = indentation;
      content = indentation + 1 + line.slice(indentation + 1).search(/\S/);
      if (!/[\w"']/.test(line[content] ?? '')) return undefined;
    }
    const start = isItem ? content : indentation;
    if (start !== content && !anyDepth) continue;
    const words = /^["']?name["']?\s*:(.*)/.exec(line.slice(start))?.[1];
    if (words === undefined) continue;
    const comment = words.search(/\s#/);
    const value = (comment < 0 ? words : words.slice(0, comment)).trim();
    if (/^[&*!|>]/.test(value)) return undefined;
    names.push(value.replace(/^(["'])(.*)\1$/, '$2'));
  }
  return names;
}

function* linesBelow(text: string, at: number): Generator<string> {
  for (let end = text.indexOf('\n', at); end >= 0; ) {
    const next = text.indexOf('\n', end + 1);
    yield text.slice(end + 1, next < 0 ? text.length : next).trimEnd();
    end = next;
  }
}
