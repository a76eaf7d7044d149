import { backupScheduleDefaults, mailDefaults } from '../defaults.ts'
import {
  adminKey,
  backupKey,
  backupTarget,
  bucketUrl,
  chroma,
  credential,
  dollars,
  host,
  hostsAndRanges,
  httpUrl,
  interval,
  keeping,
  logLevel,
  mailFrom,
  modelName,
  modelPriceList,
  path,
  port,
  publicUrl,
  redis,
  region,
  role,
  secretKey,
  sharedDatabase,
  sharedReplicas,
  smtpUrl,
  trustProxy,
} from './values.ts'

type Read<Value> = (text: string | undefined) => Value
export interface Variable<Value = unknown> {
  readonly name: string
  readonly read: Read<Value>
}

/** One entry a variable, each of what its own reader makes of it. */
export type Config = {
  readonly [Key in keyof typeof variables]: ReturnType<(typeof variables)[Key]['read']>
}

/** Every variable that is read, how it is read, and what is used when it is unset. */
export const variables = {
  port: variable('PORT', withDefault('3000', port)),
  host: variable('HOST', withDefault('127.0.0.1', host)),
  /** Without a slash at its end. Undefined: made from host and port. */
  publicUrl: variable('PUBLIC_URL', orUndefined(publicUrl)),
  /** Absolute. */
  dataDir: variable('DATA_DIR', withDefault('./data', path)),
  databaseUrl: variable('DATABASE_URL', orUndefined(sharedDatabase)),
  databaseReplicaUrls: variable('DATABASE_REPLICA_URLS', orUndefined(sharedReplicas)),
  redisUrl: variable('REDIS_URL', orUndefined(redis)),
  /** An origin. Undefined: vectors are kept with the rest of each tenant. */
  chromaUrl: variable('CHROMA_URL', orUndefined(chroma)),
  /** What this process does: take messages in and answer callers, work on them, or both. */
  role: variable('ROLE', withDefault('all', role)),
  /** 32 bytes. */
  secretKey: variable('SECRET_KEY', orUndefined(secretKey)),
  adminApiKey: variable('ADMIN_API_KEY', orUndefined(adminKey)),
  /** As Fastify takes it: whether, how many hops, or which addresses and ranges. */
  trustProxy: variable('TRUST_PROXY', withDefault('false', trustProxy)),
  /** Host names in lower case, addresses and CIDR ranges. */
  allowPrivateHosts: variable('ALLOW_PRIVATE_HOSTS', withDefault('', hostsAndRanges)),
  logLevel: variable('LOG_LEVEL', withDefault('info', logLevel)),
  otlpEndpoint: variable('OTEL_EXPORTER_OTLP_ENDPOINT', orUndefined(httpUrl)),
  /** Absolute. Undefined: `models` in the data folder. */
  modelsDir: variable('MODELS_DIR', orUndefined(path)),
  openaiApiKey: variable('OPENAI_API_KEY', orUndefined(credential)),
  /** Without a slash at its end. Undefined: OpenAI's own. */
  openaiBaseUrl: variable('OPENAI_BASE_URL', orUndefined(publicUrl)),
  openaiModel: variable('OPENAI_MODEL', orUndefined(modelName)),
  anthropicApiKey: variable('ANTHROPIC_API_KEY', orUndefined(credential)),
  anthropicModel: variable('ANTHROPIC_MODEL', orUndefined(modelName)),
  vertexApiKey: variable('GOOGLE_VERTEX_API_KEY', orUndefined(credential)),
  vertexModel: variable('GOOGLE_VERTEX_MODEL', orUndefined(modelName)),
  /** By model. */
  aiPrices: variable('AI_PRICES', withDefault('', modelPriceList)),
  /** US dollars of one tenant and day. */
  aiDailyBudget: variable('AI_DAILY_BUDGET_USD', orUndefined(dollars)),
  /** Undefined: letters stay in the data folder. */
  smtpUrl: variable('SMTP_URL', orUndefined(smtpUrl)),
  mailFrom: variable('MAIL_FROM', withDefault(mailDefaults.from, mailFrom)),
  stripeSecretKey: variable('STRIPE_SECRET_KEY', orUndefined(credential)),
  stripeWebhookSecret: variable('STRIPE_WEBHOOK_SECRET', orUndefined(credential)),
  /** Without a slash at its end. Undefined: media are files in the data folder. */
  mediaS3Url: variable('MEDIA_S3_URL', orUndefined(bucketUrl)),
  mediaS3Region: variable('MEDIA_S3_REGION', withDefault('us-east-1', region)),
  mediaS3KeyId: variable('MEDIA_S3_KEY_ID', orUndefined(credential)),
  mediaS3Secret: variable('MEDIA_S3_SECRET', orUndefined(credential)),
  /** Absolute folder, or the URL of a bucket without a slash at its end. Undefined: nobody backs up by itself. */
  backupTo: variable('BACKUP_TO', orUndefined(backupTarget)),
  /** A passphrase, or the text of a key. */
  backupKey: variable('BACKUP_KEY', orUndefined(backupKey)),
  /** Milliseconds. */
  backupEvery: variable('BACKUP_EVERY', orUndefined(interval)),
  /** As `vault/keep.ts` reads it. */
  backupKeep: variable('BACKUP_KEEP', withDefault(backupScheduleDefaults.keep, keeping)),
  backupS3Region: variable('BACKUP_S3_REGION', withDefault('us-east-1', region)),
  backupS3KeyId: variable('BACKUP_S3_KEY_ID', orUndefined(credential)),
  backupS3Secret: variable('BACKUP_S3_SECRET', orUndefined(credential)),
  /** Whether warnings for production are due. */
  production: variable('NODE_ENV', (text) => text === 'production'),
}

export const variableNames: readonly string[] = Object.values(variables).map(({ name }) => name)

function variable<Value>(name: string, read: Read<Value>): Variable<Value> {
  return { name, read }
}

function withDefault<Value>(fallback: string, read: (text: string) => Value): Read<Value> {
  return (text) => read(text ?? fallback)
}

function orUndefined<Value>(read: (text: string) => Value): Read<Value | undefined> {
  return (text) => (text === undefined ? undefined : read(text))
}
