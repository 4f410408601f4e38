// The configuration file that people begin with: all there is to set, as comments.

import type { Rule, RuleCategory } from '../rule/rule.ts';
import { defaultTarget } from './config.ts';

/** The text of a configuration file that changes nothing yet. */
export function initialConfiguration(rules: readonly Rule[]): string {
  return `# How Bound Tokens checks the files of this folder and of those below it.
# Every setting has its default here; take out the # where you want another.

# The Kubernetes versions that the manifests are meant for: one, or a range.
# kubernetesVersion: "${defaultTarget}"

# How strict the rules are that are not named below: each at its own severity (recommended), errors and
# warnings alone (essential), or with information as a warning and hints as information (strict).
# profile: recommended

# Files and folders that are not checked, written as in .gitignore.
# exclude:
#   - vendor/

# Tools that need token Secrets of certain names; * stands for any text.
# conventions:
#   - tool: Velero
#     secrets: ["velero-*"]

# What is otherwise in some files, or for some objects. The last that fits counts.
# overrides:
#   - files: ["legacy/**"]
#     kubernetesVersion: "1.23"
#     rules:
#       token-secret-volume: off
#   - resources: [{ kind: Secret, name: "*-robot", namespace: ci }]
#     reason: the build farm cannot renew tokens
#     rules:
#       long-lived-token-secret: off

# error, warning, information, hint, or off.
# rules:
${chapters
  .map(([category, title]) =>
    chapter(
      title,
      rules.filter((rule) => rule.category === category),
    ),
  )
  .filter((text) => text !== '')
  .join('')}`;
}

const chapters: readonly (readonly [RuleCategory, string])[] = [
  ['token-consumers', 'Consuming legacy tokens'],
  ['token-secrets', 'Declaring token Secrets'],
  ['names', 'Names and spelling'],
  ['projected-tokens', 'Projected tokens'],
  ['scripts', 'Scripts and commands'],
  ['version-gates', 'Helm version gates'],
  ['files', 'Credentials and files'],
];

function chapter(title: string, rules: readonly Rule[]): string {
  if (rules.length === 0) return '';
  return `#   # ${title}\n${rules.map((rule) => `${settingOf(rule)}\n`).join('')}`;
}

function settingOf({ id, severity, options }: Rule): string {
  if (!options) return `#   ${id}: ${severity}`;
  const lines = Object.entries(options).map(
    ([name, { description, default: value }]) =>
      `#       # ${description}\n#       ${name}: ${JSON.stringify(value)}`,
  );
  return [`#   ${id}:`, `#     severity: ${severity}`, '#     options:', ...lines].join('\n');
}
