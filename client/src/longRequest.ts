// Requests that take the server a while: a person sees how far it is, and may stop it.
import { type CancellationToken, type Progress, ProgressLocation, window } from 'vscode';
import type { Connection, WorkDone } from './connection.ts';

let requests = 0;

/** The server's answer; undefined when the person has stopped it. `message` says what is being done. */
export async function longRequest<Result>(
  connection: Connection,
  method: string,
  message: string,
  params: object = {},
): Promise<Result | undefined> {
  // The only place for progress that a person can cancel.
  const options = { location: ProgressLocation.Notification, title: 'Bound Tokens', cancellable: true };
  return window.withProgress(options, async (progress, token) => {
    progress.report({ message });
    const workDoneToken = `${method}-${++requests}`;
    const listener = connection.onProgress(workDoneToken, percentReporter(progress));
    try {
      return await request<Result>(connection, method, { ...params, workDoneToken }, token);
    } finally {
      listener.dispose();
    }
  });
}

/** The server reports percentages reached, VS Code wants the steps between them. */
function percentReporter(
  progress: Progress<{ message?: string; increment?: number }>,
): (value: WorkDone) => void {
  let reached = 0;
  return (value) => {
    if (value.kind !== 'report') return;
    const percentage = value.percentage ?? reached;
    progress.report({ increment: percentage - reached, ...(value.message && { message: value.message }) });
    reached = percentage;
  };
}

async function request<Result>(
  { client }: Connection,
  method: string,
  params: object,
  token: CancellationToken,
): Promise<Result | undefined> {
  try {
    return await client.sendRequest<Result>(method, params, token);
  } catch (error) {
    if (token.isCancellationRequested) return undefined;
    throw error;
  }
}
