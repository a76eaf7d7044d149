import { Option, type Command } from 'commander'
import type { Terminal } from './terminal.ts'

const descriptions = {
  suspend: 'let a tenant stand still: unknown to platforms and visitors, and read-only for its people',
  resume: 'let a suspended tenant go on',
  restore: 'bring back a tenant that is being deleted, as it was before',
} as const

/** `colloquy tenant suspend|resume|delete|restore`. A running server follows within seconds. */
export function tenantLifeCommands(tenant: Command, terminal: Terminal): void {
  const json = () => new Option('--json', 'print JSON').default(false)
  for (const name of ['suspend', 'resume', 'restore'] as const) {
    tenant
      .command(`${name} <code>`)
      .description(descriptions[name])
      .addOption(json())
      .action(async (code: string, options: { json: boolean }) => {
        const { changeTenant } = await import('./tenant-life.ts')
        await changeTenant(terminal, name, code, options)
      })
  }
  tenant
    .command('delete <code>')
    .description('let a tenant stand still, and erase it with everything it has when its grace is over')
    .option('--now', 'without a grace', false)
    .addOption(json())
    .action(async (code: string, options: { now: boolean; json: boolean }) => {
      const { deleteTenant } = await import('./tenant-life.ts')
      await deleteTenant(terminal, code, options)
    })
}
