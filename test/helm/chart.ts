// A chart's folder and its files.

import { cpSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface ChartFile {
  /** Relative to the chart's folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

export interface Chart {
  /** The absolute path of its folder. */
  readonly root: string;
  /** Its manifests and everything in `templates/`, subcharts included. */
  readonly files: readonly ChartFile[];
}

export function readChart(root: string): Chart {
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((file) => isTemplate(file) || /(?:^|\/)Chart\.yaml$/.test(file))
    .map((file) => ({ path: file, text: readFileSync(path.join(root, file), 'utf8') }));
  return { root, files: files.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

export function isTemplate(file: string): boolean {
  return /(?:^|\/)templates\//.test(file);
}

/** A copy of a folder among the temporary files. The caller removes it. */
export function copyOf(folder: string): string {
  const copy = mkdtempSync(path.join(tmpdir(), 'bound-tokens-chart-'));
  cpSync(folder, copy, { recursive: true });
  return copy;
}
