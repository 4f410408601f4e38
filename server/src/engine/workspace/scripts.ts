// All scripts of a file, whatever kind of file it is.

import type { Script } from '../shell/script.ts';
import { scriptOfText } from '../shell/textScript.ts';
import { isTextKind } from './classify.ts';
import { commandsAmong, linesBetween } from './commandLines.ts';
import { scriptsOfDockerfile } from './dockerfile.ts';
import { scriptsOfMarkdown } from './markdown.ts';
import { allDocuments, type SourceFile } from './sourceFile.ts';
import { scriptsOf } from './yamlScripts.ts';

/** Every script of a file: those of its YAML documents, and those that stand in its text as such. */
export function* scriptsIn(file: SourceFile): Generator<Script> {
  for (const { document, holdsScripts } of allDocuments(file)) if (holdsScripts) yield* scriptsOf(document);
  yield* scriptsOfText(file);
}

/** Whether a file can hold scripts outside of YAML documents. */
export function holdsTextScripts({ kind }: Pick<SourceFile, 'kind'>): boolean {
  return isTextKind(kind) || kind === 'chart-partial';
}

/** The scripts of a file that stand in no YAML document; their places count from the start of the file. */
export function scriptsOfText(file: SourceFile): readonly Script[] {
  switch (file.kind) {
    case 'shell':
    case 'powershell': {
      const dialect = file.kind === 'shell' ? 'sh' : 'powershell';
      const stretches = [{ start: file.text.startsWith('\uFEFF') ? 1 : 0, end: file.text.length }];
      return [scriptOfText({ section: file.whole, regions: [], dialect, stretches, takesLines: true })];
    }
    case 'dockerfile':
      return scriptsOfDockerfile(file.whole);
    case 'markdown':
      return scriptsOfMarkdown(file.whole);
    case 'chart-partial':
      return commandsAmongText(file);
    default:
      return [];
  }
}

/** What a chart tells people to do, in its notes or in a named template for them, as one script. */
function commandsAmongText({ text, whole, template }: SourceFile): readonly Script[] {
  const stretches = commandsAmong(text, linesBetween(text, 0, text.length));
  if (stretches.length === 0) return [];
  const regions = template?.regions ?? [];
  return [scriptOfText({ section: whole, regions, dialect: 'sh', stretches, takesLines: true })];
}
