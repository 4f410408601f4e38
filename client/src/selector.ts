// Which documents the server reads: Kubernetes YAML, Helm templates under any language id, and JSON manifests where
// repositories keep them. Old revisions in diff views, output panels and the like are left out by their scheme.
import { workspace } from 'vscode';
import { readSettings } from './settings.ts';

/** Serves both VS Code and the language client. */
type Filter = { readonly language: string; readonly pattern?: string } | { readonly pattern: string };

/** The filters for the schemes known now: files, new documents, and whatever the open folders are kept in. */
export function documentSelector(): (Filter & { readonly scheme: string })[] {
  const folders = workspace.workspaceFolders?.map((folder) => folder.uri.scheme) ?? [];
  const schemes = new Set(['file', 'untitled', 'vscode-vfs', 'vscode-remote', ...folders]);
  const wanted = readSettings().scripts.enable ? [...filters, ...scriptFilters] : filters;
  return [...schemes].flatMap((scheme) => wanted.map((filter) => ({ scheme, ...filter })));
}

const jsonManifests =
  '**/{manifests,k8s,kubernetes,deploy,deployment,deployments,base,overlays,clusters}/**/*.json';

const filters: readonly Filter[] = [
  { language: 'yaml' },
  // The id is other extensions'; they also give it to `_helpers.tpl` and `NOTES.txt`.
  { language: 'helm' },
  // Under any id: compose, workflow and pipeline extensions have names of their own for YAML.
  { pattern: '**/*.{yaml,yml}' },
  { pattern: '**/templates/**/{*.tpl,NOTES.txt}' },
  { language: 'json', pattern: jsonManifests },
  { language: 'jsonc', pattern: jsonManifests },
];

/** What is read on request, for the scripts in it. */
const scriptFilters: readonly Filter[] = [
  { language: 'shellscript' },
  { language: 'powershell' },
  { language: 'dockerfile' },
  { language: 'markdown' },
  { language: 'terraform' },
  { pattern: '**/*.{sh,bash,ps1,md,tf}' },
  { pattern: '**/{Dockerfile,Containerfile}*' },
];
