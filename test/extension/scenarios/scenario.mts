// What a person does and sees in the workbench, as a function that throws when it is otherwise.
import type { Page } from 'playwright-core';
import type { Language } from '../workbench.mts';

/** What every scenario starts from: a window without editors, on a fresh copy of the workspace. */
export interface Window {
  readonly page: Page;
  /** The workspace's folder. */
  readonly workspace: string;
  /** Opens another window on the workspace. */
  readonly openIn: (language: Language) => Promise<Page>;
}

/** By their names, in the order in which they are played. */
export type Scenarios = Readonly<Record<string, (window: Window) => Promise<void>>>;
