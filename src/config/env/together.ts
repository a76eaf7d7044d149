import { variableNames, variables, type Variable } from './variables.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** What is wrong with variables beside each other, or with their names: sentences for the operator. */
export function problemsTogether(env: Environment): readonly string[] {
  return [
    ...missingOfBucket(env),
    ...missingOfBackup(env),
    ...missingOfModels(env),
    ...missingOfRole(env),
    ...misspelt(Object.keys(env)),
  ]
}

function valueOf(env: Environment, { name }: Variable): string {
  return (env[name] ?? '').trim()
}

/** A bucket is of no use without its keys, nor are keys without their bucket. */
function missingOfBucket(env: Environment): string[] {
  const { mediaS3Url, mediaS3KeyId, mediaS3Secret, mediaS3Region } = variables
  const isSet = (one: Variable) => valueOf(env, one) !== ''
  const needed = [mediaS3Url, mediaS3KeyId, mediaS3Secret]
  if (![...needed, mediaS3Region].some(isSet)) return []
  return needed
    .filter((one) => !isSet(one))
    .map(({ name }) => `${name} must be set with the others of MEDIA_S3_*, or none of them.`)
}

/** What is backed up is sealed, and what is said of it without a place is a mistake. */
function missingOfBackup(env: Environment): string[] {
  const { backupTo, backupKey, backupEvery, backupS3KeyId, backupS3Secret } = variables
  const needs = (what: Variable, of: Variable) =>
    valueOf(env, of) !== '' && valueOf(env, what) === '' ? [`${what.name} must be set with ${of.name}.`] : []
  const isBucket = /^https?:/i.test(valueOf(env, backupTo))
  return [
    ...needs(backupTo, backupEvery),
    ...needs(backupKey, backupEvery),
    ...needs(backupS3KeyId, isBucket ? backupTo : backupS3Secret),
    ...needs(backupS3Secret, isBucket ? backupTo : backupS3KeyId),
  ]
}

/** Another server than OpenAI's has models of other names. */
function missingOfModels(env: Environment): string[] {
  const { openaiBaseUrl, openaiModel } = variables
  return valueOf(env, openaiBaseUrl) !== '' && valueOf(env, openaiModel) === ''
    ? [`${openaiModel.name} must be set with ${openaiBaseUrl.name}: the name of a model there.`]
    : []
}

/** One takes in what another works on: what they know of each other is in a database and a Redis that both reach. */
function missingOfRole(env: Environment): string[] {
  const { databaseUrl, databaseReplicaUrls, redisUrl } = variables
  const role = valueOf(env, variables.role)
  const isShared = role === 'gateway' || role === 'worker'
  const missing = [databaseUrl, redisUrl]
    .filter((needed) => isShared && valueOf(env, needed) === '')
    .map(({ name }) => `${name} must be set with ROLE=${role}: gateways and workers share it.`)
  const follows = valueOf(env, databaseReplicaUrls) !== '' && valueOf(env, databaseUrl) === ''
  return follows ? [...missing, `${databaseUrl.name} must be set with ${databaseReplicaUrls.name}.`] : missing
}

/**
 * A misspelt variable would be ignored in silence. One slip of the keyboard away from a name of ours is a mistake;
 * short names are left alone, because too many others are as near.
 */
function misspelt(names: readonly string[]): string[] {
  const bare = (name: string) => name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
  const ours = variableNames.filter((name) => bare(name).length >= 7).map((name) => ({ name, bare: bare(name) }))
  return names
    .filter((name) => !variableNames.includes(name))
    .flatMap((name) => {
      const meant = ours.find((our) => oneSlipAway(bare(name), our.bare))
      return meant === undefined ? [] : [`${name} is not a variable of Colloquy: did you mean ${meant.name}?`]
    })
}

/** Equal, or one letter too many, too few, wrong, or swapped with its neighbour. */
function oneSlipAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  const rest = (text: string, skipped: number) => text.slice(start + skipped)
  const swapped = a[start] === b[start + 1] && a[start + 1] === b[start] && rest(a, 2) === rest(b, 2)
  return swapped || rest(a, 1) === rest(b, 1) || rest(a, 1) === rest(b, 0) || rest(a, 0) === rest(b, 1)
}
