import { createHash, randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { cliDefaults } from '../config/defaults.ts'
import { NotFound, Refused } from '../contracts/errors.ts'
import type { MoveView } from '../contracts/places.ts'
import { openAccounts } from '../tenancy/accounts.ts'
import { openDatabases, type Databases } from '../tenancy/databases.ts'
import { lockDataDir, runningServer } from '../tenancy/lock.ts'
import { openMoves } from '../tenancy/move/moves.ts'
import { randomId } from '../tenancy/random.ts'
import { configOfFiles } from './files.ts'
import { CommandFailed, printRow, printRows, type Row, type Terminal } from './terminal.ts'

interface Printing {
  readonly json: boolean
}

export async function addPlace(terminal: Terminal, name: string, folder: string, { json }: Printing): Promise<void> {
  await onDatabases(terminal, async ({ places }) =>
    printRow(terminal, { ...(await places.add(name, resolve(folder))) }, json),
  )
}

export async function listPlaces(terminal: Terminal, { json }: Printing): Promise<void> {
  await onDatabases(terminal, async ({ places }) =>
    printRows(
      terminal,
      places.list().map((place) => ({ ...place })),
      json,
    ),
  )
}

export async function removePlace(terminal: Terminal, name: string): Promise<void> {
  await onDatabases(terminal, ({ places }) => places.remove(name))
}

/** By the server, where one runs on the data folder: it has the tenant open. Throws CommandFailed when it stays where it was. */
export async function moveTenant(
  terminal: Terminal,
  code: string,
  { to, rollback, json }: Printing & { readonly to?: string; readonly rollback: boolean },
): Promise<void> {
  const { dataDir } = configOfFiles(terminal)
  await onDatabases(terminal, async (databases) => {
    const server = await runningServer(dataDir)
    const move =
      server === undefined
        ? await moveHere(databases, dataDir, code, to)
        : await moveThere(databases, server.url, code, rollback ? undefined : to)
    printRow(terminal, rowOf(move), json)
    const isWhereItWas = move.phase === 'failed'
    if (isWhereItWas && !rollback) throw new CommandFailed()
  })
}

/** Nobody has it open: there is nobody to pause. */
async function moveHere(
  databases: Databases,
  dataDir: string,
  code: string,
  to: string | undefined,
): Promise<MoveView> {
  const lock = await lockDataDir(dataDir)
  const log = { debug: nothing, info: nothing, warn: nothing, error: nothing, child: () => log }
  const moves = openMoves({
    databases,
    road: { pause: () => Promise.resolve(nothing), checkpoints: nothing, reopen: () => Promise.resolve() },
    clock: Date.now,
    log,
  })
  try {
    if (to === undefined) await moves.rollback(code)
    else await moves.begin(code, to)
    await moves.settled(code)
    const move = moves.of(code)
    if (move === undefined) throw new NotFound('The tenant was never moved.')
    return move
  } finally {
    await moves.close()
    await lock.release()
  }
}

const nothing = () => undefined

/** With a key of its own, which is gone when it is done. */
async function moveThere(
  { platform }: Databases,
  url: string | undefined,
  code: string,
  to: string | undefined,
): Promise<MoveView> {
  if (url === undefined) throw new Refused('The server is still starting: try again when it is ready.')
  const accounts = openAccounts(platform)
  const key = `ck_${randomBytes(32).toString('base64url')}`
  const id = `key_${randomId(16)}`
  const createdAt = new Date().toISOString()
  await accounts.addApiKey(
    {
      id,
      name: 'colloquy tenant move',
      prefix: key.slice(0, 7),
      tenant: undefined,
      scopes: ['tenants:write'],
      createdBy: undefined,
      createdAt,
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    },
    createHash('sha256').update(key).digest('hex'),
  )
  const ask = async (method: string, body?: object): Promise<MoveView> => {
    const response = await fetch(`${url}/api/v1/tenants/${encodeURIComponent(code)}/move`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(cliDefaults.requestMs),
    })
    const answer = (await response.json()) as Answered
    if ('error' in answer) throw new Refused(answer.error.message)
    return { ...answer, startedAt: Date.parse(answer.startedAt), endedAt: Date.parse(answer.endedAt ?? '') }
  }
  try {
    let move = await (to === undefined ? ask('DELETE') : ask('POST', { to }))
    while (move.phase === 'copying') {
      await pause(cliDefaults.lookMs)
      move = await ask('GET')
    }
    return move
  } finally {
    await accounts.removeApiKey(id)
  }
}

/** As the API answers. */
type Answered =
  | (Omit<MoveView, 'startedAt' | 'endedAt'> & { readonly startedAt: string; readonly endedAt?: string })
  | { readonly error: { readonly message: string } }

function rowOf({ from, to, phase, problem, report }: MoveView): Row {
  return { from, to, phase, problem, ...report }
}

async function onDatabases(terminal: Terminal, use: (databases: Databases) => Promise<void>): Promise<void> {
  const databases = await openDatabases(configOfFiles(terminal).dataDir)
  try {
    await use(databases)
  } finally {
    databases.close()
  }
}
