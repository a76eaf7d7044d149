// The arrows of ARCHITECTURE.md. test/architecture/import-rules.test.ts proves that each of them bites.

const packages = (...names) => `(^|/)node_modules/(@types/)?(${names.join('|')})(/|$)`

// Tests and recorded payloads introduce whom they like: they are shipped to nobody.
const tests = '\\.test\\.ts$|/fixtures/'

const folders =
  'channels|pipeline|handlers|handoff|tenancy|language|knowledge|ai|avatars|auth|analytics|billing|events|telemetry|config|apart|fleet'

// Numbers, and the gateway's own sentences: importing them ties nobody to anybody.
const forEveryone = '^src/contracts/|^src/apart/|^src/config/defaults\\.ts$|^src/language/phrasebook\\.ts$'

// A library is known by one file or folder, so that to swap it is to rewrite that.
const doors = [
  { of: ['tsyringe', 'reflect-metadata'], at: ['src/app\\.ts$', 'src/tenant-(scope|parts)\\.ts$'] },
  {
    of: ['knex', 'better-sqlite3'],
    at: [
      'src/tenancy/databases\\.ts$',
      'src/tenancy/sqlite\\.ts$',
      'src/tenancy/mysql/migrate\\.ts$',
      'migrations/',
      'knexfile\\.ts$',
    ],
  },
  { of: ['@node-rs/argon2', 'jose', 'otpauth', 'nodemailer'], at: ['src/auth/', 'src/channels/web/visitors\\.ts$'] },
  { of: ['openid-client', '@node-saml/[^/]+'], at: ['src/auth/single-sign-on/'] },
  { of: ['rate-limiter-flexible'], at: ['src/fleet/'] },
  { of: ['bullmq', 'ioredis'], at: ['src/fleet/'] },
  { of: ['mysql2'], at: ['src/tenancy/mysql/'] },
  { of: ['aws4fetch'], at: ['src/tenancy/s3\\.ts$'] },
  {
    of: ['@gltf-transform/[^/]+', 'meshoptimizer', 'sharp'],
    at: ['src/avatars/workshop/optimize\\.ts$', 'src/avatars/preview/'],
  },
  { of: ['gltf-validator'], at: ['src/avatars/workshop/validate\\.ts$'] },
  { of: ['yazl'], at: ['src/tenancy/rights/archive\\.ts$'] },
  { of: ['franc', 'fasttext\\.wasm\\.js'], at: ['src/language/voters\\.ts$'] },
  { of: ['eld'], at: ['src/language/grams\\.ts$'] },
  { of: ['grammy', '@grammyjs/[^/]+'], at: ['src/channels/telegram/', 'src/testing/emulators/telegram'] },
  { of: ['@slack/[^/]+'], at: ['src/channels/slack/'] },
  { of: ['ws'], at: ['src/testing/emulators/slack', 'src/testing/emulators/voices'] },
  { of: ['whatsapp-web\\.js', 'puppeteer(-core)?'], at: ['src/channels/whatsapp-web/browser\\.ts$'] },
  { of: ['socket\\.io'], at: ['src/channels/web/'] },
  { of: ['socket\\.io-client'], at: ['src/channels/web/', 'src/cli/', 'src/testing/', 'bench/'] },
  { of: ['fastify', '@fastify/[^/]+'], at: ['src/api/', 'src/channels/web/', 'src/testing/', 'bench/'] },
  { of: ['commander', '@clack/[^/]+'], at: ['src/cli/'] },
  { of: ['pino'], at: ['src/telemetry/log\\.ts$'] },
  { of: ['@opentelemetry/[^/]+'], at: ['src/telemetry/'] },
  {
    of: ['@huggingface/transformers'],
    at: ['src/ai/encoder\.ts$', 'src/ai/whisper-worker\.ts$', 'src/language/translate/local-worker\.ts$'],
  },
  { of: ['cockatiel'], at: ['src/handlers/patience\\.ts$', 'src/ai/'] },
  { of: ['unpdf', 'mammoth', 'cheerio', 'chardet', 'iconv-lite', 'csv-parse'], at: ['src/knowledge/formats/'] },
  { of: ['chromadb'], at: ['src/knowledge/chroma\\.ts$'] },
  { of: ['ai', '@ai-sdk/[^/]+'], at: ['src/ai/provider'] },
  { of: ['tesseract\\.js'], at: ['src/ai/ocr-worker\\.ts$'] },
  { of: ['audio-decode'], at: ['src/ai/audio\\.ts$'] },
  { of: ['libphonenumber-js'], at: ['src/language/phones\\.ts$'] },
  { of: ['chrono-node'], at: ['src/language/', 'plugins/reminder/'] },
]

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'contracts-import-nothing',
      comment: 'Promises live in a place that depends on nothing.',
      severity: 'error',
      from: { path: '^src/contracts/', pathNot: tests },
      to: { pathNot: '^src/contracts/' },
    },
    {
      name: 'folders-are-blind',
      comment: 'A folder imports itself and contracts/. app.ts and tenant-scope.ts introduce it to the others.',
      severity: 'error',
      from: { path: `^src/(${folders})/`, pathNot: tests },
      to: { path: '^src/', pathNot: `^src/$1/|${forEveryone}` },
    },
    {
      name: 'api-knows-others-by-type',
      comment: 'A route names what it is handed; app.ts hands it.',
      severity: 'error',
      from: { path: '^src/api/', pathNot: tests },
      to: { path: '^src/', pathNot: `^src/api/|${forEveryone}`, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'adapters-are-blind',
      comment: 'What two adapters share belongs to the gateway, beside them.',
      severity: 'error',
      from: { path: '^src/channels/([^/]+)/', pathNot: tests },
      to: { path: '^src/channels/[^/]+/', pathNot: '^src/channels/$1/' },
    },
    {
      name: 'sdk-is-small',
      comment: 'The SDK is words and pure functions: it may be imported where nothing else of Colloquy may run.',
      severity: 'error',
      from: { path: '^src/sdk\\.ts$' },
      to: { pathNot: '^src/contracts/|^src/handlers/|^src/channels/[^/]+\\.ts$' },
    },
    {
      name: 'sdk-reaches-no-package',
      comment: 'What the SDK imports must be pure too, all the way down.',
      severity: 'error',
      from: { path: '^src/sdk\\.ts$' },
      to: { path: '(^|/)node_modules/|^src/(tenancy|app|tenant-scope)', reachable: true },
    },
    {
      name: 'plugins-see-the-sdk',
      comment: 'A plugin has what it asked for in `needs`, and nothing else of the host.',
      severity: 'error',
      from: { path: '^plugins/([^/]+)/' },
      to: { path: '^(src|plugins|migrations|test|bench)/', pathNot: '^plugins/$1/|^src/sdk\\.ts$|^src/testing/' },
    },
    {
      name: 'plugins-have-no-ambient-authority',
      comment: 'Files, network and clock are capabilities: the host lends them, journals them and takes them back.',
      severity: 'error',
      from: { path: '^plugins/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'plugins-bring-no-packages',
      comment: 'A package that a plugin may use is named here.',
      severity: 'error',
      from: { path: '^plugins/', pathNot: tests },
      to: { path: '(^|/)node_modules/', pathNot: packages('chrono-node') },
    },
    {
      name: 'widget-sees-the-wire',
      comment: 'The widget runs on strangers’ pages: it shares the words on the wire with the gateway, and no code.',
      severity: 'error',
      from: { path: '^widget/' },
      to: { path: '^(src|plugins)/', pathNot: '^src/contracts/(wire|appearance|avatars|message)\\.ts$' },
    },
    {
      name: 'widget-takes-no-code',
      comment: 'Of those words, types alone.',
      severity: 'error',
      from: { path: '^widget/' },
      to: { path: '^src/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'loader-is-alone',
      comment: 'The loader is on strangers’ pages before anybody wants to chat: it brings no package, panel or avatar.',
      severity: 'error',
      from: { path: '^widget/src/loader/', pathNot: tests },
      to: { path: '(^|/)node_modules/|^widget/src/(panel|avatar|npm)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'product-needs-no-workshop',
      comment: 'What is shipped does not import what it is made and tested with.',
      severity: 'error',
      from: { path: '^(src|plugins|migrations|bin)/', pathNot: tests },
      to: { path: '^(test|bench|scripts)/' },
    },
    {
      name: 'no-development-packages',
      comment: 'A package of devDependencies is absent in production.',
      severity: 'error',
      from: { path: '^(src|plugins|migrations|bin)/', pathNot: `${tests}|^src/testing/` },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or miss a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    ...doors.map((door) => ({
      name: `one-door-${door.of[0].replaceAll(/[@\\]|\/\[.*/g, '')}`,
      comment: `Only ${door.at.join(', ').replaceAll(/[\\$]/g, '')} may import it.`,
      severity: 'error',
      from: { path: '^(src|plugins|migrations|bench|bin)/', pathNot: `${tests}|^(${door.at.join('|')})` },
      to: { path: packages(...door.of) },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(data|dist|coverage|docs|widget/dist)/' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
}
