import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../server/src/engine/index.ts';
import type { Script } from '../../../server/src/engine/shell/script.ts';
import { scriptOfScalar } from '../../../server/src/engine/shell/yamlScript.ts';
import { createSourceFile } from '../../../server/src/engine/workspace/sourceFile.ts';
import { pairsNamed } from '../../../server/src/engine/yaml/lookup.ts';
import type { YamlScalar } from '../../../server/src/engine/yaml/nodes.ts';

const uri = 'file:///a.yaml';

/** The scalar under the key `script`, in a map or in one below it. */
function scalarIn(text: string, at = uri): YamlScalar {
  const root = createSourceFile(at, text).documents[0]?.document.root;
  const map = root?.type === 'map' ? root : undefined;
  const inner = map && pairsNamed(map, 'outer')[0]?.value;
  const list = inner?.type === 'sequence' ? inner.items[1] : undefined;
  const holder = inner?.type === 'map' ? inner : map;
  const value = list ?? (holder && pairsNamed(holder, 'script')[0]?.value);
  if (value?.type !== 'scalar') throw new Error(`no script in ${text}`);
  return value;
}

const scriptIn = (text: string): Script => scriptOfScalar(scalarIn(text), 'sh');

/** One text in every style that can write it, in a few surroundings. */
function* writings(script: string): Generator<string> {
  const lines = script.split('\n');
  const isTrimmed = script === script.trim() && script !== '';
  for (const lineBreak of ['\n', '\r\n']) {
    const block = (indent: string, space = lines) =>
      space.map((line) => (line === '' ? '' : indent + line)).join(lineBreak);
    const ended = (header: string) => `outer:${lineBreak}  script: ${header}${lineBreak}${block('     ')}`;
    const behind = `${lineBreak}  next: 1${lineBreak}`;
    yield `script: ${JSON.stringify(script)}${lineBreak}`;
    yield `{"outer": {"script": ${JSON.stringify(script)}, "next": "x"}}`;
    if (!script.includes('\n')) yield `outer: { script: '${script.replaceAll("'", "''")}' }${lineBreak}`;
    if (isTrimmed) yield `${ended('|-')}${behind}`;
    if (isTrimmed) yield `${ended('>-')}${behind}`;
    if (isTrimmed) yield `${ended('|')}${behind}`;
    if (isTrimmed) yield `${ended('|+ # why')}${lineBreak}${lineBreak}  next: 1${lineBreak}`;
    if (isTrimmed) yield ended('|-');
    if (isTrimmed)
      yield `outer:${lineBreak}- -c${lineBreak}- |2${lineBreak}${block('  ')}${lineBreak}next: 1`;
    if (/^[a-z][\w ./$-]*$/.test(script) && isTrimmed) {
      yield `outer:${lineBreak}  script: ${script}${behind}`;
      yield `outer:${lineBreak}  script: ${script.replaceAll(' ', `${lineBreak}     `)}${behind}`;
      yield `outer: [-c, ${script}, x]${lineBreak}`;
      yield `outer: { script: "${script.replaceAll(' ', ` ${lineBreak}     `)}" }`;
    }
  }
}

const scripts = [
  'kubectl get sa',
  'a b c',
  "kubectl get sa -o jsonpath='{.secrets[0].name}'",
  'NAME=$(kubectl get sa x)\nkubectl get secret "$NAME" \\\n  -o json | jq -r .data.token\n\necho done',
  'echo "a\\tb" # \u00e9 \ud83d\ude00',
  'if true; then\n\techo x\nfi',
  'a\n\n\n b\n  c\nd',
];

describe.each(scripts)('%j', (script) => {
  test('reads as YAML reads it, and every character is where it says', () => {
    for (const text of writings(script)) {
      const scalar = scalarIn(text);
      const found = scriptOfScalar(scalar, 'sh');
      expect(found.text, text).toBe(scalar.value);
      checkPlaces(found, text);
    }
  });

  test('what is replaced reads as it should', () => {
    let made = 0;
    for (const text of writings(script)) made += checkReplacing(text);
    expect(made).toBeGreaterThan(0);
  });
});

/** Spans are in order, and what is not escaped or a line break stands there as it reads. */
function checkPlaces(script: Script, text: string): void {
  let last = 0;
  for (let at = 0; at < script.text.length; at++) {
    const { start, end } = script.written({ start: at, end: at + 1 });
    const source = text.slice(start, end);
    const character = script.text[at] ?? '';
    const isOneOfTwo = /[\ud800-\udfff]/.test(character) && source.startsWith('\\');
    if (!isOneOfTwo) expect(start, text).toBeGreaterThanOrEqual(last);
    expect(end).toBeGreaterThan(start);
    if (source !== character) expect(source, JSON.stringify(character)).toMatch(/^(?:''|\\|[ \t]*\r?\n)/);
    last = end;
    const whole = script.written({ start: 0, end: at + 1 });
    expect(whole.end).toBe(end);
    expect(script.written({ start: at, end: at })).toEqual({ start, end: start });
  }
}

const newTexts = [
  'kubectl create token x',
  'a "b" \'c\' \\d',
  'one\ntwo\n\n  three',
  'x: y # z',
  '',
  '{ a }',
];

function checkReplacing(text: string): number {
  const script = scriptIn(text);
  const { length } = script.text;
  let made = 0;
  for (const newText of newTexts) {
    for (let start = 0; start <= length; start += 1 + Math.floor(length / 12)) {
      for (let end = start; end <= length; end += 1 + Math.floor(length / 7)) {
        const edit = script.replaced({ start, end }, newText);
        if (!edit) continue;
        made++;
        const after = applyEdits(text, [edit]);
        const wanted = script.text.slice(0, start) + newText + script.text.slice(end);
        expect(scalarIn(after).value, `${text}\n===\n${after}`).toBe(wanted);
        expect(after.length - text.length).toBe(edit.newText.length - (edit.span.end - edit.span.start));
        if (text.includes('next')) expect(after).toContain('next');
      }
    }
  }
  return made;
}

describe('in templates', () => {
  const chart = 'file:///c/templates/a.yaml';
  const written = (script: Script, text: string, part: string) => {
    const start = script.text.indexOf(part);
    const span = script.written({ start, end: start + part.length });
    return text.slice(span.start, span.end);
  };

  test('actions stand as they are written', () => {
    const text =
      'script: |\n  kubectl get sa {{ .Values.sa }} -n {{ .Release.Namespace }}\n{{- if .Values.b }}\n  b\n  {{- end }}\n  c {{ include "x" .\n  }} d\nnext: 1\n';
    const script = scriptOfScalar(scalarIn(text, chart), 'sh');
    expect(script.text).toBe(
      'kubectl get sa {{ .Values.sa }} -n {{ .Release.Namespace }}\n{{- if .Values.b }}\nb\n{{- end }}\nc {{ include "x" .\n  }} d\n',
    );
    expect(script.actions.map(({ start, end }) => script.text.slice(start, end))).toEqual([
      '{{ .Values.sa }}',
      '{{ .Release.Namespace }}',
      '{{- if .Values.b }}',
      '{{- end }}',
      '{{ include "x" .\n  }}',
    ]);
    expect(written(script, text, '-n {{ .Release.Namespace }}')).toBe('-n {{ .Release.Namespace }}');
  });

  test('in quotes, with quotes of their own', () => {
    const text = 'script: "get {{ .Values.a | default "x" }} \\"y\\""\n';
    const script = scriptOfScalar(scalarIn(text, chart), 'sh');
    expect(script.text).toBe('get {{ .Values.a | default "x" }} "y"');
    const edit = script.replaced({ start: 0, end: 3 }, 'put "it"');
    expect(edit && applyEdits(text, [edit])).toBe(
      'script: "put \\"it\\" {{ .Values.a | default "x" }} \\"y\\""\n',
    );
    expect(script.replaced({ start: 0, end: 6 }, 'x')).toBeUndefined();
    const whole = script.replaced(
      { start: 0, end: script.text.length },
      'only {{ .Values.a | default "x" }}',
    );
    expect(whole && applyEdits(text, [whole])).toBe('script: "only {{ .Values.a | default "x" }}"\n');
    expect(script.replaced({ start: 0, end: 3 }, '{{ .Other }}')).toBeUndefined();
  });

  test('one that writes just a string reads as that string', () => {
    const text = `script: kubectl get sa -o go-template='{{ "{{" }}.secrets{{ \`}}\` }}'\n`;
    const script = scriptOfScalar(scalarIn(text, chart), 'sh');
    expect(script.text).toBe("kubectl get sa -o go-template='{{.secrets}}'");
    expect(script.actions).toEqual([]);
    expect(written(script, text, '{{.')).toBe('{{ "{{" }}.');
    expect(script.replaced({ start: 0, end: script.text.indexOf('{.') }, 'x')).toBeUndefined();
  });

  test('the `$` of a workflow belongs to its expression', () => {
    const text = `script: get $\{{ inputs.sa }} '{{ .secrets }}'\n`;
    const all = scriptOfScalar(scalarIn(text), 'sh');
    expect(all.actions).toHaveLength(2);
    const marked = scriptOfScalar(scalarIn(text), 'sh', 'marked');
    expect(marked.actions.map(({ start, end }) => marked.text.slice(start, end))).toEqual([
      `$\{{ inputs.sa }}`,
    ]);
  });
});
