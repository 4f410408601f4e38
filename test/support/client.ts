// A scripted client: starts the server as an editor does, over standard input and output, and keeps what it hears. A script
// says what the client can do, sends messages, and waits for what must come.

import { type ChildProcess, spawn } from 'node:child_process';
import {
  type CancellationToken,
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import type {
  ClientCapabilities,
  CodeAction,
  CodeActionContext,
  Diagnostic,
  DocumentDiagnosticReport,
  InitializeResult,
  PublishDiagnosticsParams,
  Range,
  TextDocumentContentChangeEvent,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';

export interface ClientOptions {
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  /** What the program is started with. */
  readonly args?: readonly string[];
  /** URIs of workspace folders. */
  readonly folders?: readonly string[];
  /** The answer to `workspace/configuration`, by scope. */
  readonly settings?: (scope: string | undefined) => unknown;
  /** Answers to further requests of the server. */
  readonly answers?: Readonly<Record<string, (params: never) => unknown>>;
}

export interface Heard {
  readonly method: string;
  readonly params: unknown;
}

/** What VS Code can do. */
export const pulling: ClientCapabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true },
    diagnostics: { refreshSupport: true },
  },
  window: { workDoneProgress: true, showDocument: { support: true } },
  textDocument: {
    diagnostic: { relatedInformation: true, tagSupport: { valueSet: [1, 2] }, codeDescriptionSupport: true },
    codeAction: { isPreferredSupport: true },
  },
};

/** What a plain editor can do: it takes what it is sent. */
export const pushed: ClientCapabilities = {};

export class Client {
  readonly heard: Heard[] = [];
  /** What the server asked the client. */
  readonly asked: Heard[] = [];
  readonly exited: Promise<number | null>;
  readonly documents = new Map<string, TextDocument>();
  initialized: InitializeResult = { capabilities: {} };
  readonly #process: ChildProcess;
  readonly #connection: MessageConnection;
  /** Why messages could not be sent. */
  readonly #lost: unknown[] = [];
  #listeners: (() => void)[] = [];

  constructor(program: string, options: ClientOptions = {}) {
    const { args = ['--stdio'] } = options;
    const server = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#process = server;
    this.exited = new Promise((resolve) => server.once('exit', resolve));
    const { stdin, stdout } = server;
    this.#connection = createMessageConnection(
      new StreamMessageReader(stdout),
      new StreamMessageWriter(stdin),
    );
    const answers = { ...defaultAnswers(options), ...options.answers };
    this.#connection.onRequest((method, params) => {
      this.asked.push({ method, params });
      this.#wake();
      const answer = answers[method];
      if (answer === undefined) throw new Error(`The client does not answer ${method}`);
      return answer(params as never);
    });
    this.#connection.onNotification((method, params) => {
      this.heard.push({ method, params });
      this.#wake();
    });
    // The connection keeps progress apart from other notifications.
    this.#connection.onUnhandledProgress((params) => {
      this.heard.push({ method: '$/progress', params });
      this.#wake();
    });
    this.#connection.listen();
  }

  /** Starts a server and shakes hands with it. */
  static async start(program: string, options: ClientOptions = {}): Promise<Client> {
    const client = new Client(program, options);
    const { capabilities = {}, initializationOptions, folders } = options;
    client.initialized = await client.request<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities,
      initializationOptions,
      workspaceFolders: folders?.map((uri) => ({ uri, name: uri })) ?? null,
    });
    client.notify('initialized', {});
    return client;
  }

  request<Result>(method: string, params?: object, token?: CancellationToken): Promise<Result> {
    // An undefined argument would count as one.
    const args = [params, token].filter((one) => one !== undefined);
    return this.#connection.sendRequest(method, ...args);
  }

  notify(method: string, ...params: object[]): void {
    this.#connection.sendNotification(method, ...params).catch((error: unknown) => this.#lost.push(error));
  }

  /** Sends bytes that may be no message at all. */
  write(bytes: string): void {
    this.#process.stdin?.write(bytes);
  }

  open(uri: string, text: string, version = 1, languageId = 'yaml'): void {
    this.documents.set(uri, TextDocument.create(uri, languageId, version, text));
    this.notify('textDocument/didOpen', { textDocument: { uri, languageId, version, text } });
  }

  /** Changes a document, here and at the server; gives its new version. */
  change(uri: string, ...contentChanges: TextDocumentContentChangeEvent[]): number {
    const document = this.document(uri);
    const version = document.version + 1;
    TextDocument.update(document, contentChanges, version);
    this.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
    return version;
  }

  /** Replaces the whole text. */
  replace(uri: string, text: string): number {
    return this.change(uri, { text });
  }

  save(uri: string): void {
    this.notify('textDocument/didSave', { textDocument: { uri } });
  }

  close(uri: string): void {
    this.documents.delete(uri);
    this.notify('textDocument/didClose', { textDocument: { uri } });
  }

  document(uri: string): TextDocument {
    const document = this.documents.get(uri);
    if (document === undefined) throw new Error(`${uri} is not open`);
    return document;
  }

  /** What the server last published of a document; waits until it has, for this version or a later one. */
  async published(
    uri: string,
    version = this.documents.get(uri)?.version ?? 0,
  ): Promise<readonly Diagnostic[]> {
    const { diagnostics } = await this.until(`diagnostics of ${uri}, version ${version}`, () => {
      return this.publications(uri).findLast((one) => one.version === undefined || one.version >= version);
    });
    return diagnostics;
  }

  publications(uri: string): readonly PublishDiagnosticsParams[] {
    return this.heard
      .filter(({ method }) => method === 'textDocument/publishDiagnostics')
      .map(({ params }) => params as PublishDiagnosticsParams)
      .filter((params) => params.uri === uri);
  }

  pull(uri: string, previousResultId?: string, token?: CancellationToken): Promise<DocumentDiagnosticReport> {
    const params = { textDocument: { uri }, ...(previousResultId !== undefined && { previousResultId }) };
    return this.request('textDocument/diagnostic', params, token);
  }

  /** The diagnostics of a document that the client pulls; fails when the answer is `unchanged`. */
  async pulled(uri: string): Promise<readonly Diagnostic[]> {
    const report = await this.pull(uri);
    if (report.kind !== 'full') throw new Error('Without a previous result there is no unchanged one');
    return report.items;
  }

  actions(
    uri: string,
    range: Range,
    context: Partial<CodeActionContext> = {},
  ): Promise<readonly CodeAction[]> {
    const params = { textDocument: { uri }, range, context: { diagnostics: [], ...context } };
    return this.request('textDocument/codeAction', params);
  }

  /** Log messages so far. */
  log(): readonly string[] {
    return this.heard
      .filter(({ method }) => method === 'window/logMessage')
      .map(({ params }) => (params as { message: string }).message);
  }

  logged(pattern: RegExp): Promise<string> {
    return this.until(`a log message like ${pattern}`, () =>
      this.log().find((message) => pattern.test(message)),
    );
  }

  /** Waits until `find` finds something in what has been heard. */
  async until<Found>(what: string, find: () => Found | undefined, timeout = 10_000): Promise<Found> {
    const deadline = Date.now() + timeout;
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      const left = deadline - Date.now();
      if (left <= 0)
        throw new Error(`Waited in vain for ${what}. Heard last: ${JSON.stringify(this.heard.slice(-5))}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(left, 500));
        this.#listeners.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  /** Applies a workspace edit to the open documents, as an editor would: only to the versions it was made for. */
  apply({ documentChanges, changes }: WorkspaceEdit): void {
    for (const change of documentChanges ?? []) {
      if (!('textDocument' in change)) throw new Error('Files are neither made nor deleted');
      const { uri, version } = change.textDocument;
      const document = this.document(uri);
      if (version !== null && version !== document.version)
        throw new Error(`${uri} is not at version ${version}`);
      const edits = change.edits.filter((edit) => 'newText' in edit);
      this.replace(uri, TextDocument.applyEdits(document, edits));
    }
    for (const [uri, edits] of Object.entries(changes ?? {})) {
      this.replace(uri, TextDocument.applyEdits(this.document(uri), edits));
    }
  }

  /** Ends the server in due form; fails when it did not last until then. */
  async stop(): Promise<void> {
    await this.request('shutdown');
    this.notify('exit');
    const code = await this.exited;
    this.#connection.dispose();
    if (code !== 0 || this.#lost.length > 0)
      throw new Error(`Ended with ${code}; lost: ${this.#lost.join(', ')}`);
  }

  /** Ends the server as a crash of the editor would. */
  async hangUp(): Promise<number | null> {
    this.#process.stdin?.end();
    return this.exited;
  }

  kill(): void {
    this.#process.kill('SIGKILL');
  }

  #wake(): void {
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener();
  }
}

function defaultAnswers({
  settings = () => null,
}: ClientOptions): Record<string, (params: never) => unknown> {
  return {
    'workspace/configuration': ({ items }: { items: { scopeUri?: string }[] }) => {
      return items.map(({ scopeUri }) => settings(scopeUri));
    },
    'client/registerCapability': () => null,
    'workspace/diagnostic/refresh': () => null,
    'window/workDoneProgress/create': () => null,
    'window/showDocument': () => ({ success: true }),
  };
}
