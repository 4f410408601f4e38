// The wire: JSON-RPC messages with the methods of the Language Server Protocol. Built on vscode-jsonrpc alone:
// vscode-languageserver, whose types are used, would make up a fifth of the server's size for conveniences not needed.

import {
  type CancellationToken,
  createMessageConnection,
  type MessageConnection,
  type MessageReader,
  type MessageWriter,
  NotificationType,
  ParameterStructures,
  RequestType,
  ResponseError,
} from 'vscode-jsonrpc';
import { withoutTokens } from '../engine/index.ts';

export { type CancellationToken, ResponseError } from 'vscode-jsonrpc';

type RequestHandler<Params, Result> = (
  params: Params,
  token: CancellationToken,
) => Result | ResponseError | Promise<Result | ResponseError>;

export interface Connection {
  onRequest<Params, Result>(method: string, handler: RequestHandler<Params, Result>): void;
  onNotification<Params>(method: string, handler: (params: Params) => void | Promise<void>): void;
  /** Runs when the client ends the session, or has gone; the code is 0 when it did so in due form. */
  onEnd(handler: (code: 0 | 1) => void): void;
  ask<Result>(method: string, params?: object): Promise<Result>;
  /** Sends a notification; one that cannot be sent is given up. */
  tell(method: string, params: object): void;
  warn(message: string): void;
  error(message: string): void;
  listen(): void;
}

/** The protocol's number for a request that its client has cancelled. */
export const requestCancelled = -32800;

/** The protocol's number for a request that cannot be fulfilled; its message is shown to a person. */
export const requestFailed = -32803;

/** The protocol's number for a request that makes no sense now. */
export const invalidRequest = -32600;

export function connect(reader: MessageReader, writer: MessageWriter): Connection {
  let isBroken = false;
  const say = (type: number) => (message: string) =>
    tell('window/logMessage', { type, message: withoutTokens(message) });
  const [error, warn, info] = [say(1), say(2), say(3)];
  const wire = createMessageConnection(reader, writer, { error, warn, info, log: info });
  const tell = (method: string, params: object) => {
    if (isBroken) return;
    wire.sendNotification(method, params).catch(() => {
      // A log message about it would fail as well.
      isBroken = true;
    });
  };
  wire.onError(([{ message }]) => error(message));
  let isShutDown = false;
  const refused = new ResponseError(invalidRequest, 'the server has been shut down');
  return {
    onRequest<Params, Result>(method: string, handler: RequestHandler<Params, Result>) {
      const type = new RequestType<Params, unknown, void>(method, ParameterStructures.byName);
      wire.onRequest(type, (params, token) => (isShutDown ? refused : settled(() => handler(params, token))));
    },
    onNotification<Params>(method: string, handler: (params: Params) => void | Promise<void>) {
      wire.onNotification(new NotificationType<Params>(method, ParameterStructures.byName), handler);
    },
    onEnd: (handler) =>
      whenEnded(wire, handler, () => {
        isShutDown = true;
      }),
    ask: (method, params) =>
      params === undefined ? wire.sendRequest(method) : wire.sendRequest(method, params),
    tell,
    warn,
    error,
    listen: () => wire.listen(),
  };
}

/** What a handler answers. What it throws reaches the client's log, and may quote a document. */
function settled<Answer>(answer: () => Answer | Promise<Answer>): Answer | Promise<Answer> {
  try {
    const given = answer();
    return given instanceof Promise ? given.catch(fail) : given;
  } catch (error) {
    return fail(error);
  }
}

function fail(error: unknown): never {
  if (error instanceof ResponseError) throw error;
  throw new Error(withoutTokens(error instanceof Error ? error.message : String(error)), { cause: error });
}

function whenEnded(wire: MessageConnection, handler: (code: 0 | 1) => void, onShutdown: () => void): void {
  let code: 0 | 1 = 1;
  wire.onRequest('shutdown', () => {
    code = 0;
    onShutdown();
    return null;
  });
  wire.onNotification('exit', () => handler(code));
  wire.onClose(() => handler(code));
}
