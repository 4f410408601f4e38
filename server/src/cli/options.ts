// The commands and options there are, as data: the argument parser, the usage messages and the suggestions for
// misspelt words all read this table and nothing else.

export type CommandName = 'check' | 'fix' | 'merge' | 'report' | 'init' | 'explain' | 'rules' | 'lsp';

/** How a list of findings can be written. */
export const reportFormats = ['pretty', 'json', 'sarif', 'github', 'gitlab', 'junit'] as const;
export type ReportFormat = (typeof reportFormats)[number];

export interface CommandSpec {
  readonly name: CommandName;
  /** What follows the name, as a usage message shows it. */
  readonly operands: string;
  readonly summary: string;
  readonly details: readonly string[];
}

export interface OptionSpec {
  /** Without the leading dashes. */
  readonly name: string;
  readonly short?: string;
  /** How the value is called in a usage message; an option without one takes none. */
  readonly value?: string;
  /** Whether the value may be left out; it is then the first choice. */
  readonly optionalValue?: true;
  readonly choices?: readonly string[];
  /** Where the option means something; everywhere when not said. */
  readonly commands?: readonly CommandName[];
  readonly summary: string;
}

export const commandSpecs: readonly CommandSpec[] = [
  {
    name: 'check',
    operands: '[path …]',
    summary: 'report problems in files and folders (the working directory when none is named)',
    details: [
      'Folders are searched for Kubernetes YAML and Helm templates; what .gitignore names is left out.',
      'A path of - reads one file from standard input.',
    ],
  },
  {
    name: 'fix',
    operands: '[path …]',
    summary: 'fix what can be fixed safely and report the rest; the same as check --fix',
    details: [
      'With --diff nothing is written: the changes are shown instead.',
      'With --migrate everything that uses a token Secret is given a bound token, and the Secret is removed;',
      'what is left to do by hand is printed with its place, and makes the exit status 1.',
    ],
  },
  {
    name: 'merge',
    operands: '<report.json …>',
    summary: 'put the JSON reports of shards together, or write one report in another format',
    details: [
      'Reads what check --format json has written; - reads one report from standard input.',
      'All shards of one run are needed: with the same target and rules, on the same files.',
    ],
  },
  {
    name: 'report',
    operands: '[path …]',
    summary: 'print which ServiceAccount tokens there are, who uses them, and what is left to migrate',
    details: [
      'One page over all files, for people who plan the work: as Markdown, as an HTML file of its own, or as JSON.',
      'Findings do not make it fail: its exit status is 0 unless it is used wrongly, or a bug of ours is met.',
    ],
  },
  {
    name: 'init',
    operands: '[folder]',
    summary: 'write a commented .bound-tokens.yaml into a folder, or the working directory',
    details: ['A file that is there already is left alone.'],
  },
  { name: 'explain', operands: '<rule>', summary: 'print why a rule exists, with examples', details: [] },
  { name: 'rules', operands: '', summary: 'list all rules', details: [] },
  {
    name: 'lsp',
    operands: '--stdio',
    summary: 'run the language server that editors start',
    details: [
      'An editor starts it and talks to it over standard input and output; docs/editors.md says how to set editors up.',
    ],
  },
];

const checking = ['check', 'fix'] as const;
const listing = [...checking, 'merge'] as const;
const reporting = ['report'] as const;
const serving = ['lsp'] as const;

export const optionSpecs: readonly OptionSpec[] = [
  {
    name: 'format',
    value: 'format',
    choices: reportFormats,
    commands: listing,
    summary: 'how the report is written (default pretty); the others are for programs and CI servers',
  },
  {
    name: 'output',
    short: 'o',
    value: 'file',
    commands: listing,
    summary: 'write the report to a file instead',
  },
  {
    name: 'format',
    value: 'format',
    choices: ['markdown', 'html', 'json'],
    commands: reporting,
    summary: 'how the page is written: markdown (default), html (one file, nothing fetched) or json',
  },
  {
    name: 'target',
    value: 'versions',
    commands: [...checking, ...reporting],
    summary: 'the Kubernetes versions to check for, one or a range: 1.29, ">=1.24-0" (default)',
  },
  {
    name: 'config',
    value: 'file',
    commands: [...checking, ...reporting],
    summary: 'the configuration of all files, in place of the nearest .bound-tokens.yaml above each',
  },
  {
    name: 'rule',
    value: 'rule',
    commands: checking,
    summary: 'run only this rule; may be repeated',
  },
  {
    name: 'min-severity',
    value: 'severity',
    choices: ['error', 'warning', 'information', 'hint'],
    commands: checking,
    summary: 'leave out of the report what weighs less (default hint: show everything)',
  },
  {
    name: 'fail-on',
    value: 'severity',
    choices: ['error', 'warning', 'information', 'hint', 'never'],
    commands: listing,
    summary: 'exit with 1 when something weighs this much (default warning)',
  },
  {
    name: 'no-suppressed',
    commands: listing,
    summary: 'leave out of the report what comments or the baseline silence',
  },
  {
    name: 'baseline',
    value: 'file',
    commands: checking,
    summary: 'silence the findings that this file knows',
  },
  {
    name: 'write-baseline',
    value: 'file',
    commands: ['check'],
    summary: 'write the findings of this run to a file for --baseline, and silence them',
  },
  {
    name: 'shard',
    value: 'i/n',
    commands: ['check'],
    summary: 'check the i-th of n parts of the files, for merge to put together',
  },
  {
    name: 'jobs',
    short: 'j',
    value: 'n',
    commands: checking,
    summary: 'check on n threads (default: one for each 5 MB, as far as there are processors)',
  },
  {
    name: 'cache',
    value: 'file',
    commands: ['check'],
    summary: 'keep what was found in a file, and check again only what may have changed',
  },
  {
    name: 'fix',
    value: 'fixes',
    optionalValue: true,
    choices: ['safe', 'all'],
    commands: checking,
    summary: 'apply the safe fixes; with =all also those that change lifetime, identity or layout',
  },
  {
    name: 'migrate',
    value: 'secrets',
    commands: ['fix'],
    summary: 'instead move these token Secrets to bound tokens: name or namespace/name, …',
  },
  {
    name: 'diff',
    commands: checking,
    summary: 'show what fixing would change, and write nothing',
  },
  {
    name: 'stdin-filename',
    value: 'path',
    commands: checking,
    summary: 'the path that standard input stands for (with -)',
  },
  {
    name: 'stdio',
    commands: serving,
    summary: 'talk over standard input and output, the only way there is',
  },
  {
    name: 'clientProcessId',
    value: 'process',
    commands: serving,
    summary: "the editor's process, as some clients name it: the server ends with it",
  },
  { name: 'no-color', summary: 'write plain text' },
  { name: 'help', short: 'h', summary: 'show this help' },
  { name: 'version', short: 'V', summary: 'print the version' },
];

/** The options that a command takes. */
export function optionsOf(command: CommandName | undefined): readonly OptionSpec[] {
  return optionSpecs.filter((option) => !option.commands || (command && option.commands.includes(command)));
}
