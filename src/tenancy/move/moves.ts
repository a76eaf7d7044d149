import { moveDefaults } from '../../config/defaults.ts'
import { Conflict, NotFound, Refused } from '../../contracts/errors.ts'
import type { TenantCode, TenantKey } from '../../contracts/id.ts'
import type { Log } from '../../contracts/log.ts'
import type { MovePhase, MoveReport, Moves, MoveView } from '../../contracts/places.ts'
import type { Databases } from '../databases.ts'
import { folderMover, removeLeft, type FolderMoveOptions } from './folder-mover.ts'
import { moverApart, type MoverApart } from './mover-apart.ts'

/** What a move asks of whoever has the tenant open. */
export interface Road {
  /** Lets running turns end, closes the tenant and lets nobody in until what is given back is called. */
  pause(code: string): Promise<() => void>
  /** Whether SQLite may carry the tenant's log over by itself. */
  checkpoints(code: string, on: boolean): void
  /** Opens it again: it may have work. */
  reopen(code: string): Promise<unknown>
}

export interface MovesOptions {
  readonly databases: Databases
  readonly road: Road
  readonly clock: () => number
  readonly log: Log
  /** Of the host where the tenant goes; a folder's by default. */
  readonly mover?: (options: FolderMoveOptions) => MoverApart
}

export interface OpenMoves extends Moves {
  /** Begins again what the last process left. */
  resume(): Promise<void>
  /** Removes what was left behind when its time is over. */
  sweep(): Promise<void>
  /** The tenant goes away: so does its move. */
  stop(code: string): Promise<void>
  /** Resolves when the move that is under way has ended. */
  settled(code: string): Promise<void>
  /** What is under way is begun again at the next start. */
  close(): Promise<void>
}

interface Row {
  readonly tenant_key: TenantKey
  readonly code: TenantCode
  readonly from_place: string
  readonly to_place: string
  readonly phase: MovePhase
  readonly started_at: number
  readonly ended_at: number | null
  readonly report: string | null
  readonly problem: string | null
}

interface Running {
  readonly mover: MoverApart
  readonly ended: Promise<void>
  stopped: string | undefined
}

/** The platform's database says where a tenant is: until one transaction says otherwise, it is where it was. */
export function openMoves({ databases, road, clock, log, mover: makeMover = moverApart }: MovesOptions): OpenMoves {
  const { platform, places } = databases
  const running = new Map<string, Running>()
  const select = `select tenant_moves.*, tenants.code from tenant_moves join tenants on tenants.key = tenant_moves.tenant_key`
  const byCode = platform.prepare<[string], Row>(`${select} where tenants.code = ?`)
  const unfinished = platform.prepare<[], Row>(`${select} where phase in ('copying', 'switched')`)
  const keyOf = platform.prepare<[string], { key: TenantKey }>('select key from tenants where code = ?')
  const forget = platform.prepare<[string]>('delete from tenant_moves where tenant_key = ?')
  const insert = platform.prepare<[string, string, string, number]>(
    `insert into tenant_moves (tenant_key, from_place, to_place, phase, started_at) values (?, ?, ?, 'copying', ?)`,
  )
  const settle = platform.prepare<[MovePhase, number, string | null, string | null, string]>(
    'update tenant_moves set phase = ?, ended_at = ?, report = ?, problem = ? where tenant_key = ?',
  )
  const leave = platform.prepare<[string]>('delete from tenant_places where tenant_key = ?')
  const arrive = platform.prepare<[string, string]>('insert into tenant_places (tenant_key, place) values (?, ?)')

  const rootsOf = ({ from_place, to_place, code }: Row): FolderMoveOptions => ({
    code,
    from: places.rootOf(from_place),
    to: places.rootOf(to_place),
  })

  function existing(code: string): Row {
    const row = byCode.get(code)
    if (row === undefined) throw new NotFound('The tenant was never moved.')
    return row
  }

  function begun(row: Row): void {
    const mover = makeMover(rootsOf(row))
    const state: Running = { mover, stopped: undefined, ended: Promise.resolve() }
    const ended = run(row, state)
      .catch((error: unknown) => log.error({ tenant: row.code, error }, 'What came of a move could not be kept.'))
      .finally(() => running.delete(row.code))
    running.set(row.code, Object.assign(state, { ended }))
  }

  async function run(row: Row, state: Running): Promise<void> {
    const { code, tenant_key: key } = row
    const startedAt = clock()
    road.checkpoints(code, false)
    try {
      await state.mover.copy()
      const report = await switched(row, state)
      log.info({ tenant: code, ...report, ms: clock() - startedAt }, 'A tenant was moved.')
      await state.mover.switch()
    } catch (error) {
      const isThere = byCode.get(code)?.phase === 'switched'
      const problem = state.stopped ?? (error instanceof Error ? error.message : String(error))
      if (isThere) log.error({ tenant: code, error }, 'What a move left behind is put aside at the next start.')
      else if (state.stopped !== closing) {
        await state.mover.end()
        await folderMover(rootsOf(row)).rollback()
        await platform.write(() => settle.run('failed', clock(), null, problem, key))
        log.error({ tenant: code, problem }, 'A tenant could not be moved: it is where it was.')
      }
    } finally {
      road.checkpoints(code, true)
      await state.mover.end()
    }
  }

  /** The pause: from its first moment to its last nobody writes, and the platform says in between where the tenant is. */
  async function switched(row: Row, { mover }: Running): Promise<MoveReport> {
    const letIn = await road.pause(row.code)
    const began = performance.now()
    try {
      const compared = await within(mover.verify())
      const report: MoveReport = { ...compared, pauseMs: Math.ceil(performance.now() - began) }
      await platform.write(() => {
        leave.run(row.tenant_key)
        if (row.to_place !== 'main') arrive.run(row.tenant_key, row.to_place)
        settle.run('switched', clock(), JSON.stringify(report), null, row.tenant_key)
      })
      return report
    } catch (error) {
      // It holds the lock on writing: first it goes, then the others are let in.
      await mover.end()
      throw error
    } finally {
      letIn()
      road
        .reopen(row.code)
        .catch((error: unknown) => log.warn({ tenant: row.code, error }, 'It is opened by the next sweep.'))
    }
  }

  async function halt(code: string, reason: string): Promise<void> {
    const one = running.get(code)
    if (one === undefined) return
    one.stopped = reason
    await one.mover.end()
    await one.ended
  }

  const moves: OpenMoves = {
    of: (code) => {
      const row = byCode.get(code)
      return row === undefined ? undefined : viewOf(row)
    },
    async begin(code, to) {
      const key = keyOf.get(code)?.key
      if (key === undefined) throw new NotFound('There is no such tenant.')
      // It is there already; what it left behind is still put aside.
      if (byCode.get(code)?.phase === 'switched') await running.get(code)?.ended
      places.rootOf(to)
      const from = places.placeOf(code as TenantCode) // its row was found
      for (const place of [from, to]) await places.demandMounted(place)
      if (from === to) throw new Conflict(`The tenant is in ${to} already.`)
      if (running.has(code)) throw new Conflict('The tenant is on its way already.')
      const before = byCode.get(code)
      if (before?.phase === 'switched') await removeLeft(places.rootOf(before.from_place), before.code)
      await platform.write(() => {
        forget.run(key)
        insert.run(key, from, to, clock())
      })
      const row = existing(code)
      begun(row)
      return viewOf(row)
    },
    async rollback(code) {
      const row = existing(code)
      if (running.has(code) && row.phase === 'copying') {
        await halt(code, 'It was called off.')
        return viewOf(existing(code))
      }
      if (row.phase === 'failed') throw new Conflict('The tenant is where it was.')
      return moves.begin(code, row.from_place)
    },
    async resume() {
      for (const row of unfinished.all()) {
        try {
          if (row.phase === 'copying') begun(row)
          else await folderMover(rootsOf(row)).switch()
        } catch (error) {
          log.error({ tenant: row.code, error }, 'A move could not be taken up again.')
        }
      }
      await Promise.resolve()
    },
    async sweep() {
      for (const row of unfinished.all()) {
        if (row.phase !== 'switched' || clock() < (row.ended_at ?? 0) + moveDefaults.graceMs) continue
        await removeLeft(places.rootOf(row.from_place), row.code)
        await platform.write(() => settle.run('done', row.ended_at ?? 0, row.report, null, row.tenant_key))
      }
    },
    stop: (code) => halt(code, 'The tenant was removed.'),
    settled: async (code) => running.get(code)?.ended,
    async close() {
      await Promise.all([...running.keys()].map((code) => halt(code, closing)))
    },
  }
  return moves
}

const closing = 'The gateway stops.'

async function within<Value>(step: Promise<Value>): Promise<Value> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => late.reject(new Refused(`The pause was not over after ${moveDefaults.pauseMs} ms.`)),
    moveDefaults.pauseMs,
  ).unref()
  try {
    return await Promise.race([step, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

function viewOf({ from_place, to_place, phase, started_at, ended_at, report, problem }: Row): MoveView {
  return {
    from: from_place,
    to: to_place,
    phase,
    startedAt: started_at,
    ...(ended_at === null ? {} : { endedAt: ended_at }),
    ...(problem === null ? {} : { problem }),
    ...(report === null ? {} : { report: JSON.parse(report) as MoveReport }), // written by `switched`
  }
}
