import type { Command } from 'commander'
import type { Terminal } from './terminal.ts'

export function moveCommands(colloquy: Command, tenant: Command, terminal: Terminal): void {
  tenant
    .command('move <code>')
    .description('move a tenant to another place while it works, or take the move back')
    .option('--to <place>', 'the name of the place; main is DATA_DIR')
    .option('--rollback', 'call off what is under way, or move it back', false)
    .option('--json', 'print JSON', false)
    .action(async (code: string, options: { to?: string; rollback: boolean; json: boolean }, command: Command) => {
      if ((options.to === undefined) !== options.rollback)
        command.error('Name a place with --to, or take the move back with --rollback.', { exitCode: 2 })
      const { moveTenant } = await import('./move.ts')
      await moveTenant(terminal, code, options)
    })
  const place = colloquy.command('place').description('where tenants may be, besides DATA_DIR')
  place
    .command('add <name> <folder>')
    .description('register a folder on another volume')
    .option('--json', 'print JSON', false)
    .action(async (name: string, folder: string, options: { json: boolean }) => {
      const { addPlace } = await import('./move.ts')
      await addPlace(terminal, name, folder, options)
    })
  place
    .command('list')
    .description('list the places, and how many tenants are there')
    .option('--json', 'print JSON', false)
    .action(async (options: { json: boolean }) => {
      const { listPlaces } = await import('./move.ts')
      await listPlaces(terminal, options)
    })
  place
    .command('remove <name>')
    .description('forget a place where no tenant is')
    .action(async (name: string) => {
      const { removePlace } = await import('./move.ts')
      await removePlace(terminal, name)
    })
}
