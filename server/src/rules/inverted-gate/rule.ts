import {
  defineRule,
  type Guard,
  intersect,
  isEmpty,
  meets,
  type ProposedFix,
  resourcesOf,
  type TemplateFile,
  tokenSecretOf,
  versionsBelow,
  versionsFrom,
  type WrittenConstraint,
  within,
  writtenConstraintOf,
} from '../../engine/index.ts';

export default defineRule({
  id: 'inverted-gate',
  summary: 'A token Secret is rendered only before 1.24, where Kubernetes makes one itself.',
  category: 'version-gates',
  severity: 'warning',
  since: '0.1.0',
  fixes: 'unsafe',
  reads: 'document',
  concerns: ['kubernetes.io/service-account-token'],

  check: {
    *template(file, { target }) {
      const supported = intersect(target, file.chart?.kubeVersions.plain ?? target);
      if (!meets(supported, versionsFrom(24))) return;
      for (const { secret, start } of tokenSecretsOf(file)) {
        const guard = invertedGuard(file, start + secret.resource.kindNode.span.start);
        if (!guard) continue;
        const constraint = constraintIn(file, guard);
        yield {
          at: file.at(constraint?.operand.span ?? guard.region.span),
          message:
            'Renders the token Secret only before 1.24, where Kubernetes makes its own, and not from then on.',
          related: [{ at: secret.type, message: 'The token Secret.' }],
          fixes: constraint && isAllItGuards(file, guard, constraint) ? fixesFor(file, constraint) : [],
        };
      }
    },
  },
});

/** Each with the offset in the file at which its document begins. */
function tokenSecretsOf({ file }: TemplateFile) {
  return file.documents
    .filter(({ document }) => document.text.includes('kubernetes.io/service-account-token'))
    .flatMap(({ document, start }) =>
      resourcesOf(document).flatMap((resource) => {
        const secret = tokenSecretOf(resource);
        return secret ? [{ secret, start }] : [];
      }),
    );
}

/** The condition around an offset, the innermost first, that lets versions before 1.24 through and no other. */
function invertedGuard({ gates, template }: TemplateFile, offset: number): Guard | undefined {
  const guards = template.guardsAt(offset);
  if (isEmpty(gates.versionsIn(guards).plain)) return undefined;
  return guards.findLast(({ block, arm }) => within(gates.versionsOf(block, arm).plain, versionsBelow(24)));
}

/** The one constraint that a condition is made of; undefined where there are none or several. */
function constraintIn({ file, gates }: TemplateFile, { region }: Guard): WrittenConstraint | undefined {
  const [first, ...others] = gates.calls.filter(
    ({ command }) => region.span.start <= command.span.start && command.span.end <= region.span.end,
  );
  return first && others.length === 0 ? writtenConstraintOf(first, file.text) : undefined;
}

/** Whether the condition says nothing but the constraint, and nothing but the Secret hangs on it. */
function isAllItGuards(
  { file, template }: TemplateFile,
  { block, region }: Guard,
  { operand }: WrittenConstraint,
): boolean {
  const said = region.source.slice(0, operand.span.start - region.span.start);
  const [arm, ...others] = template.blocks[block]?.arms ?? [];
  if (!arm || others.length > 0 || !/^\{\{-?\s*if\s+semverCompare\s+$/.test(said)) return false;
  const guarded = file.documents.flatMap(({ document, start }) =>
    resourcesOf(document).filter(({ kindNode }) => {
      const offset = start + kindNode.span.start;
      return arm.body.start <= offset && offset < arm.body.end;
    }),
  );
  return guarded.length === 1;
}

function fixesFor({ file }: TemplateFile, { operand }: WrittenConstraint): readonly ProposedFix[] {
  const quote = file.text[operand.span.start] ?? '"';
  const newText = `${quote}>=1.24-0${quote}`;
  return [
    {
      title: 'Render it from 1.24 on: `>=1.24-0`',
      safety: 'unsafe',
      edits: [{ section: file.whole, span: operand.span, newText }],
    },
  ];
}
