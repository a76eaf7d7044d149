import { createTeam } from '../auth/team.ts'
import { createAttempts } from '../auth/attempts.ts'
import { roles } from '../contracts/accounts.ts'
import type { Role } from '../contracts/accounts.ts'
import { Invalid, NotFound, Refused } from '../contracts/errors.ts'
import { secret } from '../contracts/shape.ts'
import { randomId } from '../tenancy/random.ts'
import { askFor } from './ask.ts'
import { openWorkspace, type Workspace } from './open.ts'
import { printRow, printRows, type Terminal } from './terminal.ts'

const teamOf = ({ accounts }: Workspace) =>
  createTeam(accounts, createAttempts(Date.now), (prefix) => `${prefix}_${randomId(20)}`, Date.now)

async function tenantOf({ directory }: Workspace, code: string) {
  const tenant = await directory.find(code)
  if (tenant === undefined) throw new NotFound(`There is no tenant ${code}.`)
  return tenant
}

/** Prints the token by which the person joins. */
export async function inviteUser(
  terminal: Terminal,
  code: string,
  email: string,
  { role, json }: { readonly role: string; readonly json: boolean },
): Promise<void> {
  await using workspace = await openWorkspace(terminal)
  const tenant = await tenantOf(workspace, code)
  const { invitation, token } = await teamOf(workspace).invite(tenant.key, { email, role: roleOf(role) }, 'cli')
  await workspace.note('user invite', tenant.key, { email: invitation.email, role: invitation.role })
  const expiresAt = new Date(invitation.expiresAt).toISOString()
  printRow(terminal, { email: invitation.email, role: invitation.role, token, expiresAt }, json)
}

export async function listUsers(terminal: Terminal, code: string, { json }: { readonly json: boolean }): Promise<void> {
  await using workspace = await openWorkspace(terminal)
  const tenant = await tenantOf(workspace, code)
  const rows = teamOf(workspace)
    .list(tenant.key)
    .map(({ user, role }) => ({ id: user.id, email: user.email, name: user.name, role }))
  printRows(terminal, rows, json)
}

/** Makes an account that administers the platform; the password is asked for, or read from what is piped in. */
export async function addAdmin(
  terminal: Terminal,
  email: string,
  { name, json }: { readonly name: string; readonly json: boolean },
): Promise<void> {
  const password = terminal.interactive
    ? await askFor('password', secret({ ask: 'A password for it' }))
    : await firstLine(terminal)
  await using workspace = await openWorkspace(terminal)
  const user = await teamOf(workspace).addPlatformAdmin({ email, name, password })
  await workspace.note('user admin', undefined, { user: user.id, email: user.email })
  printRow(terminal, { id: user.id, email: user.email, name: user.name }, json)
}

async function firstLine(terminal: Terminal): Promise<string> {
  for await (const line of terminal.lines()) return line
  throw new Refused('Pipe the password in, as one line.')
}

function roleOf(text: string): Role {
  const role = roles.find((known) => known === text)
  if (role === undefined) throw new Invalid(`A role is one of ${roles.join(', ')}.`, 'role')
  return role
}
