import { constants } from 'node:fs'
import { access, readFile, stat, statfs } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { cliDefaults, mysqlDefaults } from '../config/defaults.ts'
import { ConfigError, readConfig, type Config } from '../config/env.ts'
import { inspectDatabases, masterKeyProblem } from '../tenancy/inspect.ts'
import { shareOf } from '../tenancy/mysql/databases.ts'
import { inspectServer, type FoundServer } from '../tenancy/mysql/inspect.ts'
import { triggersRefused } from '../tenancy/mysql/migrate.ts'
import { runningServer } from '../tenancy/lock.ts'
import { CommandFailed, printRows, type Terminal } from './terminal.ts'

interface Finding {
  readonly about: string
  readonly verdict: 'fine' | 'warning' | 'wrong'
  readonly sentence: string
}

/** Looks at everything a start depends on, and changes nothing. Throws CommandFailed when something is wrong. */
export async function doctor(terminal: Terminal, { json }: { readonly json: boolean }): Promise<void> {
  const findings = await examine(terminal)
  if (json) {
    printRows(
      terminal,
      findings.map((finding) => ({ ...finding })),
      true,
    )
  } else {
    const signs = { fine: 'ok', warning: '!', wrong: 'X' } as const
    for (const { about, verdict, sentence } of findings) {
      terminal.out(`${signs[verdict].padEnd(2)}  ${about.padEnd(13)}  ${sentence}`)
    }
  }
  if (findings.some(({ verdict }) => verdict === 'wrong')) throw new CommandFailed()
}

async function examine(terminal: Terminal): Promise<readonly Finding[]> {
  const node = nodeVersion(process.versions.node)
  const config = configuration(terminal)
  if (config instanceof ConfigError) return [node, ...config.problems.map((problem) => wrong('environment', problem))]
  const fromConfig = await Promise.all([
    dataFolder(config),
    diskSpace(config),
    secretKey(config),
    port(config),
    databases(config),
  ])
  return [node, fine('environment', 'Every variable that is set can be read.'), ...fromConfig.flat()]
}

const fine = (about: string, sentence: string): Finding => ({ about, verdict: 'fine', sentence })
const warning = (about: string, sentence: string): Finding => ({ about, verdict: 'warning', sentence })
const wrong = (about: string, sentence: string): Finding => ({ about, verdict: 'wrong', sentence })

function nodeVersion(version: string): Finding {
  return Number.parseInt(version, 10) >= 24
    ? fine('Node', `This is Node ${version}.`)
    : wrong('Node', `Colloquy needs Node 24 or newer, and this is Node ${version}.`)
}

function configuration(terminal: Terminal): Config | ConfigError {
  try {
    return readConfig(terminal.environment())
  } catch (error) {
    if (error instanceof ConfigError) return error
    throw error
  }
}

async function dataFolder({ dataDir }: Config): Promise<Finding> {
  const folder = await nearest(dataDir)
  const writable = await access(folder, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  )
  if (!writable) return wrong('data folder', `${folder} cannot be written to.`)
  return fine(
    'data folder',
    folder === dataDir ? `${dataDir} can be written to.` : `${dataDir} is made at the first start.`,
  )
}

async function diskSpace({ dataDir }: Config): Promise<Finding> {
  const { bavail, bsize } = await statfs(await nearest(dataDir))
  const free = bavail * bsize
  const sentence = `${(free / 1024 ** 3).toFixed(1)} GiB are free.`
  if (free < cliDefaults.diskFailBytes) return wrong('disk', sentence)
  return free < cliDefaults.diskWarnBytes ? warning('disk', sentence) : fine('disk', sentence)
}

async function secretKey({ dataDir, secretKey: given, production }: Config): Promise<Finding> {
  const file = join(dataDir, 'secret.key')
  const kept = await readFile(file, 'utf8').catch(() => undefined)
  const key = given ?? (kept === undefined ? undefined : Buffer.from(kept.trim(), 'base64'))
  if (key === undefined) {
    return (await masterKeyProblem(dataDir, Buffer.alloc(32))) === undefined
      ? fine('secret key', `It is made at the first start and kept in ${file}.`)
      : wrong('secret key', `SECRET_KEY is not set and ${file} is not there, but there are secrets sealed with it.`)
  }
  const problem = key.length === 32 ? await masterKeyProblem(dataDir, key) : `${file} does not hold 32 bytes in base64.`
  if (problem !== undefined) return wrong('secret key', problem)
  if (given !== undefined) return fine('secret key', 'SECRET_KEY fits what is stored.')
  if (((await stat(file)).mode & 0o077) !== 0) return warning('secret key', `Others can read ${file}: chmod 600 it.`)
  return production
    ? warning('secret key', `It lies in ${file} beside what it protects: set SECRET_KEY instead.`)
    : fine('secret key', `${file} fits what is stored.`)
}

async function port({ dataDir, host, port: number }: Config): Promise<Finding> {
  const running = await runningServer(dataDir)
  if (running !== undefined) {
    return fine(
      'server',
      `One runs on this data folder (process ${running.pid}${running.url === undefined ? '' : `, ${running.url}`}).`,
    )
  }
  const problem = await new Promise<string | undefined>((resolve) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    probe.listen(number, host, () => probe.close(() => resolve(undefined)))
  })
  return problem === undefined
    ? fine('port', `${host}:${number} is free.`)
    : wrong('port', `${host}:${number} cannot be listened on (${problem}): set PORT or HOST.`)
}

async function databases({ dataDir, databaseUrl, redisUrl }: Config): Promise<readonly Finding[]> {
  return databaseUrl === undefined ? databaseFiles(dataDir) : databaseServer(databaseUrl, redisUrl !== undefined)
}

async function databaseServer(url: string, hasRedis: boolean): Promise<readonly Finding[]> {
  try {
    const server = await inspectServer(url)
    const { version, mayProvision, mayTrigger, tenants, older } = server
    return [
      fine('databases', `The server answers (${version}) and has the databases of ${tenants} tenants.`),
      ...(mayProvision
        ? []
        : [wrong('databases', 'The account of DATABASE_URL may not make accounts: grant it CREATE USER.')]),
      ...(mayTrigger ? [] : [wrong('databases', triggersRefused)]),
      ...older.map((code) => warning('databases', `The database of ${code} is older: run \`colloquy migrate\`.`)),
      beside(server, hasRedis),
      connections(server),
    ]
  } catch (error) {
    return [wrong('databases', `The server cannot be asked: ${error instanceof Error ? error.message : String(error)}`)]
  }
}

/** Whether a process of this environment starts beside those that work. */
function beside({ processes, processesAlone }: FoundServer, hasRedis: boolean): Finding {
  const sentence = `${processes} ${processes === 1 ? 'process works' : 'processes work'} over these databases`
  if (hasRedis && processesAlone > 0)
    return wrong('processes', `${sentence}, without REDIS_URL: none that has one starts beside it.`)
  if (!hasRedis && processes > processesAlone)
    return wrong('processes', `${sentence}, with a REDIS_URL: none that has none starts beside them.`)
  return fine('processes', processesAlone > 0 ? `${sentence}; without REDIS_URL no second one starts.` : `${sentence}.`)
}

function connections({ connections, connectionsOfAccount, processes }: FoundServer): Finding {
  const sharing = Math.max(processes, 1)
  if (connectionsOfAccount > 0 && connectionsOfAccount < sharing * cliDefaults.connectionsOfAccount)
    return warning(
      'connections',
      `An account may have ${connectionsOfAccount} (max_user_connections), and each process needs ${cliDefaults.connectionsOfAccount} of one.`,
    )
  const each = shareOf(connections, sharing)
  const sentence = `The server takes ${connections} (max_connections): each of ${sharing} opens ${each} to read and ${each} to write.`
  return each === mysqlDefaults.fewest
    ? warning('connections', `${sentence} With so few, tenants wait for one another.`)
    : fine('connections', sentence)
}

async function databaseFiles(dataDir: string): Promise<readonly Finding[]> {
  const found = await inspectDatabases(dataDir)
  if (found.length === 0) return [fine('databases', 'There are none yet.')]
  const findings = found.flatMap(({ name, problem, pendingMigrations, unauthorized }) => [
    ...(problem === undefined ? [] : [wrong('databases', `The database of ${name} is damaged: ${problem}.`)]),
    ...(pendingMigrations > 0
      ? [warning('databases', `The database of ${name} is older: run \`colloquy migrate\`.`)]
      : []),
    ...(pendingMigrations < 0
      ? [wrong('databases', `The database of ${name} is of a newer version of Colloquy.`)]
      : []),
    ...unauthorized.map((sentence) => warning('channels', sentence)),
  ])
  const sound = `${found.length} ${found.length === 1 ? 'is' : 'are'} whole and up to date.`
  return findings.some(({ about }) => about === 'databases') ? findings : [fine('databases', sound), ...findings]
}

/** The folder itself, or the nearest above it that exists. */
async function nearest(folder: string): Promise<string> {
  const there = await stat(folder).then(
    () => true,
    () => false,
  )
  return there || dirname(folder) === folder ? folder : nearest(dirname(folder))
}
