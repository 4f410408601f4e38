// The engine as the server uses it, with the rules of this build.

import {
  type Config,
  createLinter,
  type FixedFile,
  fixFile,
  initialConfiguration,
  type Linter,
} from '../engine/index.ts';
import { rules } from '../rules/index.generated.ts';

export interface Engine {
  /** The ids of all rules. */
  readonly rules: ReadonlySet<string>;
  createLinter(config: Config): Linter;
  /** The configuration file that people begin with. */
  initialConfiguration(): string;
  /** A file's text with its fixes applied until nothing changes; the linter is left as it was. */
  fixFile(linter: Linter, uri: string, safety: 'safe' | 'all'): FixedFile;
}

export const engine: Engine = {
  rules: new Set(rules.map(({ id }) => id)),
  createLinter: (config) => createLinter({ rules, config }),
  initialConfiguration: () => initialConfiguration(rules),
  fixFile,
};
