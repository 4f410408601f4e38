// One folder, built by the real kustomize and read by us. Nothing that is built reaches the network.

import { execFile } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import type { Kustomize } from '../../scripts/kustomize.mts';
import {
  createBuilder,
  type KustomizeBuild,
  kustomizationIn,
} from '../../server/src/engine/workspace/kustomizeBuild.ts';
import { createSourceFile, type SourceFile } from '../../server/src/engine/workspace/sourceFile.ts';

/** An object that kustomize printed. */
export interface RealObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly value: unknown;
}

export type RealBuild =
  | { readonly is: 'built'; readonly objects: readonly RealObject[] }
  | { readonly is: 'failed'; readonly why: string };

const run = promisify(execFile);

/** What kustomize makes of a folder. */
export async function buildReally({ program, args }: Kustomize, folder: string): Promise<RealBuild> {
  const nowhere = 'http://127.0.0.1:9';
  const env = {
    ...process.env,
    GIT_ALLOW_PROTOCOL: 'none',
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
    ALL_PROXY: nowhere,
    NO_PROXY: '',
  };
  try {
    const { stdout } = await run(program, [...args, folder], { env, maxBuffer: 1 << 26, timeout: 60_000 });
    return { is: 'built', objects: parseAllDocuments(stdout).flatMap((one) => realObject(one.toJS()) ?? []) };
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    return { is: 'failed', why: said.trim().split('\n').at(-1) ?? '' };
  }
}

/** What we make of it. */
export function buildOurselves(folder: string): KustomizeBuild | undefined {
  const file = filesOnDisk();
  const root = kustomizationIn(pathToFileURL(folder).href, file);
  return root && createBuilder(file)(root);
}

function filesOnDisk(): (uri: string) => SourceFile | undefined {
  const read = new Map<string, SourceFile>();
  return (uri) => {
    const file = fileURLToPath(uri);
    if (!read.has(uri) && existsSync(file) && statSync(file).isFile())
      read.set(uri, createSourceFile(uri, readFileSync(file, 'utf8')));
    return read.get(uri);
  };
}

function realObject(value: unknown): RealObject | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const text = (holder: unknown, key: string): string => {
    const found = typeof holder === 'object' && holder !== null ? Reflect.get(holder, key) : undefined;
    return found === undefined || found === null ? '' : String(found);
  };
  const metadata = Reflect.get(value, 'metadata');
  return {
    apiVersion: text(value, 'apiVersion'),
    kind: text(value, 'kind'),
    name: text(metadata, 'name'),
    namespace: text(metadata, 'namespace'),
    value,
  };
}

/** The path below a folder, for messages. */
export function below(root: string, folder: string): string {
  return path.relative(root, folder) || '.';
}
