import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { Busy, Conflict, Invalid, NotFound } from '../contracts/errors.ts'
import type { TenantCode } from '../contracts/id.ts'
import type { PlaceView } from '../contracts/places.ts'
import type { Database } from './database.ts'

/** The data folder, which is the place of whoever was never moved. */
export const mainPlace = 'main'

/** Where tenants are: in the data folder, or on another volume that was registered. The platform's database decides. */
export interface Places {
  list(): readonly PlaceView[]
  /** Throws Invalid for a name or a folder that cannot be one, Conflict for one that is taken. */
  add(name: string, folder: string): Promise<PlaceView>
  /** Throws NotFound, and Conflict while tenants are there. */
  remove(name: string): Promise<void>
  /** The folder that holds `tenants` and `files` of the place. Throws NotFound. */
  rootOf(name: string): string
  /** Every one there is. */
  roots(): readonly string[]
  placeOf(tenant: TenantCode): string
  /** The folder of the tenant's place. */
  homeOf(tenant: TenantCode): string
  /** Throws Conflict while the tenant is on its way: what another process wrote then would stay behind. */
  demandAtRest(tenant: TenantCode): void
  /** Throws Busy when the volume is not there: what would be made in its place would hide what is on it. */
  demandMounted(name: string): Promise<void>
}

const namePattern = /^[a-z][a-z0-9-]{0,38}[a-z0-9]$/
/** Tells the volume from the empty folder that it is mounted on. */
const markFile = 'colloquy-place.json'

interface Row {
  readonly name: string
  readonly folder: string
  readonly tenants: number
}

export function openPlaces(database: Database, dataDir: string): Places {
  const rows = database.prepare<[], Row>(
    'select name, folder, (select count(*) from tenant_places where place = name) as tenants from places order by name',
  )
  const row = database.prepare<[string], Row>(
    'select name, folder, (select count(*) from tenant_places where place = name) as tenants from places where name = ?',
  )
  const placed = database.prepare<[string], { place: string }>(
    'select place from tenant_places join tenants on tenants.key = tenant_places.tenant_key where tenants.code = ?',
  )
  const inMain = database.prepare<[], { tenants: number }>(
    'select count(*) as tenants from tenants where key not in (select tenant_key from tenant_places)',
  )
  const insert = database.prepare<[string, string, number]>(
    'insert into places (name, folder, created_at) values (?, ?, ?)',
  )
  const moving = database.prepare<[string, string], { n: number }>(
    "select count(*) as n from tenant_moves where phase in ('copying', 'switched') and (from_place = ? or to_place = ?)",
  )
  const onItsWay = database.prepare<[string]>(
    "select 1 from tenant_moves join tenants on tenants.key = tenant_moves.tenant_key where code = ? and phase = 'copying'",
  )

  function rootOf(name: string): string {
    if (name === mainPlace) return dataDir
    const found = row.get(name)
    if (found === undefined) throw new NotFound(`There is no place ${name}.`)
    return found.folder
  }
  const placeOf = (tenant: TenantCode) => placed.get(tenant)?.place ?? mainPlace

  return {
    list: () => [{ name: mainPlace, folder: dataDir, tenants: inMain.get()?.tenants ?? 0 }, ...rows.all()],
    async add(name, folder) {
      if (!namePattern.test(name) || name === mainPlace)
        throw new Invalid('A place’s name has 2 to 40 lower-case letters, digits and hyphens, and is not main.', 'name')
      const root = resolve(folder)
      if (root !== folder) throw new Invalid('The folder must be an absolute path, without dots.', 'folder')
      const taken = [dataDir, ...rows.all().map((place) => place.folder)]
      if (taken.some((other) => isWithin(root, other) || isWithin(other, root)))
        throw new Conflict('The folder is part of another place, or the other way round.')
      if (row.get(name) !== undefined) throw new Conflict(`There is a place ${name} already.`)
      await mark(root, name)
      await database.write(() => insert.run(name, root, Date.now()))
      return { name, folder: root, tenants: 0 }
    },
    async remove(name) {
      rootOf(name)
      await database.write(() => {
        if (name === mainPlace || (row.get(name)?.tenants ?? 0) > 0 || (moving.get(name, name)?.n ?? 0) > 0)
          throw new Conflict('Tenants are there, or on their way: move them first.')
        database.prepare<[string]>('delete from places where name = ?').run(name)
      })
    },
    rootOf,
    roots: () => [dataDir, ...rows.all().map(({ folder }) => folder)],
    placeOf,
    homeOf: (tenant) => rootOf(placeOf(tenant)),
    demandAtRest(tenant) {
      if (onItsWay.get(tenant) !== undefined)
        throw new Conflict(`${tenant} is being moved: try again when it is there.`)
    },
    async demandMounted(name) {
      if (name !== mainPlace && (await markOf(rootOf(name))) !== name)
        throw new Busy(`The place ${name} is not there: mount its volume at ${rootOf(name)}.`)
    },
  }
}

const isWithin = (inner: string, outer: string) => !relative(outer, inner).startsWith('..')

async function mark(root: string, name: string): Promise<void> {
  try {
    for (const folder of ['tenants', 'files']) await mkdir(join(root, folder), { recursive: true, mode: 0o700 })
    const before = await markOf(root)
    if (before !== undefined && before !== name)
      throw new Conflict(`The folder is the place ${before} of this or another installation.`)
    await writeFile(join(root, markFile), `${JSON.stringify({ place: name })}\n`, { mode: 0o600 })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code // what fs throws
    if (code === undefined || error instanceof Conflict) throw error
    throw new Invalid(`The folder cannot be written to (${code}).`, 'folder')
  }
}

async function markOf(root: string): Promise<string | undefined> {
  const text = await readFile(join(root, markFile), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  return (JSON.parse(text) as { place: string }).place // written by `mark`
}
