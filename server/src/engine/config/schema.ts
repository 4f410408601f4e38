// What can stand in a configuration file, as a JSON Schema made from the rules. Reading the file, completing it, the
// hover on it and the schema for other tools all go by it.

import type { OptionSpec, OptionSpecs } from '../rule/options.ts';
import type { Rule } from '../rule/rule.ts';

/** The part of JSON Schema (2020-12) that the file needs. */
export interface Schema {
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'boolean' | readonly ['string', 'number'];
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  /** Nothing but `properties`. */
  readonly additionalProperties?: false;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly required?: readonly string[];
  /** A text, or an object that says more. */
  readonly anyOf?: readonly [Schema, Schema];
  /** `kubernetes-versions`: one version or a range. */
  readonly format?: 'kubernetes-versions';
  readonly default?: unknown;
}

/** The schema of a configuration file for these rules. */
export function configurationSchema(rules: readonly Rule[]): Schema {
  const settings = ruleSettings(rules);
  return {
    ...object({
      profile,
      kubernetesVersion: kubernetesVersions,
      exclude: {
        ...paths,
        description:
          'Files and folders that are not checked, written as in `.gitignore`, from the folder of this file.',
      },
      rules: settings,
      conventions: {
        type: 'array',
        description:
          'Tools that need token Secrets of certain names: these count as a hint, not as something to mend.',
        items: convention,
      },
      overrides: {
        type: 'array',
        description: 'What is otherwise in some files, or for some objects. The last that fits counts.',
        items: object({ ...overridden, kubernetesVersion: kubernetesVersions, rules: settings }),
      },
    }),
    description: 'How Bound Tokens checks the files of this folder and of those below it.',
  };
}

const severity: Schema = {
  type: 'string',
  enum: ['error', 'warning', 'information', 'hint', 'off'],
  description: 'How much a finding weighs; `off`: the rule does not run.',
};

const profile: Schema = {
  type: 'string',
  enum: ['recommended', 'essential', 'strict'],
  default: 'recommended',
  description:
    'How strict the rules are that are not named below. `recommended`: each at its own severity. `essential`: errors and warnings alone. `strict`: information counts as a warning, hints as information.',
};

const kubernetesVersions: Schema = {
  type: ['string', 'number'],
  format: 'kubernetes-versions',
  default: '>=1.24-0',
  description:
    'The Kubernetes versions that the manifests are meant for: one (`"1.29"`) or a range (`">=1.24-0 <1.31-0"`). Write `-0` after a bound, or the version strings of EKS and GKE fall outside it.',
};

const paths: Schema = { type: 'array', items: { type: 'string' } };

const resource: Schema = object({
  kind: { type: 'string', description: 'The kind of the object, such as `Secret`.' },
  name: { type: 'string', description: 'Its name; `*` stands for any text.' },
  namespace: {
    type: 'string',
    description: 'Its namespace as written in the file; `*` stands for any text.',
  },
});

const overridden: Readonly<Record<string, Schema>> = {
  files: { ...paths, minItems: 1, description: 'Which files are meant, written as in `.gitignore`.' },
  resources: {
    type: 'array',
    minItems: 1,
    description: 'Which objects are meant. For these severities count, not options.',
    items: resource,
  },
  reason: { type: 'string', description: 'Why, for whoever reads this next.' },
};

const convention: Schema = {
  ...object({
    tool: { type: 'string', description: 'The tool that needs the Secrets.' },
    secrets: {
      type: 'array',
      minItems: 1,
      items: { type: 'string' },
      description: 'The names of the Secrets; `*` stands for any text.',
    },
  }),
  required: ['tool', 'secrets'],
};

function ruleSettings(rules: readonly Rule[]): Schema {
  return {
    ...object(Object.fromEntries(rules.map((rule) => [rule.id, settingOf(rule)]))),
    description: 'Rules by name, with their severity.',
  };
}

function settingOf({ summary, options }: Rule): Schema {
  if (!options) return { ...severity, description: summary };
  const full = object({ severity, options: object(mapped(options, ofOption)) });
  return { anyOf: [severity, full], description: summary };
}

function ofOption({ type, description, default: otherwise }: OptionSpec): Schema {
  const shape: Schema = type === 'strings' ? { type: 'array', items: { type: 'string' } } : { type };
  return { ...shape, description, default: otherwise };
}

function mapped(specs: OptionSpecs, make: (spec: OptionSpec) => Schema): Record<string, Schema> {
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, make(spec)]));
}

function object(properties: Readonly<Record<string, Schema>>): Schema {
  return { type: 'object', properties, additionalProperties: false };
}
