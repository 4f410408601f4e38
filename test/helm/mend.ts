// Other people's charts rarely render as they lie there: dependencies are elsewhere, values are to be filled in. Mends a
// copy until Helm renders it, so that its version conditions can be asked: takes dependencies from beside the chart or
// drops them, gives missing named templates a text, switches everything on, and leaves out templates that fail.

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import type { Helm } from '../../scripts/helm.mts';
import { readChart } from './chart.ts';
import type { Preparation } from './compare.ts';
import { type RenderRequest, render } from './render.ts';

export interface Mending {
  readonly helm: Helm;
  /** Folders of charts by their names, from which dependencies are taken. */
  readonly beside: ReadonlyMap<string, string>;
}

/** As it is: only asks whether Helm renders it. */
export async function leaveAsItIs(copy: string, helm: Helm): Promise<Preparation> {
  const rendered = await render(copy, { helm, kubeVersion: trialVersion });
  return rendered.is === 'failed'
    ? { is: 'skipped', why: reasonIn(rendered.message) }
    : { is: 'ready', values: [] };
}

const trialVersion = 'v1.28.0';

/** Mends the copy. With everything switched on when that renders, else with the chart's own values. */
export async function mend(copy: string, { helm, beside }: Mending): Promise<Preparation> {
  settleDependencies(copy, beside);
  mkdirSync(path.join(copy, 'templates'), { recursive: true });
  writeFileSync(path.join(copy, 'templates/_missing.tpl'), definitionsOfMissing(copy));
  rmSync(path.join(copy, 'values.schema.json'), { force: true });
  const everything = switchedOn(copy);
  for (const values of everything === undefined ? [[]] : [[everything], []]) {
    if (await leaveOutFailing(copy, { helm, kubeVersion: trialVersion, values }))
      return { is: 'ready', values };
  }
  return { is: 'skipped', why: 'it does not render, whatever is mended' };
}

function settleDependencies(copy: string, beside: ReadonlyMap<string, string>): void {
  const charts = path.join(copy, 'charts');
  for (const file of ['Chart.yaml', 'requirements.yaml']) {
    const place = path.join(copy, file);
    if (!existsSync(place)) continue;
    const manifest = readYaml(place);
    if (typeof manifest !== 'object' || manifest === null) continue;
    const listed: unknown = 'dependencies' in manifest ? manifest.dependencies : [];
    const dependencies = (Array.isArray(listed) ? listed : []).filter(({ name }) => {
      const own = beside.get(name);
      if (own !== undefined && !existsSync(path.join(charts, name)))
        cpSync(own, path.join(charts, name), { recursive: true });
      return existsSync(path.join(charts, name, 'Chart.yaml'));
    });
    // Versions and aliases are taken off: what lies beside the chart has its own.
    const named = dependencies.map(({ name }) => ({ name, version: '>=0.0.0-0' }));
    writeFileSync(place, stringify({ ...manifest, dependencies: named }));
  }
  if (!existsSync(charts)) return;
  for (const name of readdirSync(charts))
    if (!existsSync(path.join(charts, name, 'Chart.yaml')))
      rmSync(path.join(charts, name), { recursive: true });
}

/** A text for each named template that is included but nowhere defined. */
function definitionsOfMissing(copy: string): string {
  const all = readChart(copy)
    .files.map(({ text }) => text)
    .join('\n');
  const defined = new Set([...all.matchAll(/\b(?:define|block)\s+"([^"]+)"/g)].map(([, name]) => name));
  const included = new Set([...all.matchAll(/\b(?:include|template)\s+"([^"]+)"/g)].map(([, name]) => name));
  return [...included]
    .filter((name) => !defined.has(name))
    .map((name) => `{{- define "${name}" }}{{ end }}\n`)
    .join('');
}

/** Writes the values of the chart with every `false` turned into `true`. */
function switchedOn(copy: string): string | undefined {
  const place = path.join(copy, 'values.yaml');
  if (!existsSync(place)) return undefined;
  const file = path.join(copy, 'values-switched-on.yaml');
  writeFileSync(file, stringify(turnedOn(readYaml(place)) ?? {}));
  return file;
}

/** Helm takes a key that comes twice, and so do we. */
function readYaml(file: string): unknown {
  return parse(readFileSync(file, 'utf8'), { uniqueKeys: false });
}

function turnedOn(value: unknown): unknown {
  if (value === false) return true;
  if (Array.isArray(value)) return value.map(turnedOn);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, turnedOn(inner)]));
}

/** Empties one failing template after another, until Helm renders the rest. */
async function leaveOutFailing(copy: string, request: RenderRequest): Promise<boolean> {
  for (let attempt = 0; attempt < 25; attempt++) {
    const rendered = await render(copy, request);
    if (rendered.is !== 'failed') return true;
    const file = /[^\s/(]+\/((?:charts\/[^/\s]+\/)*templates\/[^\s:)]+)/.exec(rendered.message)?.[1];
    if (file === undefined || /(?:^|\/)_[^/]*$/.test(file) || !existsSync(path.join(copy, file)))
      return false;
    if (readFileSync(path.join(copy, file), 'utf8') === '') return false;
    writeFileSync(path.join(copy, file), '');
  }
  return false;
}

/** The part of Helm's message that says what kind of failure it is. */
export function reasonIn(message: string): string {
  if (/missing in charts\/|no template "|template: no template|Chart\.yaml file is missing/.test(message))
    return 'dependencies or named templates are missing';
  if (/library charts are not installable/.test(message)) return 'libraries render nothing themselves';
  return 'it does not render with its default values';
}
