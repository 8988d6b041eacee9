/** Who may import whom (docs/architecture.md). Rooms are folders of src/; checked by `npm run check`. */
const mayImport = (from, allowed) => ({
  name: `${from}-imports`,
  severity: 'error',
  from: { path: `^src/${from}/` },
  to: { path: '^(src|sandbox|test|bench)/', pathNot: allowed.map((room) => `^src/${room}`) },
});
const onlyIn = (name, packages, rooms) => ({
  name: `${name}-only-in`,
  severity: 'error',
  from: { path: '^src/', pathNot: rooms.map((room) => `^src/${room}`) },
  to: { path: packages.map((pack) => `node_modules/${pack}(/|$)`) },
});
const pages = [
  'flows/',
  'store/',
  'wire/',
  'core/',
  'ui/',
  'errors\\.ts',
  'help\\.ts',
  'config\\.ts',
  'log\\.ts',
  'ids\\.ts',
  'metrics\\.ts',
];

/** What pages and routes may take of the store: modules to read from, and types. Writes are flows (test/architecture/reads). */
const readable = [
  'causal',
  'checkouts',
  'db',
  'deliveries',
  'delivery/reconcile',
  'endpoint/health',
  'endpoints',
  'environment-state',
  'event/read',
  'exchanges',
  'health',
  'merchants',
  'order/affairs',
  'order/ledger',
  'order/list',
  'orders',
  'people',
  'recorder',
  'replay',
  'rule-book',
  'settings',
  'shop',
  'wishes',
];

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    mayImport('core', ['core/']),
    mayImport('wire', ['wire/', 'core/', 'errors\\.ts']),
    mayImport('store', ['store/', 'core/', 'errors\\.ts']),
    mayImport('outbound', ['outbound/', 'wire/', 'core/', 'errors\\.ts']),
    mayImport('flows', ['flows/', 'core/', 'wire/', 'store/', 'outbound/', 'errors\\.ts', 'ids\\.ts', 'vault\\.ts']),
    mayImport('http', ['http/', ...pages]),
    mayImport('checkout', ['checkout/', ...pages]),
    mayImport('console', ['console/', ...pages]),
    {
      name: 'pages-only-read-the-store',
      severity: 'error',
      // express-session wants to write its sessions itself
      from: { path: '^src/(http|checkout|console)/', pathNot: '^src/console/session-store\\.ts$' },
      to: { path: '^src/store/', pathNot: `^src/store/(${readable.join('|')})\\.ts$` },
    },
    mayImport('ui', ['ui/', 'core/']),
    mayImport('jobs', ['jobs/', 'flows/', 'store/', 'errors\\.ts', 'log\\.ts', 'metrics\\.ts']),
    { name: 'sandbox-stands-alone', severity: 'error', from: { path: '^sandbox/' }, to: { path: '^(src|test|bench)/' } },
    { name: 'src-stands-alone', severity: 'error', from: { path: '^src/' }, to: { path: '^(sandbox|test|bench)/' } },
    { name: 'core-is-pure', severity: 'error', from: { path: '^src/core/' }, to: { dependencyTypes: ['core', 'npm'] } },
    onlyIn('knex', ['knex', 'better-sqlite3', 'mysql2'], ['store/']),
    onlyIn(
      'express',
      ['express', 'express-openapi-validator', 'express-session'],
      ['app\\.ts', 'http/', 'checkout/', 'console/'],
    ),
    onlyIn('preact', ['preact', 'preact-render-to-string'], ['ui/', 'checkout/', 'console/']),
    onlyIn('xml', ['libxml2-wasm', 'saxes'], ['wire/']),
    onlyIn('network', ['undici', 'nodemailer', 'ipaddr.js'], ['outbound/']),
    onlyIn('independent-readers', ['xml2js', 'fast-xml-parser'], []),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
