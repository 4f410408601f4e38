// Regular expressions that may take longer than linear time, because the texts they are asked of are short: each with what
// makes them so. The limits stand beside the expressions.
const action = 'an action up to the cursor, of 2,000 characters at most (`longestAction`)';
const name = 'a name, of 300 characters at most (`longestName`)';
const line = 'a line, of 1,000 characters at most (`longestLine`)';
const range = 'a range of versions, of 200 characters at most (`longestRange`)';
const ownPage = 'a page of ours on a rule';

export const shortTexts: readonly (readonly [expression: RegExp, because: string])[] = [
  [/"(?:[^"\\]|\\.)*"|`[^`]*`/g, action],
  [/(?:^|[\s(])(?:and|or|not)\s[^|]*$/, action],
  [/^\{\{-?\s*(?:else\s+)?if\s+((?:[\s\S]*[\s(])?)(\w*)$/, action],
  [
    /^bound-tokens-(disable-next-line|disable-line|disable|enable)(?![\w-])[ \t]*((?:[\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)?)[ \t]*(?:--[ \t]*([\s\S]*))?$/,
    'a comment, cut after 1,000 characters (`longest`)',
  ],
  [
    /\b(?:mkdir|ln|umount)\s|>\s*["']?$|\b(?:ignor|exclud|skip|deny|prun)[\w-]*[ =:]["']?$/i,
    'the last 300 characters of a line (`longestFront`)',
  ],
  [
    /^((?:"[^"\n]+"|'[^'\n]+'|[A-Za-z0-9][\w./-]*)):([^\s/](?:(?!\s+#).)*?)\s*(?:\s#.*)?$/,
    'a line, of 1,000 characters at most (`longestEntry`); no two ways through it read the same',
  ],
  [
    /(?:^|[ "'^-])(?:admin-user|[a-z-]+-admin|[a-z-]*(?:service-?account|-sa))\b/,
    'what is searched for, of 500 characters at most (`longestSearch`)',
  ],
  [/-?\btoken\b.*$/, name],
  [/[^a-z\d]+$/, name],
  [/^\W+|[^a-z\d]+$/g, name],
  [/\s*\|\s*(?:quote|squote|trim|toString|lower)$/, 'an action, of 1,000 characters at most (`longestName`)'],
  [/\[\^?\]?[^\]]*\]/g, 'a pattern, of 250 characters at most (`longestPattern`)'],
  [/(?<![\d.])(v?\d+\.\d+)-0(?![\w.-])/g, range],
  [/\s*,\s*/g, range],
  [/^(v?\d+\.[\d.]+)(?:\.\.|-)(v?\d+\.[\d.]+)$/, range],
  [/"(?:[^"\\]|\\.)*"/g, 'valid JSON: each quote that opens is closed, so nothing is read twice'],
  [/^[\s-]*["']?([\w./-]+)["']?\s*:\s*["']?$/, line],
  [/secret\w*["']?\s*:\s*$/i, line],
  [/\]\((?!https?:)([^)]+)\)/g, ownPage],
  [/^## Why it matters\n+([\s\S]+?)\n(?=\n|$)/m, ownPage],
  [
    /[\t\n\f\r ]*(v?[0-9xX*|]+(?:\.[0-9xX*|]+){0,2}(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?)[\t\n\f\r ]+-[\t\n\f\r ]+(v?[0-9xX*|]+(?:\.[0-9xX*|]+){0,2}(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?)[\t\n\f\r ]*/g,
    'a constraint, of 512 characters at most (`longestConstraint`)',
  ],
  [
    /(?<![\w.-])v?(?:\d+|[xX*])(?:\.(?:\d+|[xX*])){0,2}(?![\w.*-])/,
    'a constraint, cut after 600 characters (`longestConstraint`)',
  ],
  [
    /(\()|(\))|(\|)|(,)|(:=)|(=)|("(?:[^"\\\n]|\\[^\n])*"|`[^`]*`)|('(?:[^'\\\n]|\\[^\n])*')|(\$[\p{L}\p{Nd}_]*)|([-+]?(?:0[xX][\da-fA-F_.]+(?:[pP][-+]?\d+)?|0[bBoO][\d_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][-+]?\d+)?)i?)|(\.[\p{L}\p{Nd}_]*)|([\p{L}_][\p{L}\p{Nd}_]*)|("(?:[^"\\\n]|\\[^\n])*|'(?:[^'\\\n]|\\[^\n])*|`[^`]*|[^ \t\r\n])/gu,
    'an action; it matches wherever it is tried, and what is never closed is one match, so nothing is read more than twice',
  ],
];

const asLoaded = 'put together when the module is loaded, and checked as it is then';
const ofName = 'a name, escaped or of word characters alone, between words and blanks that are written out';

/** Where expressions are made of pieces, and why they take linear time. */
export const madeOfPieces: Readonly<Record<string, string>> = {
  'server/src/engine/analysis/prefilter.ts': 'the words of rules, escaped',
  'server/src/engine/kubernetes/tokenReferences.ts': asLoaded,
  'server/src/engine/kubernetes/resource.ts': 'a number of blanks, and a word',
  'server/src/engine/shell/replacements.ts': ofName,
  'server/src/engine/template/expression.ts': asLoaded,
  'server/src/engine/template/rootContext.ts': asLoaded,
  'server/src/engine/text/foreignPattern.ts': 'made by others: tried only where there are few ways to match',
  'server/src/engine/versions/constraint.ts': asLoaded,
  'server/src/engine/versions/semanticVersion.ts': asLoaded,
  'server/src/engine/workspace/secretMentions.ts': ofName,
  'server/src/engine/workspace/tokenExpressions.ts': `${asLoaded}; beside it ${ofName}`,
  'server/src/engine/workspace/valueSwitch.ts': ofName,
};
