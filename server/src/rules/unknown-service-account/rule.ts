import {
  defineRule,
  hasAction,
  isNameLike,
  isSummaryOf,
  mayBeDeclared,
  maySlipInAccount,
  nearestName,
  type Report,
  type ResourceIndex,
  type ResourceSummary,
  type ServiceAccountReference,
  serviceAccountReferencesOf,
  serviceAccountsAround,
  setScalar,
} from '../../engine/index.ts';

export default defineRule({
  id: 'unknown-service-account',
  summary: 'A ServiceAccount is named that is not there, while one with nearly that name is.',
  category: 'token-secrets',
  severity: 'warning',
  since: '0.1.0',
  fixes: 'unsafe',
  reads: 'workspace',
  concerns: ['service-account-token', 'serviceAccount', 'ServiceAccount'],
  concernsAmid: maySlipInAccount,
  options: {
    declaredElsewhere: {
      type: 'strings',
      description: 'ServiceAccounts that something else makes in the cluster; `*` stands for any text.',
      default: [],
    },
  },

  check: {
    *resource(resource, { index, options: { declaredElsewhere } }) {
      for (const reference of serviceAccountReferencesOf(resource)) {
        const { name, via } = reference;
        if (via.is === 'pod' && via.idle) continue;
        // Every namespace has a `default`, without anybody declaring it.
        if (!name.literal || name.text === 'default' || mayBeDeclared(reference, index)) continue;
        if (declaredElsewhere.some((known) => isNameLike(name.text, known))) continue;
        // In another namespace it is there: the name is no slip, whatever else is wrong.
        if (index.named('ServiceAccount', name.text, undefined).length > 0) continue;
        const around = serviceAccountsAround(reference, index).filter(isLiteral);
        const meant = meantBy(reference, around);
        if (mayBeRenamed(name.text, around, index)) continue;
        if (meant) yield nearMiss(reference, meant);
        else if (reference.via.is === 'token-secret') yield* unlikeItsFile(reference, around, index);
      }
    },
  },
});

/** Whether kustomize makes the name of another by a prefix or a suffix, or would if it did nothing else. */
function mayBeRenamed(name: string, around: readonly LiteralSummary[], index: ResourceIndex): boolean {
  if (!index.hasKustomization) return false;
  return (
    around.some((one) => name.startsWith(one.name) || name.endsWith(one.name)) ||
    index.kustomized.mayNameAccount(name)
  );
}

interface LiteralSummary extends ResourceSummary {
  readonly name: string;
}

function isLiteral(summary: ResourceSummary): summary is LiteralSummary {
  return summary.name !== undefined && !hasAction(summary.name);
}

/** What comes of a ServiceAccount that is not there. */
const consequence: Readonly<Record<ServiceAccountReference['via']['is'], string>> = {
  'token-secret': 'Without one the Secret is deleted.',
  pod: 'Without one no pod is made.',
  subject: 'Without one it binds nobody.',
  'custom-resource': 'Without one it gets no token.',
};

/** The ServiceAccount that a reference most likely means. */
function meantBy(
  { name, resource, via }: ServiceAccountReference,
  around: readonly LiteralSummary[],
): LiteralSummary | undefined {
  const names = around.map((one) => one.name);
  const find = (text: string | undefined) => around.find((one) => one.name === text);
  const near = () => find(nearestName(name.text, names));
  if (via.is !== 'token-secret') return near();
  // A Secret's name where its ServiceAccount's belongs: its own, where there is only one it can be, or any `<name>-token`.
  if (name.text === resource.name?.text && new Set(names).size === 1) return around[0];
  return find(/^(.+?)-(?:token|secret|token-secret)$/.exec(name.text)?.[1]) ?? near();
}

function nearMiss(reference: ServiceAccountReference, meant: LiteralSummary): Report {
  const { name, via } = reference;
  return {
    at: name.node,
    message: `No ServiceAccount \`${name.text}\` is declared here; is it \`${meant.name}\`? ${consequence[via.is]}`,
    ...correction(reference, meant),
  };
}

function correction({ name }: ServiceAccountReference, meant: LiteralSummary) {
  return {
    related: [{ at: meant, message: `ServiceAccount \`${meant.name}\`.` }],
    fixes: [
      {
        title: `Name \`${meant.name}\``,
        safety: 'unsafe' as const,
        edits: [setScalar(name.node, meant.name)],
      },
    ],
  };
}

/**
 * A token Secret beside a ServiceAccount that no Secret is for, and which it does not name. It may mean one that is
 * declared elsewhere; but who writes the two into one file mostly means them for each other.
 */
function* unlikeItsFile(
  reference: ServiceAccountReference,
  around: readonly LiteralSummary[],
  index: ResourceIndex,
): Iterable<Report> {
  const secrets = index.ofKind('Secret');
  const own = secrets.find((secret) => isSummaryOf(secret, reference.resource));
  const beside = around.filter(({ uri }) => uri === own?.uri);
  const [alone, ...others] = beside.filter(({ name }) => !secrets.some(({ tokenOf }) => tokenOf === name));
  if (!alone || others.length > 0) return;
  yield {
    at: reference.name.node,
    message: `\`${reference.name.text}\` is not declared here, only \`${alone.name}\`; if there is none, the Secret is deleted.`,
    severity: 'information',
    ...correction(reference, alone),
  };
}
