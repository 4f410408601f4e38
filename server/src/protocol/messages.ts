// Requests and notifications of our own, beside those of the Language Server Protocol. Types and names only: what the
// server and a client must agree on. A client that knows none of them still gets diagnostics and code actions.

import type { Settings } from './settings.ts';

/** What a client may say of itself in `initialize`; all of it is optional. */
export interface InitializationOptions {
  /** For clients that do not answer `workspace/configuration`. */
  readonly settings?: Partial<Settings>;
  /** The same, under the name that settings have at clients which send all they have. */
  readonly boundTokens?: Partial<Settings>;
  /** Commands the client itself registers, such as `boundTokens.showDocumentation`. */
  readonly commands?: readonly string[];
  /** Whether the client answers `boundTokens/readFile` and `boundTokens/listFolder`. */
  readonly fileRequests?: boolean;
  /** Whether the client wants `boundTokens/status`. */
  readonly status?: boolean;
  /** The server's own words in another language, by their English, such as `Disable {0} for this line`. */
  readonly translations?: Readonly<Record<string, string>>;
  /** The URI of the folder that the server's program lies in, for servers that cannot know. */
  readonly programFolder?: string;
}

/** Opens a rule's page; arguments: the rule's id and the page's address. */
export const showDocumentationCommand = 'boundTokens.showDocumentation';

/** Shows places; arguments: the URI of a document, the position asked about, and the locations. */
export const showReferencesCommand = 'boundTokens.showReferences';

// Server → client: files, where the server cannot open them itself.

/** `ReadFileParams` → `ReadFileResult` */
export const readFileRequest = 'boundTokens/readFile';

export interface ReadFileParams {
  readonly uri: string;
}

export type ReadFileResult =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'missing' }
  | { readonly is: 'unreadable'; readonly reason: string };

/** `ListFolderParams` → `ListFolderResult` */
export const listFolderRequest = 'boundTokens/listFolder';

export interface ListFolderParams {
  readonly uri: string;
}

export interface FolderEntry {
  readonly name: string;
  /** What stands there; for a symbolic link, what it leads to. `other`: a dangling link, a socket, a device … */
  readonly type: 'file' | 'folder' | 'other';
  readonly link: boolean;
}

export type ListFolderResult =
  /** `identity`: the folder's URI once all symbolic links on the way to it are followed; undefined where unknown. */
  | { readonly is: 'folder'; readonly entries: readonly FolderEntry[]; readonly identity?: string }
  | { readonly is: 'file' }
  | { readonly is: 'missing' }
  | { readonly is: 'unreadable'; readonly reason: string };

/** `DocumentStatus`, whenever it changes for an open document. */
export const statusNotification = 'boundTokens/status';

export interface DocumentStatus {
  readonly uri: string;
  readonly kubernetesVersion: KubernetesVersionStatus;
  /** How many findings are shown. */
  readonly problems: number;
  /** Whether files beside the document are still being read. */
  readonly busy: boolean;
}

/** For which Kubernetes versions a document is checked, and who says so. */
export interface KubernetesVersionStatus {
  /** One version or a semver range, as it is written. */
  readonly range: string;
  readonly from: 'setting' | 'default' | 'file';
  /** The URI of the configuration file that says so. */
  readonly file?: string;
  /** What is wrong with the setting, for a person to read; `range` is then the default. */
  readonly complaint?: string;
}

// Client → server

/** `CheckWorkspaceParams` → `CheckWorkspaceResult`. Cancellable; publishes diagnostics for files that are not open. */
export const checkWorkspaceRequest = 'boundTokens/checkWorkspace';

export interface CheckWorkspaceParams {
  /** Where to report progress; without it the server asks the client for a token of its own. */
  readonly workDoneToken?: string | number;
}

export interface CheckWorkspaceResult {
  readonly files: number;
  readonly findings: {
    readonly error: number;
    readonly warning: number;
    readonly information: number;
    readonly hint: number;
  };
  readonly skipped: readonly { readonly uri: string; readonly reason: string }[];
}

/** Nothing → nothing: takes back what `boundTokens/checkWorkspace` has published. */
export const clearWorkspaceCheckRequest = 'boundTokens/clearWorkspaceCheck';

/**
 * Nothing → `DebugInformationResult`: what the server goes by, for a person who looks for the reason of something.
 * Folders and settings, no content of files.
 */
export const debugInformationRequest = 'boundTokens/debugInformation';

export interface DebugInformationResult {
  readonly rules: number;
  readonly openDocuments: number;
  readonly published: number;
  readonly folders: readonly {
    /** Left out for what lies in no folder. */
    readonly uri?: string;
    readonly settings: Settings;
    readonly kubernetesVersion: KubernetesVersionStatus;
    /** How many files the server keeps: open ones, those around them, and those that tell others something. */
    readonly files: number;
    /** Whether the whole folder is kept in view, and not only what lies around open documents. */
    readonly isIndexed: boolean;
  }[];
}

/** Nothing → the text of a configuration file that names every setting, as comments. */
export const initialConfigurationRequest = 'boundTokens/initialConfiguration';

/**
 * `MigrationReportParams` → `MigrationReportResult`. Cancellable; reads every file of the workspace, as
 * `boundTokens/checkWorkspace` does.
 */
export const migrationReportRequest = 'boundTokens/migrationReport';

export interface MigrationReportParams {
  /**
   * The URI of a folder. Links are then written as paths from it, with `/` in front, as VS Code's Markdown preview
   * takes them from a document that lies in no folder; without it they are URIs.
   */
  readonly linkRoot?: string;
  /** Where to report progress; without it the server asks the client for a token of its own. */
  readonly workDoneToken?: string | number;
}

export interface MigrationReportResult {
  /** One page for each folder in which checking is switched on, links and all; empty when there is none. */
  readonly markdown: string;
}

/** `InsertProjectedTokenParams` → `InsertProjectedTokenResult`: a bound token for the pod spec at a position. */
export const insertProjectedTokenRequest = 'boundTokens/insertProjectedToken';

export interface InsertProjectedTokenParams {
  readonly textDocument: { readonly uri: string };
  /** Both count from 0, the column in UTF-16 units. */
  readonly position: { readonly line: number; readonly character: number };
}

export type InsertProjectedTokenResult<WorkspaceEdit> =
  | { readonly is: 'edit'; readonly edit: WorkspaceEdit }
  /** Why nothing was inserted, for a person to read. */
  | { readonly is: 'refused'; readonly reason: string };

/**
 * `MigrateParams` → `MigrateResult`: takes the files around a document off a token Secret: the one under the cursor, or
 * `secret`. Where neither is one, the client is told which there are.
 */
export const migrateRequest = 'boundTokens/migrate';

export interface MigrateParams {
  readonly textDocument: { readonly uri: string };
  /** Both count from 0, the column in UTF-16 units. */
  readonly position: { readonly line: number; readonly character: number };
  readonly secret?: SecretChoice;
}

/** A token Secret as it is declared; `namespace` is left out where none is written. */
export interface SecretChoice {
  readonly name: string;
  readonly namespace?: string;
}

export type MigrateResult<WorkspaceEdit> =
  | {
      readonly is: 'migration';
      readonly name: string;
      readonly serviceAccount: string;
      /** Left out when all of it is to be done by hand. */
      readonly edit?: WorkspaceEdit;
      readonly left: readonly LeftByHand[];
    }
  | {
      readonly is: 'choice';
      readonly secrets: readonly (SecretChoice & { readonly serviceAccount: string })[];
    }
  /** Why nothing can be done, for a person to read. */
  | { readonly is: 'refused'; readonly reason: string };

/** A place that no edit is made of. */
export interface LeftByHand {
  readonly uri: string;
  /** Counts from 0. */
  readonly line: number;
  readonly what: string;
  readonly because: string;
  readonly instead: string;
  /** Whether it still needs the Secret, which then stays. */
  readonly needsSecret: boolean;
}
