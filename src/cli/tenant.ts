import { cliDefaults } from '../config/defaults.ts'
import type { TenantDirectory } from '../contracts/ports.ts'
import type { Tenant } from '../contracts/tenant.ts'
import { openWorkspace } from './open.ts'
import { printRow, printRows, type Row, type Terminal } from './terminal.ts'

export async function createTenant(
  terminal: Terminal,
  code: string,
  { name, plan, json }: { readonly name: string; readonly plan?: string; readonly json: boolean },
): Promise<void> {
  await using workspace = await openWorkspace(terminal)
  const tenant = await workspace.directory.create({ code, name, ...(plan === undefined ? {} : { plan }) })
  await workspace.note('tenant create', tenant.key, { code })
  printRow(terminal, rowOf(tenant), json)
}

export async function listTenants(terminal: Terminal, { json }: { readonly json: boolean }): Promise<void> {
  await using workspace = await openWorkspace(terminal)
  printRows(terminal, await Array.fromAsync(everyTenant(workspace.directory), rowOf), json)
}

export async function* everyTenant(directory: TenantDirectory): AsyncGenerator<Tenant> {
  let cursor: string | undefined
  do {
    const { items, nextCursor } = await directory.list(cliDefaults.pageSize, cursor)
    yield* items
    cursor = nextCursor ?? undefined
  } while (cursor !== undefined)
}

/** As the API shows it. */
export function rowOf({ key, code, name, plan, state, deletesAt, createdAt }: Tenant): Row {
  return { id: key, code, name, plan, state, ...(deletesAt === undefined ? {} : { deletesAt }), createdAt }
}
