/**
 * What `npm run test:long` runs and `npm test` leaves to it: suites that need servers or recorded payloads, and those that
 * walk through everything. CI runs both.
 */
export const long = [
  'src/fleet/*',
  'src/tenancy/mysql/*',
  'src/knowledge/{chroma,vectors-elsewhere}',
  'src/avatars/workshop/*',
  'test/corpus/*',
  'test/chaos/*',
  'test/api/walk',
  // Of the whole gateway, `npm test` goes the short ways: a message, a restart, a tenant, an account, a webhook.
  'test/journeys/{avatars,avatar,database-away,embed,erasure,handoff,knowledge-demo,language,media,models,move,reading,rights}',
  'test/journeys/{alone,fleet,shared-bells,signal,single-sign-on,slack,talks,tenants,two-gateways,voice,whatsapp,whatsapp-web,widget}',
  'test/deploy/{nginx,mysql-rights,mysql-tls,new-clone}',
  'test/docs/*',
].map((files) => `**/${files}.test.ts`)

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  // The gateway serves what is built of it.
  globalSetup: '<rootDir>/scripts/widget-setup.js',
  testMatch: [
    ...['src', 'plugins', 'avatar', 'widget', 'test', 'bench'].map((folder) => `<rootDir>/${folder}/**/*.test.ts`),
    ...long.map((files) => `!${files}`),
  ],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript' },
          transform: { verbatimModuleSyntax: true },
          // Node asks for `with { type: 'json' }`.
          experimental: { keepImportAttributes: true },
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  // Packages are used as published, and nothing in a data folder is ours to crawl.
  transformIgnorePatterns: ['/node_modules/'],
  modulePathIgnorePatterns: ['<rootDir>/data/', '<rootDir>/dist/', '<rootDir>/widget/dist/'],
  watchPathIgnorePatterns: ['<rootDir>/data/'],
  // One more than a small machine has processors: journeys wait more than they work.
  maxWorkers: 3,
  testTimeout: 15_000,
  reporters: ['default', '<rootDir>/scripts/summary-reporter.js'],
}
