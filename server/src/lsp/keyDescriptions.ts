// What well-known keys are for, in a sentence each. They are many and seldom asked for, so they stand in a file beside
// the server's program, which is read once somebody asks. A server that does not know where that is has none.

import type { FileSource } from '../files/fileSource.ts';
import { isRecord } from './fromProtocol.ts';

/** The file's name; the build writes it. */
export const descriptionsFile = 'keyDescriptions.json';

/** Describes a key, given as it is listed. */
export type DescribeKey = (listed: string) => Promise<string | undefined>;

/** `folder` is the URI of the folder that holds the file. */
export function keyDescriptions(
  files: FileSource,
  folder: string | undefined,
  log: (message: string) => void,
): DescribeKey {
  let loading: Promise<Readonly<Record<string, unknown>>> | undefined;
  return async (listed) => {
    loading ??= load(files, folder, log);
    const descriptions = await loading;
    const description = Object.hasOwn(descriptions, listed) ? descriptions[listed] : undefined;
    return typeof description === 'string' ? description : undefined;
  };
}

async function load(
  files: FileSource,
  folder: string | undefined,
  log: (message: string) => void,
): Promise<Readonly<Record<string, unknown>>> {
  if (folder === undefined) return {};
  const uri = `${folder.replace(/\/$/, '')}/${descriptionsFile}`;
  const result = await files.read(uri);
  try {
    if (result.is !== 'text') throw new Error(result.is === 'missing' ? 'not found' : result.reason);
    const descriptions: unknown = JSON.parse(result.text);
    return isRecord(descriptions) ? descriptions : {};
  } catch (error) {
    log(`The descriptions of keys cannot be read from ${uri}: ${String(error)}`);
    return {};
  }
}
