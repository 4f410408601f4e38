// Options of rules: what a rule declares is at once its type, its default and its part of the configuration schema.

/** One option: what it is for, and its default, which also says its type. */
export type OptionSpec =
  | { readonly type: 'strings'; readonly description: string; readonly default: readonly string[] }
  | { readonly type: 'number'; readonly description: string; readonly default: number }
  | { readonly type: 'boolean'; readonly description: string; readonly default: boolean };

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

/** The values a rule is handed: each option with the type of its default. */
export type OptionValues<Specs extends OptionSpecs> = {
  readonly [Name in keyof Specs]: Specs[Name]['type'] extends 'strings'
    ? readonly string[]
    : Specs[Name]['type'] extends 'number'
      ? number
      : boolean;
};

/** The defaults of all options. */
export function defaultOptions<Specs extends OptionSpecs>(specs: Specs | undefined): OptionValues<Specs> {
  const entries = Object.entries(specs ?? {}).map(([name, spec]) => [name, spec.default]);
  return Object.fromEntries(entries) as OptionValues<Specs>;
}
