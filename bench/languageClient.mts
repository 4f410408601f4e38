// A language client that measures: it starts a server, types into documents, and knows when the answer came. It serves
// servers that push diagnostics and servers that wait to be asked for them.

import { type ChildProcess, spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CodeAction,
  type ConfigurationParams,
  createMessageConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type InitializeParams,
  type InitializeResult,
  type MessageConnection,
  type PublishDiagnosticsParams,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { readProcess } from './usage.mts';

/** How to start a server, and how it tells of diagnostics. */
export interface ServerCommand {
  readonly name: string;
  /** The program to run with Node, and its arguments. */
  readonly command: readonly string[];
  /** `pull`: the client asks after every change, as VS Code does when the server can be asked. */
  readonly diagnostics: 'push' | 'pull';
  /** What the server is told when it asks for the configuration. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Diagnostics of one document, and when they arrived (`performance.now()`, milliseconds). */
export interface Answer {
  readonly at: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** Text put in, and text taken out, at one place; line and character count from 0. */
export interface KeyStroke {
  readonly line: number;
  readonly character: number;
  readonly removed: number;
  readonly typed: string;
}

export interface LanguageClient {
  readonly name: string;
  readonly pid: number;
  /** When the process was started, and how long until it answered `initialize`; milliseconds. */
  readonly spawnedAt: number;
  readonly initializedAfter: number;
  open(uri: string, text: string): Promise<Answer>;
  /** Sends a change; `answer` gives the diagnostics that follow from it, once somebody asks for them. */
  change(uri: string, key: KeyStroke): { readonly sentAt: number; answer(): Promise<Answer> };
  /** The last diagnostics that came for the document. */
  latest(uri: string): Answer | undefined;
  codeActions(uri: string, range: Range, diagnostics: readonly Diagnostic[]): Promise<number>;
  /** Waits until the server has been idle for half a second. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

interface OpenDocument {
  version: number;
  readonly lines: string[];
}

const patience = 60_000;

/** Starts the server in a workspace folder (a URI) and waits for its reply to `initialize`. */
export async function startClient(server: ServerCommand, folder: string): Promise<LanguageClient> {
  const spawnedAt = performance.now();
  const program = spawn(process.execPath, [...server.command], { stdio: ['pipe', 'pipe', 'ignore'] });
  const connection = createMessageConnection(
    new StreamMessageReader(program.stdout),
    new StreamMessageWriter(program.stdin),
  );
  const inbox = createInbox(connection);
  answerServer(connection, server, folder);
  connection.listen();
  const capabilities = await Promise.race([initialize(connection, server, folder), exitOf(program, server)]);
  const initializedAfter = performance.now() - spawnedAt;
  await connection.sendNotification('initialized', {});
  const pulls = server.diagnostics === 'pull' && capabilities.diagnosticProvider !== undefined;
  const sync = capabilities.textDocumentSync;
  const incremental = (typeof sync === 'object' ? sync.change : sync) === 2;
  const documents = createDocuments(connection, inbox, { pulls, incremental });
  return {
    name: server.name,
    pid: program.pid ?? 0,
    spawnedAt,
    initializedAfter,
    ...documents,
    latest: inbox.latest,
    codeActions: async (uri, range, diagnostics) => {
      const context = { diagnostics: [...diagnostics], triggerKind: 2 };
      const params = { textDocument: { uri }, range, context };
      const actions: readonly CodeAction[] | null = await connection.sendRequest(
        'textDocument/codeAction',
        params,
      );
      return actions?.length ?? 0;
    },
    settled: () => settled(program.pid ?? 0),
    stop: () => stop(connection, program),
  };
}

/** Diagnostics as they arrive, and whoever waits for them. */
interface Inbox {
  put(uri: string, diagnostics: readonly Diagnostic[], version?: number): Answer;
  latest(uri: string): Answer | undefined;
  next(uri: string, version: number): Promise<Answer>;
}

function createInbox(connection: MessageConnection): Inbox {
  const answers = new Map<string, Answer>();
  const waiting = new Map<string, { readonly version: number; readonly resolve: (answer: Answer) => void }>();
  const put: Inbox['put'] = (uri, diagnostics, version) => {
    const answer = { at: performance.now(), diagnostics };
    answers.set(uri, answer);
    const waiter = waiting.get(uri);
    // A server that does not name the version is believed to answer the latest.
    if (waiter && (version === undefined || version >= waiter.version)) {
      waiting.delete(uri);
      waiter.resolve(answer);
    }
    return answer;
  };
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    put(params.uri, params.diagnostics, params.version ?? undefined);
  });
  return {
    put,
    latest: (uri) => answers.get(uri),
    next: (uri, version) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(
          () => reject(new Error(`No diagnostics for ${uri} in ${patience} ms`)),
          patience,
        );
        // Nobody may be waiting any more: an answer that is no longer wanted must not keep the program alive.
        late.unref();
        const inTime = (answer: Answer): void => {
          clearTimeout(late);
          resolve(answer);
        };
        waiting.set(uri, { version, resolve: inTime });
      }),
  };
}

function createDocuments(
  connection: MessageConnection,
  inbox: Inbox,
  { pulls, incremental }: { readonly pulls: boolean; readonly incremental: boolean },
): Pick<LanguageClient, 'open' | 'change'> {
  const documents = new Map<string, OpenDocument>();
  const pull = async (uri: string): Promise<Answer> => {
    const params = { textDocument: { uri } };
    const report: DocumentDiagnosticReport = await connection.sendRequest('textDocument/diagnostic', params);
    return inbox.put(uri, report.kind === 'full' ? report.items : (inbox.latest(uri)?.diagnostics ?? []));
  };
  return {
    open: async (uri, text) => {
      documents.set(uri, { version: 1, lines: text.split('\n') });
      const pushed = pulls ? undefined : inbox.next(uri, 1);
      const textDocument = { uri, languageId: 'yaml', version: 1, text };
      await connection.sendNotification('textDocument/didOpen', { textDocument });
      return pushed ?? pull(uri);
    },
    change: (uri, key) => {
      const document = documents.get(uri);
      if (document === undefined) throw new Error(`${uri} is not open`);
      document.version++;
      const { line, character, removed, typed } = key;
      const before = document.lines[line] ?? '';
      document.lines[line] = before.slice(0, character) + typed + before.slice(character + removed);
      const range = { start: { line, character }, end: { line, character: character + removed } };
      const contentChanges = incremental ? [{ range, text: typed }] : [{ text: document.lines.join('\n') }];
      const sentAt = performance.now();
      const pushed = pulls ? undefined : inbox.next(uri, document.version);
      // The promise is only of interest when somebody asks; unasked, it must not end the program.
      pushed?.catch(() => undefined);
      const textDocument = { uri, version: document.version };
      void connection.sendNotification('textDocument/didChange', { textDocument, contentChanges });
      return { sentAt, answer: () => pushed ?? pull(uri) };
    },
  };
}

async function initialize(
  connection: MessageConnection,
  server: ServerCommand,
  folder: string,
): Promise<InitializeResult['capabilities']> {
  const pull = server.diagnostics === 'pull' ? { diagnostic: { dynamicRegistration: false } } : {};
  const params: InitializeParams = {
    processId: process.pid,
    rootUri: folder,
    workspaceFolders: [{ uri: folder, name: 'bench' }],
    capabilities: {
      workspace: { configuration: true, workspaceFolders: true, workspaceEdit: { documentChanges: true } },
      textDocument: {
        synchronization: { didSave: true },
        publishDiagnostics: {
          relatedInformation: true,
          versionSupport: true,
          tagSupport: { valueSet: [1, 2] },
        },
        codeAction: {
          codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'refactor', 'source'] } },
        },
        ...pull,
      },
    },
  };
  const result: InitializeResult = await connection.sendRequest('initialize', params);
  return result.capabilities;
}

function answerServer(connection: MessageConnection, server: ServerCommand, folder: string): void {
  connection.onRequest('workspace/configuration', ({ items }: ConfigurationParams) =>
    items.map(({ section }) =>
      section === undefined ? server.settings : (server.settings[section] ?? null),
    ),
  );
  connection.onRequest('workspace/workspaceFolders', () => [{ uri: folder, name: 'bench' }]);
  // Whatever else servers ask (registrations, progress, refreshes) is granted.
  connection.onRequest(() => null);
  connection.onNotification(() => undefined);
  connection.onError(() => undefined);
}

function exitOf(program: ChildProcess, { name }: ServerCommand): Promise<never> {
  return new Promise((_, reject) => {
    program.on('error', reject);
    program.on('exit', (code) => reject(new Error(`${name} ended with ${code} before it was ready`)));
  });
}

async function settled(pid: number): Promise<void> {
  let last = readProcess(pid).cpu;
  for (let waited = 0; waited < patience; waited += 500) {
    await sleep(500);
    const { cpu } = readProcess(pid);
    if (cpu - last < 5) return;
    last = cpu;
  }
}

async function stop(connection: MessageConnection, program: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => program.once('exit', resolve));
  await Promise.race([connection.sendRequest('shutdown'), sleep(2000)]);
  await connection.sendNotification('exit');
  await Promise.race([ended, sleep(2000)]);
  if (program.exitCode === null) program.kill('SIGKILL');
  connection.dispose();
}
