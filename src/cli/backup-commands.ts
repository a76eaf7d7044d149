import { Option, type Command } from 'commander'
import type { Terminal } from './terminal.ts'

interface Places {
  readonly to?: string
  readonly keyFile?: string
  readonly json: boolean
}

const json = () => new Option('--json', 'print JSON').default(false)
const keyFile = () => new Option('--key-file <file>', 'the file with what they are sealed with (default: BACKUP_KEY)')
const place = (flags: string) => new Option(flags, 'a folder or a bucket with sealed backups (default: BACKUP_TO)')
const keep = () => new Option('--keep <days>', 'which stay, such as 7d,4w,12m')
const keepLast = () => new Option('--keep-last <number>', 'so many stay').conflicts('keep')

export function backupCommands(colloquy: Command, terminal: Terminal): void {
  const backup = colloquy
    .command('backup')
    .argument('[folder]', 'a new folder, for a copy in the clear; without it the backup is sealed and goes to a place')
    .description('back up everything, while the server runs')
    .addOption(place('--to <place>'))
    .addOption(keyFile())
    .option('--tenant <code>', 'one tenant alone')
    .addOption(keep())
    .addOption(keepLast())
    .addOption(json())
    .action(
      async (folder: string | undefined, options: Places & { tenant?: string; keep?: string; keepLast?: string }) => {
        const commands = await import('./backup.ts')
        if (folder !== undefined) await commands.makeBackup(terminal, folder, options)
        else if (commands.hasPlace(terminal, options.to)) await commands.sealBackup(terminal, options)
        else backup.error('Name a folder for a copy in the clear, or a place with --to or BACKUP_TO.', { exitCode: 2 })
      },
    )
  backup
    .command('list')
    .description('list the backups of a place')
    .addOption(place('--from <place>'))
    .addOption(keyFile())
    .addOption(json())
    .action(async (_own: unknown, command: Command) => {
      const { listBackupsOf } = await import('./backup.ts')
      await listBackupsOf(terminal, command.optsWithGlobals())
    })
  backup
    .command('verify [id]')
    .description('read everything that a backup is made of, and compare it with its checksums (default: the newest)')
    .option('--all', 'every backup of the place', false)
    .addOption(place('--from <place>'))
    .addOption(keyFile())
    .addOption(json())
    .action(async (id: string | undefined, _own: unknown, command: Command) => {
      const { verifyBackups } = await import('./backup.ts')
      await verifyBackups(terminal, id, command.optsWithGlobals())
    })
  backup
    .command('prune')
    .description('remove the backups that are not to be kept (default: BACKUP_KEEP), and what none of the others has')
    .addOption(place('--from <place>'))
    .addOption(keyFile())
    .addOption(keep())
    .addOption(keepLast())
    .addOption(json())
    .action(async (_own: unknown, command: Command) => {
      const { pruneBackupsOf } = await import('./backup.ts')
      await pruneBackupsOf(terminal, command.optsWithGlobals())
    })
  restoreCommand(colloquy, terminal)
}

function restoreCommand(colloquy: Command, terminal: Terminal): void {
  const restore = colloquy
    .command('restore')
    .argument('[folder]', 'a copy in the clear')
    .description('bring a backup back into an empty DATA_DIR, or one tenant into an installation')
    .addOption(place('--from <place>'))
    .addOption(keyFile())
    .option('--backup <id>', 'which (default: the newest)')
    .option('--tenant <code>', 'one tenant alone, beside those that are there; a server may run')
    .option('--as <code>', 'the tenant’s code from now on')
    .addOption(json())
    .action(async (folder: string | undefined, options: RestoreOptions) => {
      const commands = await import('./backup.ts')
      if (folder !== undefined) await commands.restoreBackup(terminal, folder, options)
      else if (!commands.hasPlace(terminal, options.from))
        restore.error('Name the folder of a copy in the clear, or a place with --from or BACKUP_TO.', { exitCode: 2 })
      else if (options.tenant === undefined) await commands.restoreEverything(terminal, options)
      else await commands.restoreOneTenant(terminal, options.tenant, options)
    })
}

interface RestoreOptions {
  readonly from?: string
  readonly keyFile?: string
  readonly backup?: string
  readonly tenant?: string
  readonly as?: string
  readonly json: boolean
}
