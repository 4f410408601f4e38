import {
  defineRule,
  entriesOf,
  mayHoldObjects,
  type ProposedFix,
  quote,
  resolved,
  type StringMapField,
  stringMapsOf,
  stringMapTexts,
  type YamlPair,
} from '../../engine/index.ts';

export default defineRule({
  id: 'non-string-annotation',
  summary:
    'An annotation, label or selector has a value that is no string: the API server rejects the object.',
  category: 'names',
  severity: 'error',
  since: '0.1.0',
  fixes: 'safe',
  reads: 'document',
  concerns: (text) => mayHoldObjects(text) && stringMapTexts(text).some(mayHoldOther),

  check: {
    *document(document) {
      const seen = new Set<YamlPair>();
      for (const field of stringMapsOf(document)) {
        for (const entry of entriesOf(field)) {
          // What two fields share through an anchor is one mistake.
          if (!seen.has(entry)) yield* reportsOn(entry, field);
          seen.add(entry);
        }
      }
    },
  },
});

/** Words and numbers that are no strings, brackets, and keys with lines below them; not the schema of such a field. */
function mayHoldOther(text: string): boolean {
  return (holdsNonString(text) || hasNested(text)) && !isSchema(text);
}

const brackets = /:\s*(?:[[*&!]|\{(?!\{))/;
/** In small letters. */
const words = /:\s*(?:true|false|yes|no|on|off|y|n)[ \t\r]*(?:#.*)?(?:$|[,}]|\{\{)/m;
/** What looks like a number. */
const digits = /:\s*([-+]?[.\d][\w.+-]*)[ \t\r]*(?:#.*)?(?:$|[,}]|\{\{)/gm;
const number = /^[-+]?(?:\.(?:inf|nan)|0x[\da-f_]+|0[bo][0-7_]+|\.?\d[\d_]*(?:\.[\d_]*)?(?:e[-+]?\d+)?)$/;

function holdsNonString(text: string): boolean {
  const small = text.toLowerCase();
  if (brackets.test(text) || words.test(small)) return true;
  return [...small.matchAll(digits)].some(([, digit = '']) => number.test(digit));
}

/** A key with deeper lines below it. */
function hasNested(text: string): boolean {
  let above: string | undefined;
  for (const line of text.split('\n')) {
    const inner = line.trim();
    if (inner === '' || inner.startsWith('#')) continue;
    if (inner.startsWith('{{')) continue;
    const margin = line.slice(0, line.indexOf(inner));
    if (above !== undefined && margin.length > above.length && margin.startsWith(above)) return true;
    const comment = inner.search(/\s#/);
    const isKey = (comment < 0 ? inner : inner.slice(0, comment)).trimEnd().endsWith(':');
    above = isKey && !inner.startsWith('{') && !/^["']?match/.test(inner) ? margin : undefined;
  }
  return false;
}

function isSchema(text: string): boolean {
  const start = text.search(/^[ \t]*(?:additionalProperties|description):/m);
  return start >= 0 && /^[ \t]*type: (?:object|string|array)\b/m.test(text.slice(start));
}

function* reportsOn({ key, value }: YamlPair, { entries }: StringMapField) {
  const node = resolved(value);
  if (!value || !node) return;
  const only = `and the API server takes only strings for ${entries}.`;
  if (node.type === 'map' || node.type === 'sequence') {
    const name = node.type === 'map' ? 'map' : 'list';
    yield { at: key, message: `\`${key.value}\` holds a ${name}, ${only}` };
    return;
  }
  // What a template decides is not known, and null becomes an empty string.
  const read = typeof node.value;
  if (read !== 'boolean' && read !== 'number') return;
  // What an alias stands for may be a number elsewhere for good reason.
  const fixes: readonly ProposedFix[] =
    value === node ? [{ title: 'Put it in quotes', safety: 'safe', edits: [quote(node)] }] : [];
  yield { at: value, message: `\`${node.source}\` is read as a ${read}, ${only}`, fixes };
}
