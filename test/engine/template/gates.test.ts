// Version conditions, against what Go's text/template with Sprig made of them.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../../server/src/engine/template/gates/evaluator.ts';
import { compile, readGates } from '../../../server/src/engine/template/gates/gates.ts';
import { truthOf } from '../../../server/src/engine/template/gates/values.ts';
import { readTemplate } from '../../../server/src/engine/template/readTemplate.ts';
import type { SampleVersion } from '../../../server/src/engine/versions/builds.ts';
import { describe as describeSet, unknownVersions } from '../../../server/src/engine/versions/versionSet.ts';

interface GateForms {
  /** Named templates that the forms use. */
  readonly helpers: string;
  readonly rows: readonly { readonly template: string; readonly expect: Readonly<Record<string, string>> }[];
}

const { helpers, rows }: GateForms = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'fixtures/gateForms.json'), 'utf8'),
);

const flavours: Record<string, (minor: number) => SampleVersion> = {
  plain: (minor) => sample(minor, 3, '', 'plain'),
  vendor: (minor) => sample(minor, 3, '-eks-5e0fdde', 'vendor'),
  gke: (minor) => sample(minor, 5, '-gke.1000', 'vendor'),
  k3s: (minor) => sample(minor, 5, '+k3s1', 'metadata'),
};

function sample(minor: number, patch: number, suffix: string, build: SampleVersion['build']): SampleVersion {
  const prerelease = suffix.startsWith('-') ? suffix.slice(1) : '';
  const minorText = build === 'vendor' ? `${minor}+` : `${minor}`;
  return {
    build,
    major: 1,
    minor,
    patch,
    prerelease,
    gitVersion: `v1.${minor}.${patch}${suffix}`,
    minorText,
  };
}

/** `1.16-1.23:F 1.24:T` → what a form gives on each minor. */
function expectations(text: string): ReadonlyMap<number, string> {
  const all = new Map<number, string>();
  for (const [, from, to, value] of text.matchAll(/1\.(\d+)(?:-1\.(\d+))?:([TF])/g)) {
    for (let minor = Number(from); minor <= Number(to ?? from); minor++) all.set(minor, value ?? '');
  }
  return all;
}

const library = new Map(compile(helpers).definitions.map((definition) => [definition.name, definition]));

/** Which of T and F the form's arms may write; both when nobody knows. */
function outcome(template: string, version: SampleVersion, mode: 'each' | 'group'): string {
  const program = compile(template);
  const taken = new Map<string, boolean | undefined>();
  evaluate(
    program,
    [version],
    { mode, constraints: new Map(), changesMaps: false, definition: (name) => library.get(name) },
    {
      arm(of, block, arm, truth) {
        if (of === program) taken.set(`${block} ${arm}`, typeof truth === 'boolean' ? truth : undefined);
      },
      call() {},
    },
  );
  const { blocks } = program;
  const written = new Set<string>();
  for (const match of template.matchAll(/\}\}([TF])\{\{/g)) {
    const offset = match.index + 2;
    const around = readTemplate(template).guardsAt(offset);
    let truth: boolean | undefined = true;
    for (const { block, arm } of around) {
      for (let before = 0; before <= arm; before++) {
        const asked = taken.get(`${block} ${before}`);
        const wanted = before < arm ? (asked === undefined ? undefined : !asked) : asked;
        if (wanted === false) truth = false;
        else if (wanted === undefined && truth) truth = undefined;
      }
    }
    if (truth !== false) written.add(match[1] ?? '');
    if (truth === true) return match[1] ?? '';
  }
  expect(blocks.length).toBeGreaterThan(0);
  return written.size === 1 ? ([...written][0] ?? '') : '?';
}

test('the forms: none is answered wrongly, and unknown is only what values decide', () => {
  let equal = 0;
  let open = 0;
  const wrong: string[] = [];
  const openForms = new Set<string>();
  for (const { template, expect: expected } of rows) {
    for (const [flavour, text] of Object.entries(expected)) {
      for (const [minor, value] of expectations(text)) {
        const make = flavours[flavour];
        if (!make) throw new Error(`unknown flavour ${flavour}`);
        const found = outcome(template, make(minor), 'each');
        if (found === '?') {
          open++;
          openForms.add(template);
        } else if (found === value) equal++;
        else wrong.push(`1.${minor} ${flavour}: ${template} gives ${value}, not ${found}`);
      }
    }
  }
  console.log(`gate forms: ${equal} equal, ${open} unknown, ${wrong.length} wrong`);
  expect(wrong).toEqual([]);
  for (const template of openForms) expect(template).toMatch(/\.Values\./);
  expect(equal).toBeGreaterThanOrEqual(6850);
});

describe('gates of a text', () => {
  const versions = (text: string, mark = 'HERE') => {
    const gates = readGates(compile(text), library);
    const { plain, vendor } = gates.versionsIn(readTemplate(text).guardsAt(text.indexOf(mark)));
    return [describeSet(plain), describeSet(vendor)];
  };

  test.each([
    [
      '{{ if semverCompare ">=1.24-0" .Capabilities.KubeVersion.Version }}HERE{{ end }}',
      '1.24 and later',
      '1.24 and later',
    ],
    [
      '{{ if semverCompare ">=1.24" .Capabilities.KubeVersion.Version }}HERE{{ end }}',
      '1.24 and later',
      'no version',
    ],
    [
      '{{ if semverCompare "<1.24-0" .Capabilities.KubeVersion.Version }}x{{ else }}HERE{{ end }}',
      '1.24 and later',
      '1.24 and later',
    ],
    [
      '{{ if .Values.a }}{{ if semverCompare "<1.24-0" .Capabilities.KubeVersion.Version }}HERE{{ end }}{{ end }}',
      'before 1.24',
      'before 1.24',
    ],
    ['{{ if .Values.a }}HERE{{ end }}', 'all versions', 'all versions'],
    ['{{ if semverCompare ">=1.24-0" .Values.version }}HERE{{ end }}', 'all versions', 'all versions'],
    [
      '{{ if semverCompare "nonsense" .Capabilities.KubeVersion.Version }}HERE{{ end }}',
      'all versions',
      'all versions',
    ],
    [
      '{{ define "x" }}{{ if semverCompare ">=1.24-0" .Capabilities.KubeVersion.Version }}HERE{{ end }}{{ end }}',
      '1.24 and later',
      '1.24 and later',
    ],
    [
      '{{ range .Values.list }}{{ if semverCompare ">=1.24-0" $.Capabilities.KubeVersion.Version }}HERE{{ end }}{{ end }}',
      '1.24 and later',
      '1.24 and later',
    ],
  ])('%s', (text, plain, vendor) => {
    expect(versions(text)).toEqual([plain, vendor]);
  });

  test('what chart values decide is sure on no version', () => {
    for (const text of ['{{ if .Values.a }}HERE{{ end }}', '{{ define "x" }}HERE{{ end }}']) {
      const { plain } = readGates(compile(text), library).versionsIn(
        readTemplate(text).guardsAt(text.indexOf('HERE')),
      );
      expect(plain).toEqual(unknownVersions);
    }
  });

  const version = '$.Capabilities.KubeVersion.Version';
  const gate = (constraint: string, what = version) => `{{ if semverCompare "${constraint}" ${what} }}`;

  test.each([
    [
      'its first round is not all of a loop',
      '{{ if $a }}{{ $a = false }}{{ else }}HERE{{ end }}',
      'all versions',
    ],
    [
      'the version decides',
      `${gate('<1.24-0')}{{ $a = false }}{{ end }}{{ if $a }}HERE{{ end }}`,
      '1.24 and later',
    ],
    ['nothing changes', `${gate('>=1.24-0')}{{ end }}{{ if not $a }}HERE{{ end }}`, 'no version'],
    [
      'a value wanders on',
      `{{ $a := $b }}{{ $b = $c }}{{ $c = ${version} }}${gate('>=1.24-0', '$a')}HERE{{ end }}`,
      'all versions',
    ],
    ['what follows may be skipped', `${gate('>=1.24-0')}{{ continue }}{{ end }}HERE`, 'all versions'],
  ])('loops: %s', (_, body, expected) => {
    const variables = '{{ $a := true }}{{ $b := "v1.20.0" }}{{ $c := "v1.20.0" }}';
    expect(versions(`${variables}{{ range list 1 2 3 }}${body}{{ end }}`)[0]).toBe(expected);
  });

  test('what a loop leaves behind is known, unless it may be left early', () => {
    const loop = (body: string) =>
      `{{ $v := "v1.20.0" }}{{ range list 1 2 }}${body}{{ $v = ${version} }}{{ end }}`;
    expect(versions(`${loop('')}${gate('>=1.24-0', '$v')}HERE{{ end }}`)[0]).toBe('1.24 and later');
    const left = loop('{{ if $.Values.a }}{{ break }}{{ end }}');
    expect(versions(`${left}${gate('>=1.24-0', '$v')}HERE{{ end }}`)[0]).toBe('all versions');
  });

  test('the text after a possible break renders on no version surely', () => {
    const text = `{{ range list 1 }}${gate('>=1.24-0')}{{ break }}{{ end }}HERE{{ end }}`;
    const gates = readGates(compile(text), library);
    expect(gates.versionsIn(readTemplate(text).guardsAt(text.indexOf('HERE'))).plain).toEqual(
      unknownVersions,
    );
  });

  test('a dictionary that may be changed elsewhere is not known', () => {
    const made = '{{ $d := dict "v" "v1.20.0" }}';
    const asked = `${gate('>=1.24-0', '$d.v')}HERE{{ end }}`;
    expect(versions(`${made}${asked}`)[0]).toBe('no version');
    expect(versions(`${made}{{ $_ := set $d "v" ${version} }}${asked}`)[0]).toBe('all versions');
    expect(versions(`${made}{{ $_ := mergeOverwrite $d (dict "v" ${version}) }}${asked}`)[0]).toBe(
      'all versions',
    );
    const inside = '{{ define "x" }}{{ $_ := set . "v" .new }}{{ .v }}{{ end }}';
    const given = `(include "x" (dict "v" "v1.20.0" "new" ${version}))`;
    expect(versions(`${inside}${gate('>=1.24-0', given)}HERE{{ end }}`)[0]).toBe('all versions');
  });

  test('the version object is a version only where it is written', () => {
    const printed = '{{ define "x" }}{{ .Capabilities.KubeVersion }}{{ end }}';
    expect(versions(`${printed}${gate('>=1.24-0', '(include "x" .)')}HERE{{ end }}`)[0]).toBe(
      '1.24 and later',
    );
    // Helm makes `{v1.24.0 1 24}` of it, and stops.
    for (const call of [
      '.Capabilities.KubeVersion',
      '(.Capabilities.KubeVersion | toString)',
      '(print .Capabilities.KubeVersion)',
    ])
      expect(versions(`${gate('>=1.24-0', call)}HERE{{ end }}`)[0]).toBe('all versions');
  });

  test('half typed conditions are unknown, never a fault', () => {
    for (const text of [
      '{{ if semverCompare ">=1.2',
      '{{ if }}HERE{{ end }}',
      '{{ if ( }}HERE',
      '{{ if semverCompare }}HERE{{ end }}',
      '{{ if include "x" . }}HERE{{ end }}',
      '{{ end }}{{ else }}HERE',
    ]) {
      expect(() => versions(text)).not.toThrow();
    }
  });

  test('named templates that call each other without end are unknown', () => {
    const text =
      '{{ define "a" }}{{ include "b" . }}{{ include "b" . }}{{ end }}{{ define "b" }}{{ include "a" . }}{{ include "a" . }}{{ end }}{{ if include "a" . }}HERE{{ end }}';
    const started = performance.now();
    const gates = readGates(compile(text), new Map());
    expect(describeSet(gates.versionsIn(readTemplate(text).guardsAt(text.indexOf('HERE'))).plain)).toBe(
      'all versions',
    );
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('calls say what they compare', () => {
    const text =
      '{{ if semverCompare ">=1.24" .Capabilities.KubeVersion.Version }}a{{ end }}{{ if semverCompare ">=2" .Values.app }}b{{ end }}';
    const gates = readGates(compile(text), new Map());
    expect(gates.calls.map(({ name, outcomes }) => [name, outcomes[0]?.args[0]])).toEqual([
      ['semverCompare', '>=1.24'],
    ]);
  });
});

test("truth is Go's", () => {
  expect([0, '', null, false, [], new Map()].map((value) => truthOf(value))).toEqual(Array(6).fill(false));
  expect([1, 'false', true, [0], new Map([['a', 1]])].map((value) => truthOf(value))).toEqual(
    Array(5).fill(true),
  );
});
