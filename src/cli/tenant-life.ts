import { lifecycleDefaults } from '../config/defaults.ts'
import { NotFound } from '../contracts/errors.ts'
import type { TenantCode } from '../contracts/id.ts'
import type { TenantDirectory } from '../contracts/ports.ts'
import type { Tenant } from '../contracts/tenant.ts'
import { runningServer } from '../tenancy/lock.ts'
import { openWorkspace, type Workspace } from './open.ts'
import { rowOf } from './tenant.ts'
import { printRow, type Terminal } from './terminal.ts'

type Change = (directory: TenantDirectory, code: TenantCode) => Promise<Tenant>

const changes = {
  suspend: (directory, code) => directory.update(code, { state: 'suspended' }),
  resume: (directory, code) => directory.update(code, { state: 'active' }),
  restore: (directory, code) => directory.restore(code),
} as const satisfies Record<string, Change>

export async function changeTenant(
  terminal: Terminal,
  name: keyof typeof changes,
  code: string,
  { json }: { readonly json: boolean },
): Promise<void> {
  await using workspace = await openWorkspace(terminal)
  printRow(terminal, rowOf(await changed(workspace, name, code, changes[name])), json)
}

/** Its files are its server's, which may be writing to them: the server erases them. */
export async function deleteTenant(
  terminal: Terminal,
  code: string,
  { now, json }: { readonly now: boolean; readonly json: boolean },
): Promise<void> {
  await using workspace = await openWorkspace(terminal)
  const at = Date.now() + (now ? 0 : lifecycleDefaults.graceMs)
  const tenant = await changed(workspace, now ? 'delete --now' : 'delete', code, (directory, found) =>
    directory.removeAt(found, at),
  )
  printRow(terminal, rowOf(tenant), json)
  if (!now) return
  const running = await runningServer(workspace.config.dataDir)
  terminal.note(
    running === undefined
      ? 'No server runs on DATA_DIR: it is erased within seconds of the next start.'
      : 'The running server erases it within seconds.',
  )
}

async function changed(workspace: Workspace, action: string, code: string, change: Change): Promise<Tenant> {
  const { directory } = workspace
  const before = await directory.find(code)
  if (before === undefined) throw new NotFound(`There is no tenant ${code}.`)
  const tenant = await change(directory, before.code)
  await workspace.note(`tenant ${action}`, tenant.key, { code })
  return tenant
}
