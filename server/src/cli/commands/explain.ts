// `bound-tokens explain <rule>`: the rule's page, as written for users.

import type { FileSource } from '../../files/fileSource.ts';
import { rules } from '../../rules/index.generated.ts';
import { type ExitCode, exitCodes, type Io } from '../io.ts';
import { didYouMean } from '../suggest.ts';

export async function explain(id: string, io: Io, files: FileSource): Promise<ExitCode> {
  const ids = rules.map((rule) => rule.id);
  if (!ids.includes(id)) {
    io.err.write(
      `There is no rule \`${id}\`.${didYouMean(id, ids)} \`bound-tokens rules\` lists all of them.\n`,
    );
    return exitCodes.misuse;
  }
  const page = await files.read(pageOf(id, io));
  if (page.is !== 'text') {
    io.err.write(`The page of \`${id}\` is missing from this installation: ${pageOf(id, io)}\n`);
    return exitCodes.internalError;
  }
  io.out.write(`${page.text.trimEnd()}\n`);
  return exitCodes.clean;
}

/** The URI of a rule's page. */
export function pageOf(id: string, io: Io): string {
  return new URL(`rules/${id}.md`, io.home).href;
}
