// Which fields of YAML files hold scripts, whoever reads the files.

import type { Dialect } from '../shell/script.ts';
import { dialectOfProgram } from '../shell/words.ts';

/** A field with a scalar, and what has a say in how that is read. */
export interface ScriptField {
  readonly field: string;
  /** The key under which the map with the field stands. */
  readonly below: string;
  /** The task of Azure Pipelines whose inputs the map holds. */
  readonly task: string | undefined;
  /** The `shell` beside the field, or the one that the workflow or the job asks for. */
  readonly shell: string | undefined;
  /** The program that the `command` beside the field names. */
  readonly program: string | undefined;
}

/** How the field's text is read as a script; undefined where it is none, or not one of a shell. */
export function dialectOfField({ field, below, task, shell, program }: ScriptField): Dialect | undefined {
  switch (field) {
    // GitHub, CircleCI.
    case 'run':
      return ofShell(shell);
    // A step of CircleCI or a task of Ansible, and whatever else takes a line instead of a list.
    case 'command':
      return below === 'run' ? ofShell(shell) : 'sh';
    case 'cmd':
      return ansible.has(below) ? 'sh' : undefined;
    // GitLab, Azure Pipelines, Tekton; below `with` it is an action's own, in JavaScript as a rule.
    case 'script':
    case 'inlineScript':
      if (below === 'with') return undefined;
      return /powershell/i.test(task ?? '') ? 'powershell' : 'sh';
    // Argo Workflows, Chainsaw.
    case 'source':
    case 'content':
      return below === 'script' ? ofShell(program) : undefined;
    case 'before_script':
    case 'after_script':
    case 'bash':
      return 'sh';
    case 'pwsh':
    case 'powershell':
      return 'powershell';
    default:
      return ansible.has(field) || /\.(?:ba)?sh$/.test(field) ? 'sh' : undefined;
  }
}

/** Ansible's modules that run a command; what the others run is not for a shell of ours. */
const ansible: ReadonlySet<string> = new Set(
  ['shell', 'command', 'raw'].flatMap((module) => [
    module,
    `ansible.builtin.${module}`,
    `ansible.legacy.${module}`,
  ]),
);

function ofShell(shell: string | undefined): Dialect | undefined {
  if (shell === undefined) return 'sh';
  // Another program may start it: `nix develop --command bash {0}`.
  const dialect = shell
    .trim()
    .split(/\s+/)
    .map(dialectOfProgram)
    .find((one) => one !== undefined);
  return dialect === 'other' ? undefined : dialect;
}

/** Whether the items of a list in this field are lines of a script: GitLab, Bitbucket, Drone, Taskfiles. */
export function isScriptList(field: string): boolean {
  return /^(?:(?:before_|after_)?script|commands|cmds)$/.test(field);
}
