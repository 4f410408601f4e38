// The version of the program, as its manifest says.

import type { FileSource } from '../files/fileSource.ts';
import type { Io } from './io.ts';

export async function versionOf(io: Io, files: FileSource): Promise<string> {
  const manifest = await files.read(new URL('../package.json', io.home).href);
  const version: unknown = manifest.is === 'text' ? JSON.parse(manifest.text).version : undefined;
  return typeof version === 'string' ? version : 'unknown';
}
