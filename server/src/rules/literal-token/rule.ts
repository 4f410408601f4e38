import { defineRule, mayHoldToken, type PastedToken, pastedTokensIn } from '../../engine/index.ts';

export default defineRule({
  id: 'literal-token',
  summary: 'The token of a ServiceAccount is written out in a file: whoever can read the file can use it.',
  category: 'files',
  severity: 'error',
  since: '0.1.0',
  fixes: 'none',
  reads: 'document',
  concerns: mayHoldToken,

  check: {
    *file({ text, whole }, { today }) {
      for (const { span, claims } of pastedTokensIn(text)) {
        const at = { section: whole, span };
        if (isOver(claims, today)) {
          const message = `${tokenOf(claims)} expired on ${claims.expires}: it opens nothing any more; remove it.`;
          yield { at, message, severity: 'information' };
        } else yield { at, message: `${tokenOf(claims)} ${remedy(claims)}` };
      }
    },
  },
});

type Claims = PastedToken['claims'];

function isOver({ expires }: Claims, today: string | undefined): boolean {
  return expires !== undefined && today !== undefined && expires < today;
}

function remedy({ is, expires }: Claims): string {
  const life = expires === undefined ? 'never expires' : `is valid until ${expires}`;
  return `${life}: ${is === 'legacy' ? 'delete its Secret' : 'revoke it'}, then clear file and history.`;
}

/** What a token says of itself is a stranger's word, and as long as the stranger likes. */
const longest = 32;

/** Whose token, shortened in the middle. The names are known to be names of Kubernetes. */
function tokenOf({ namespace, serviceAccount }: Claims): string {
  const name = `${namespace}/${serviceAccount}`;
  const half = longest / 2 - 1;
  return `Token of ServiceAccount \`${name.length <= longest ? name : `${name.slice(0, half)}…${name.slice(-half)}`}\``;
}
