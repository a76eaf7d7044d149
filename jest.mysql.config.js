import config from './jest.config.js'

/**
 * What `npm run test:mysql` runs: every suite that opens databases, on MariaDB, unchanged.
 *
 * @type {import('jest').Config}
 */
export default {
  ...config,
  globalSetup: '<rootDir>/test/parts/engine-setup.ts',
  globalTeardown: '<rootDir>/test/parts/engine-teardown.ts',
  testTimeout: 30_000,
  testMatch: [
    'src/tenancy/store/{desk,model-usage,names,people,words}',
    'src/tenancy/{chatbot-versions,configuration,limits,media,platform,rotate}',
    'src/tenancy/rights/*',
    'src/tenancy/knowledge/*',
    'src/knowledge/knowledge',
    'src/auth/auth',
    'src/api/timeline',
    'test/journeys/{accounts,api-habits,audit,channels,chatbot-versions,desk,handoff,ingest,intents,isolation}',
    'test/journeys/{knowledge,language,media,models,poison,restart,rights,routing,slack,telegram,tenants,web}',
    'test/journeys/{webhooks,whatsapp}',
    'test/corpus/{every-route,telegram-app}',
  ].map((files) => `**/${files}.test.ts`),
}
