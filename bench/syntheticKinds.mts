// The objects that synthetic manifests are made of, and how often each occurs.

import type { Random } from './random.mts';

/** What YAML can say, as far as manifests need it. */
export interface Resource {
  readonly [key: string]: string | number | boolean | Resource | List;
}

export type List = readonly (string | Resource)[];

type Kind = (random: Random) => Resource;

// biome-ignore format: one list, read as one
const words = [
  'account', 'audit', 'basket', 'catalog', 'checkout', 'courier', 'event', 'feed', 'gateway', 'image', 'invoice',
  'listing', 'message', 'metric', 'offer', 'photo', 'price', 'refund', 'review', 'search', 'shipment', 'stream', 'tax',
] as const;

/** An object, each kind as often as in repositories of services. */
export function pickResource(random: Random): Resource {
  let dice = random.between(1, 100);
  for (const [share, kind] of kinds) {
    dice -= share;
    if (dice <= 0) return kind(random);
  }
  return deployment(random);
}

/** A chart's `values.yaml`. */
export function valuesFile(random: Random): Resource {
  return {
    replicaCount: random.between(1, 4),
    image: { repository: `registry.example.com/${nameOf(random)}`, tag: '', pullPolicy: 'IfNotPresent' },
    serviceAccount: { create: true, name: '', automount: random.chance(0.5), annotations: {} },
    service: { type: 'ClusterIP', port: 80 },
    resources: {},
    nodeSelector: {},
    tolerations: [],
    affinity: {},
  };
}

function nameOf(random: Random): string {
  return `${random.pick(words)}-${random.pick(words)}-${random.hex(4)}`;
}

function namespaceOf(random: Random): string {
  return `team-${random.between(1, 40)}`;
}

function metadata(random: Random, name: string, more: Resource = {}): Resource {
  const version = `${random.between(0, 9)}.${random.between(0, 40)}.${random.between(0, 20)}`;
  const labels = {
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/part-of': random.pick(words),
    'app.kubernetes.io/version': version,
  };
  return { name, namespace: namespaceOf(random), labels, ...more };
}

function container(random: Random, name: string): Resource {
  const env = Array.from({ length: random.between(1, 6) }, (_, at): Resource => {
    const variable = `${random.pick(words).toUpperCase()}_${at}`;
    if (random.chance(0.7)) return { name: variable, value: random.hex(8) };
    return { name: variable, valueFrom: { secretKeyRef: { name: `${name}-secret`, key: `key-${at}` } } };
  });
  return {
    name,
    image: `registry.example.com/${random.pick(words)}/${name}:${random.between(0, 9)}.${random.between(0, 40)}`,
    imagePullPolicy: 'IfNotPresent',
    ports: [{ name: 'http', containerPort: random.between(3000, 9000), protocol: 'TCP' }],
    env,
    resources: {
      requests: { cpu: `${random.between(10, 500)}m`, memory: `${random.between(32, 1024)}Mi` },
      limits: { memory: `${random.between(32, 2048)}Mi` },
    },
    readinessProbe: {
      httpGet: { path: '/healthz', port: 'http' },
      initialDelaySeconds: random.between(1, 30),
    },
    securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true },
  };
}

function podSpec(random: Random, name: string): Resource {
  const named = random.chance(0.5);
  const projected = named && random.chance(0.25);
  const token: Resource = {
    path: 'token',
    audience: random.pick(['vault', 'sts.amazonaws.com', 'api']),
    expirationSeconds: random.pick([300, 600, 3600, 7200]),
  };
  return {
    ...(named ? { serviceAccountName: name } : {}),
    ...(named && random.chance(0.4) ? { automountServiceAccountToken: random.chance(0.5) } : {}),
    containers: Array.from({ length: random.between(1, 2) }, (_, at) => container(random, `${name}-${at}`)),
    ...(projected
      ? { volumes: [{ name: 'token', projected: { sources: [{ serviceAccountToken: token }] } }] }
      : {}),
  };
}

const deployment: Kind = (random) => {
  const name = nameOf(random);
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(random, name),
    spec: {
      replicas: random.between(1, 5),
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: podSpec(random, name) },
    },
  };
};

const cronJob: Kind = (random) => {
  const name = nameOf(random);
  const pod = { restartPolicy: 'OnFailure', ...podSpec(random, name) };
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: metadata(random, name),
    spec: {
      schedule: `${random.between(0, 59)} * * * *`,
      concurrencyPolicy: 'Forbid',
      jobTemplate: { spec: { backoffLimit: 2, template: { spec: pod } } },
    },
  };
};

const serviceAccount: Kind = (random) => {
  const name = nameOf(random);
  const role = `arn:aws:iam::${random.between(100000, 999999)}000000:role/${name}`;
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: metadata(
      random,
      name,
      random.chance(0.3) ? { annotations: { 'eks.amazonaws.com/role-arn': role } } : {},
    ),
    ...(random.chance(0.4) ? { automountServiceAccountToken: false } : {}),
    ...(random.chance(0.3) ? { secrets: [{ name: `${name}-token` }] } : {}),
  };
};

const secret: Kind = (random) => {
  const name = nameOf(random);
  if (random.chance(0.3)) {
    const annotations = { 'kubernetes.io/service-account.name': name };
    return {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: `${name}-token`, namespace: namespaceOf(random), annotations },
      type: 'kubernetes.io/service-account-token',
    };
  }
  const data = { username: btoa(random.hex(6)), password: btoa(random.hex(24)) };
  return { apiVersion: 'v1', kind: 'Secret', metadata: metadata(random, name), type: 'Opaque', data };
};

const roleBinding: Kind = (random) => {
  const name = nameOf(random);
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: metadata(random, name),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace: namespaceOf(random) }],
  };
};

const role: Kind = (random) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata: metadata(random, nameOf(random)),
  rules: [
    {
      apiGroups: [''],
      resources: ['pods', random.pick(['configmaps', 'secrets'])],
      verbs: ['get', 'list', 'watch'],
    },
    { apiGroups: [''], resources: [random.pick(['events', 'serviceaccounts/token'])], verbs: ['create'] },
  ],
});

const service: Kind = (random) => {
  const name = nameOf(random);
  const ports = [{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP' }];
  const spec = { type: 'ClusterIP', selector: { app: name }, ports };
  return { apiVersion: 'v1', kind: 'Service', metadata: metadata(random, name), spec };
};

const configMap: Kind = (random) => {
  const settings = Array.from(
    { length: random.between(3, 20) },
    () =>
      `${random.pick(words)}_${random.pick(words)} = "${random.hex(12)}" # of the ${random.pick(words)}\n`,
  );
  const data = { LOG_LEVEL: random.pick(['info', 'debug', 'warn']), 'config.toml': settings.join('') };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata(random, nameOf(random)), data };
};

const ingress: Kind = (random) => {
  const name = nameOf(random);
  const backend = { service: { name, port: { name: 'http' } } };
  const rules = [
    { host: `${name}.example.com`, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } },
  ];
  const spec = { ingressClassName: 'nginx', rules };
  return { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: metadata(random, name), spec };
};

const customResourceDefinition: Kind = (random) => {
  const kind = `${random.pick(words)}${random.hex(3)}`;
  const properties = { spec: { type: 'object', properties: schemaProperties(random, 3) } };
  const schema = { openAPIV3Schema: { type: 'object', properties } };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${kind}s.example.com` },
    spec: {
      group: 'example.com',
      names: { kind, listKind: `${kind}List`, plural: `${kind}s`, singular: kind },
      scope: 'Namespaced',
      versions: [{ name: 'v1', served: true, storage: true, schema }],
    },
  };
};

function schemaProperties(random: Random, depth: number): Resource {
  const names = Array.from(
    { length: random.between(2, 5) },
    (_, at) => `${random.pick(words)}${at}${random.hex(2)}`,
  );
  const entries = names.map((name): [string, Resource] => {
    const description = `The ${random.pick(words)} of the ${random.pick(words)} that serves the ${random.pick(words)}.`;
    if (depth > 0 && random.chance(0.4)) {
      return [name, { description, type: 'object', properties: schemaProperties(random, depth - 1) }];
    }
    return [name, { description, type: random.pick(['string', 'integer', 'boolean']) }];
  });
  return Object.fromEntries(entries);
}

/** Shares in percent. */
const kinds: readonly (readonly [number, Kind])[] = [
  [28, deployment],
  [6, cronJob],
  [10, serviceAccount],
  [10, secret],
  [8, roleBinding],
  [6, role],
  [12, service],
  [12, configMap],
  [5, ingress],
  [3, customResourceDefinition],
];
