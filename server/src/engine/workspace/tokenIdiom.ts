// What the files at hand say of a script's way to a token: whether it leads to one after all, and what takes its place.

import type { Script } from '../shell/script.ts';
import type { TokenIdiom } from '../shell/tokenIdioms.ts';
import type { SectionEdit } from '../text/section.ts';
import type { ResourceIndex } from './resourceIndex.ts';

/**
 * Whether a script finds what it looks for in files of its scope: a token Secret that may be meant, or a Secret in the
 * `secrets` of the ServiceAccount.
 */
export function findsToken({ how, account, secret, namespace }: TokenIdiom, index: ResourceIndex): boolean {
  const listsSecrets = (accounts: ReturnType<ResourceIndex['named']>) =>
    accounts.some(({ listedSecrets = [] }) => listedSecrets.length > 0);
  if (how === 'account' || how === 'get-token') {
    const all = index.ofKind('ServiceAccount');
    if (listsSecrets(account === undefined ? all : index.named('ServiceAccount', account, namespace)))
      return true;
    if (how === 'account') return false;
  }
  const part = secret?.slice(0, longestName).replace(/^\W+|[^a-z\d]+$/g, '');
  if (part !== undefined && index.declaredElsewhere('Secret', part, namespace)) return true;
  return index
    .ofKind('Secret')
    .some(
      ({ isTokenSecret, tokenOf, name }) =>
        isTokenSecret &&
        (account === undefined ||
          tokenOf === account ||
          tokenOf === '' ||
          name?.includes('{{') ||
          (part !== undefined && name?.includes(part))),
    );
}

/** The command that gives a token in place of an idiom, and the edits that bring it there; none where they can't be made. */
export function tokenRewriting(
  idiom: TokenIdiom,
  account?: string,
): readonly { readonly title: string; readonly edits: readonly SectionEdit[] }[] {
  const rewritten = account === undefined ? idiom.rewritten : idiom.rewrittenFor(account);
  if (!rewritten) return [];
  const command = rewritten.command.replaceAll('\n', ' ');
  return [{ title: `Ask for a token with \`${command}\`: it lives for one hour`, edits: rewritten.edits }];
}

/** Where a stretch of a script stands in its file. */
export function placeIn(script: Script, span: TokenIdiom['at']) {
  return { section: script.section, span: script.written(span) };
}

/** Names have 253 characters at most. */
const longestName = 300;
