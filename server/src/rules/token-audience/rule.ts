import {
  audienceOf,
  defineRule,
  filesIn,
  mapItems,
  meansDefaultTokenPath,
  mountsOf,
  type ProjectedToken,
  type Reports,
  sequencesAt,
  stringAt,
  type VolumeMount,
} from '../../engine/index.ts';

export default defineRule({
  id: 'token-audience',
  summary: 'A token is for somebody else than the one who gets it: its audience is wrong, or missing.',
  category: 'projected-tokens',
  severity: 'information',
  since: '0.1.0',
  fixes: 'none',
  reads: 'document',
  concerns: ['serviceAccountToken'],

  check: {
    *projectedToken(token) {
      const mounts = mountsOf(token.volume).filter((mount) => stringAt(mount.map, 'subPath') === undefined);
      const atDefault = mounts.find(({ mountPath }) => mountPath && meansDefaultTokenPath(mountPath.text));
      if (atDefault) yield* forSomebodyElse(token, atDefault);
      else yield* forTheApiServer(token, mounts);
    },
  },
});

function* forSomebodyElse(token: ProjectedToken, { mountPath }: VolumeMount): Reports {
  // Clients of the API server read no other file.
  if (!token.audience || token.path?.value !== 'token' || audienceOf(token) !== 'other') return;
  yield {
    at: token.audience,
    message: `A token for \`${token.audience.value}\` at the default path: the API server does not accept it.`,
    related: mountPath ? [{ at: mountPath.node, message: 'The default path.' }] : [],
  };
}

function* forTheApiServer(token: ProjectedToken, mounts: readonly VolumeMount[]): Reports {
  const key = token.map.parent;
  // An audience that is written out, be it that of the API server, is meant.
  if (audienceOf(token) !== 'api-server' || token.audience?.value || key?.type !== 'pair') return;
  const receiver = receivers.find((one) => isHandedTo(one, token, mounts));
  if (!receiver) return;
  yield {
    at: token.audience ?? key.key,
    message: `A token for ${receiver.name} should have an audience (${receiver.expects}); without one it is for the API server.`,
  };
}

interface Receiver {
  readonly name: string;
  /** The audience, or whose it is. */
  readonly expects: string;
  /** The variable in which its clients look for the token's file. */
  readonly variable?: string;
  /** What names of volumes, their files and mount paths look like when the token is for it. */
  readonly hint: RegExp;
}

/** Sources: the documentation of each on tokens of ServiceAccounts, and the webhooks that inject them. */
const receivers: readonly Receiver[] = [
  {
    name: 'AWS',
    expects: '`sts.amazonaws.com`',
    variable: 'AWS_WEB_IDENTITY_TOKEN_FILE',
    hint: /(?:^|\/)(?:eks|sts)\.amazonaws\.com(?:\/|$)|(?:^|[-/])aws-(?:iam|sts)-token(?:\/|$)/,
  },
  {
    name: 'Azure',
    expects: '`api://AzureADTokenExchange`',
    variable: 'AZURE_FEDERATED_TOKEN_FILE',
    hint: /\/secrets\/azure\/(?:tokens|wi)(?:\/|$)|(?:^|[-/])azure-identity-token(?:\/|$)/,
  },
  {
    name: 'Alibaba Cloud',
    expects: '`sts.aliyuncs.com`',
    variable: 'ALIBABA_CLOUD_OIDC_TOKEN_FILE',
    hint: /(?:^|[-/])rrsa(?:-oidc)?-tokens?(?:\/|$)/,
  },
  { name: 'Google Cloud', expects: "its identity pool's", hint: /(?:^|[-/])gcp-ksa(?:\/|$)/ },
  { name: 'Vault', expects: "the role's", hint: /(?:^|[-/])vault(?:-token)?(?:\/|$)/ },
];

function isHandedTo(receiver: Receiver, token: ProjectedToken, mounts: readonly VolumeMount[]): boolean {
  const { path, sources, volume } = token;
  if (mounts.some((mount) => receiver.variable && pointsAt(mount, receiver.variable, path?.value)))
    return true;
  // With the API server's certificate beside it, the token is for the API server, whatever the name.
  const { files, complete } = filesIn(sources);
  if (!complete || files.some(({ from }) => from !== 'serviceAccountToken')) return false;
  const names = [path?.value, volume.name, ...mounts.map(({ mountPath }) => mountPath)];
  return names.some((name) => {
    const text = typeof name === 'object' && name?.literal ? name.text : name;
    return typeof text === 'string' && receiver.hint.test(text);
  });
}

/** Whether a variable of the container names the token's file. */
function pointsAt({ container, mountPath }: VolumeMount, variable: string, path: unknown): boolean {
  if (!mountPath?.literal || typeof path !== 'string') return false;
  const file = `${mountPath.text}/${path}`.replace(/\/+/g, '/');
  return sequencesAt(container.map, 'env')
    .flatMap(mapItems)
    .some((item) => stringAt(item, 'name') === variable && stringAt(item, 'value') === file);
}
