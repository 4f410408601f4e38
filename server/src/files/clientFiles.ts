// Texts from the other side of the wire: the client reads them with its own file system, which may be a browser's or a
// repository's on a web site.

import type { ListFolderResult, ReadFileResult } from '../protocol/messages.ts';
import { listFolderRequest, readFileRequest } from '../protocol/messages.ts';
import { type FileSource, refuseText } from './fileSource.ts';

/** Sends a request to the client. */
export type SendRequest = <Result>(method: string, params: object) => Promise<Result>;

/** A file source over a connection. A client that does not answer has no files. */
export function clientFiles(send: SendRequest): FileSource {
  return {
    async read(uri) {
      const result = await ask<ReadFileResult>(send, readFileRequest, uri);
      const refusal = result.is === 'text' ? refuseText(result.text) : undefined;
      return refusal === undefined ? result : { is: 'unreadable', reason: refusal };
    },
    list: (uri) => ask<ListFolderResult>(send, listFolderRequest, uri),
  };
}

async function ask<Result>(
  send: SendRequest,
  method: string,
  uri: string,
): Promise<Result | { readonly is: 'unreadable'; readonly reason: string }> {
  try {
    return await send<Result>(method, { uri });
  } catch (error) {
    return { is: 'unreadable', reason: error instanceof Error ? error.message : String(error) };
  }
}
