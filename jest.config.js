/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testMatch: ['src', 'plugins', 'avatar', 'test', 'bench'].map((folder) => `<rootDir>/${folder}/**/*.test.ts`),
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
  modulePathIgnorePatterns: ['<rootDir>/data/', '<rootDir>/dist/'],
  watchPathIgnorePatterns: ['<rootDir>/data/'],
  // One more than a small machine has processors: journeys wait more than they work.
  maxWorkers: 3,
  testTimeout: 15_000,
  reporters: ['default', '<rootDir>/scripts/summary-reporter.js'],
}
