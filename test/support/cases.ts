// cases.md → files without marks, the findings that the marks ask for, and the texts that fixing must lead to.

/** A place that a mark points at: 0-based line and columns of the file as analysed. */
export interface Mark {
  readonly type: 'finding' | 'related';
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** The range goes on past the end of the line. */
  readonly openEnd: boolean;
  readonly message: string;
}

export interface CaseFile {
  readonly uri: string;
  readonly text: string;
  readonly marks: readonly Mark[];
}

export interface Case {
  readonly name: string;
  /** The 1-based line of the case's heading, for messages. */
  readonly line: number;
  readonly files: readonly CaseFile[];
  /** The text a file must have after fixing; `title` picks one fix, else all of the rule's fixes are applied. */
  readonly fixed: readonly {
    readonly uri: string;
    readonly title: string | undefined;
    readonly text: string;
  }[];
  readonly options: Readonly<Record<string, unknown>>;
  /** The `target` for this case. */
  readonly target: string | undefined;
}

interface Fence {
  readonly info: string;
  readonly lines: readonly string[];
}

/** Reads a cases.md; throws with the line when it is not well formed. */
export function readCases(markdown: string): readonly Case[] {
  const cases: Case[] = [];
  const lines = markdown.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const heading = /^## (.+)$/.exec(lines[at] ?? '');
    if (!heading) continue;
    const fences: Fence[] = [];
    const first = at + 1;
    for (at++; at < lines.length && !/^## /.test(lines[at] ?? ''); at++) {
      const open = /^(`{3,})(\S.*)$/.exec(lines[at] ?? '');
      if (!open) continue;
      const close = lines.indexOf(open[1] ?? '```', at + 1);
      if (close < 0) throw new Error(`line ${at + 1}: the fence is not closed`);
      fences.push({ info: open[2] ?? '', lines: lines.slice(at + 1, close) });
      at = close;
    }
    at--;
    cases.push(readCase(heading[1] ?? '', first, fences));
  }
  return cases;
}

function readCase(name: string, line: number, fences: readonly Fence[]): Case {
  const files: CaseFile[] = [];
  const fixed: { uri: string; title: string | undefined; text: string }[] = [];
  let options: Record<string, unknown> = {};
  let target: string | undefined;
  for (const fence of fences) {
    const info = readInfo(fence.info);
    if (info.language === 'json' && info.words.includes('options'))
      options = JSON.parse(fence.lines.join('\n'));
    else if (info.words.includes('target')) target = fence.lines.join('').trim();
    else if (info.fixed) {
      const uri = info.path
        ? uriOf(info.language, info.path)
        : (files.at(-1)?.uri ?? uriOf(info.language, undefined));
      fixed.push({ uri, title: info.title, text: wrap(info.part, fence.lines).join('\n') });
    } else {
      files.push(readFile(uriOf(info.language, info.path), wrap(info.part, fence.lines)));
    }
  }
  if (files.length === 0) throw new Error(`case "${name}" (line ${line}) shows no file`);
  return { name, line, files, fixed, options, target };
}

type Part = 'container' | 'volume' | 'podSpec' | 'metadata' | undefined;

function readInfo(info: string) {
  const title = /"([^"]*)"/.exec(info)?.[1];
  const [language = 'yaml', ...words] = info
    .replace(/"[^"]*"/, '')
    .trim()
    .split(/\s+/);
  const part = words.find((word) => ['container', 'volume', 'podSpec', 'metadata'].includes(word)) as Part;
  const path = words.find((word) => /[./]/.test(word));
  return { language, words, part, path, title, fixed: words.includes('fixed') };
}

/** How files are called that are given no name, by the language of their fence. */
const nameless: Readonly<Record<string, string>> = {
  json: 'case.json',
  sh: 'case.sh',
  powershell: 'case.ps1',
  markdown: 'case.md',
  dockerfile: 'Dockerfile',
  hcl: 'case.tf',
};

function uriOf(language: string, path: string | undefined): string {
  if (language === 'helm') return `file:///case/chart/templates/${path ?? 'case.yaml'}`;
  return `file:///case/${path ?? nameless[language] ?? 'case.yaml'}`;
}

/** Writes the rest of the object around a part; the columns of marks move along. */
function wrap(part: Part, lines: readonly string[]): readonly string[] {
  const indent = (by: number, first: string) =>
    lines.map((line, index) => (index === 0 ? first + line : line === '' ? line : moved(line, by)));
  const pod = ['apiVersion: v1', 'kind: Pod', 'metadata:', '  name: example', 'spec:'];
  switch (part) {
    case 'podSpec':
      return [...pod, ...indent(2, '  '), ''];
    case 'container':
      return [...pod, '  containers:', ...indent(6, '    - '), ''];
    case 'volume': {
      const name = /^name: *(\S+)/m.exec(lines.join('\n'))?.[1] ?? 'token';
      const mount = [
        '  containers:',
        '    - name: app',
        '      volumeMounts:',
        `        - { name: ${name}, mountPath: /var/run/secrets/tokens }`,
      ];
      return [...pod, ...mount, '  volumes:', ...indent(6, '    - '), ''];
    }
    case 'metadata':
      return ['apiVersion: v1', 'kind: ConfigMap', 'metadata:', ...indent(2, '  '), ''];
    default:
      return [...lines, ''];
  }
}

/** A mark keeps its `#` in column 0, so that it can point at any column. */
function moved(line: string, by: number): string {
  const mark = /^#(\s*)([\^~])(.*)$/.exec(line);
  if (!mark) return ' '.repeat(by) + line;
  const [, space = '', sign = '', rest = ''] = mark;
  // At the margin the `#` itself marks a character; further right it is one more sign.
  return space === ''
    ? `#${' '.repeat(by - 1)}${sign}${sign}${rest}`
    : `#${' '.repeat(by)}${space}${sign}${rest}`;
}

function readFile(uri: string, lines: readonly string[]): CaseFile {
  const text: string[] = [];
  const marks: Mark[] = [];
  for (const line of lines) {
    const mark = /^(\s*#\s*)(\^+|~+)(\+?)(?:\s(.*))?$/.exec(line);
    if (!mark) {
      text.push(line);
      continue;
    }
    const [, before = '', carets = '', open, message = ''] = mark;
    // `#^^^` at the margin: the `#` itself marks column 0.
    const start = before === '#' ? 0 : before.length;
    const end = before.length + carets.length;
    const at = text.length - 1;
    const limit = (text[at] ?? '').length;
    if (end > limit) throw new Error(`a mark points beyond its line: ${line}`);
    marks.push({
      type: carets.startsWith('^') ? 'finding' : 'related',
      line: at,
      start,
      end,
      openEnd: open === '+',
      message: message.trim(),
    });
  }
  return { uri, text: text.join('\n'), marks };
}
