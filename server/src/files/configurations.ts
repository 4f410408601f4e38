// The configuration files that hold for a folder: its own and those of the folders around it, up to the top of its
// repository. What lies beyond belongs to somebody else.

import { configurationName } from '../engine/index.ts';
import type { FileSource } from './fileSource.ts';
import { childUri, folderOf } from './fileUri.ts';
import { isRepository } from './gitignore.ts';

/** A configuration file and its text. */
export interface FoundConfiguration {
  readonly uri: string;
  readonly text: string;
}

/** The configuration files above what lies in a folder, the nearest first. */
export async function configurationsAround(
  files: FileSource,
  folder: string,
): Promise<readonly FoundConfiguration[]> {
  const found: FoundConfiguration[] = [];
  for (let at: string | undefined = folder; at !== undefined; at = folderOf(at)) {
    const uri = childUri(at, configurationName);
    const result = await files.read(uri);
    if (result.is === 'text') found.push({ uri, text: result.text });
    if (await isRepository(files, at)) break;
  }
  return found;
}
