// Who may import whom. A room is a folder under server/src or client/src; in the engine the order of the rooms is the
// rule: each may import only rooms to its left. The table below is all there is to keep; the rules are made from it.
// Cycles are the architecture test's business: types may refer to each other within a room, code may not.

const face = '^server/src/engine/index\\.ts$';
const ruleList = '^server/src/rules/index\\.generated\\.ts$';
const room = (path) => `^${path}/`;

/** In dependency order, with the packages a room may use. */
const engineRooms = [
  { name: 'text', packages: [] },
  { name: 'versions', packages: ['semver'] },
  { name: 'template', packages: [] },
  { name: 'yaml', packages: ['yaml'] },
  { name: 'shell', packages: [] },
  { name: 'kubernetes', packages: ['fastest-levenshtein'] },
  { name: 'workspace', packages: [] },
  { name: 'rule', packages: [] },
  { name: 'config', packages: ['ignore'] },
  { name: 'analysis', packages: [] },
];

/** `node`: which of the room's files may use Node's own modules. */
const rooms = [
  ...engineRooms.map(({ name, packages }, index) => ({
    path: `server/src/engine/${name}`,
    imports: engineRooms.slice(0, index).map((left) => room(`server/src/engine/${left.name}`)),
    packages,
  })),
  { path: 'server/src/rules', imports: [face], packages: [] },
  { path: 'server/src/report', imports: [face], packages: ['picocolors', 'get-east-asian-width'] },
  { path: 'server/src/protocol', imports: [], packages: [] },
  {
    path: 'server/src/files',
    imports: [face, room('server/src/protocol')],
    packages: ['ignore'],
    node: '^server/src/files/nodeFiles\\.ts$',
  },
  {
    path: 'server/src/lsp',
    // Of the reports, the page that an editor can show; the others would only make the server larger.
    imports: [
      face,
      ruleList,
      '^server/src/report/migration(?:Markdown|Page|Words)\\.ts$',
      room('server/src/protocol'),
      room('server/src/files'),
    ],
    packages: ['vscode-jsonrpc', 'vscode-languageserver', 'vscode-languageserver-textdocument'],
    node: '^server/src/lsp/[^/]+\\.node\\.ts$',
  },
  {
    path: 'server/src/cli',
    imports: [face, ruleList, room('server/src/report'), room('server/src/files')],
    packages: ['diff', 'fastest-levenshtein', 'picocolors'],
    node: room('server/src/cli'),
  },
  {
    path: 'client/src',
    imports: [room('server/src/protocol')],
    packages: ['vscode', '@types/vscode', 'vscode-languageclient'],
    node: '^client/src/[^/]+\\.node\\.ts$',
  },
];

const packagePath = (name) => `(^|/)node_modules/${name}/`;

const fences = rooms.flatMap(({ path, imports, packages, node }) => [
  {
    name: `${path} imports only its neighbours`,
    severity: 'error',
    from: { path: room(path) },
    to: { path: '^(server|client|test|scripts|bench)/', pathNot: [room(path), ...imports] },
  },
  {
    name: `${path} uses only its packages`,
    severity: 'error',
    from: { path: room(path) },
    to: {
      path: 'node_modules/',
      pathNot: [...packages.map(packagePath), packagePath('@types/node')],
      dependencyTypesNot: ['core'],
    },
  },
  {
    name: `${path} knows Node only where it may`,
    severity: 'error',
    from: { path: room(path), ...(node ? { pathNot: node } : {}) },
    to: { dependencyTypes: ['core'] },
  },
]);

module.exports = {
  forbidden: [
    ...fences,
    {
      name: 'the face shows the engine only',
      severity: 'error',
      from: { path: face },
      to: { pathNot: room('server/src/engine') },
    },
    {
      name: 'a rule never imports another rule',
      severity: 'error',
      from: { path: '^server/src/rules/([^/]+)/' },
      to: { path: room('server/src/rules'), pathNot: '^server/src/rules/$1/' },
    },
    {
      name: 'every import leads somewhere',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^vscode$' },
    },
    {
      name: 'every package is declared',
      severity: 'error',
      from: { path: '^(server|client)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], pathNot: '^vscode$' },
    },
  ],
  options: {
    // TypeScript 7 has no JavaScript API; swc sees type-only imports as well.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.mts', '.js', '.cjs', '.mjs', '.d.ts'],
    },
  },
};
