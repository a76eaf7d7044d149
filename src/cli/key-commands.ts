import type { Command } from 'commander'
import type { Terminal } from './terminal.ts'

export function keyCommands(colloquy: Command, terminal: Terminal): void {
  colloquy
    .command('keys')
    .description('the master key')
    .command('rotate')
    .description('wrap every tenant’s data key with a new master key; no server may run meanwhile')
    .option('--key-file <file>', 'where SECRET_KEY is used: the file with the new key, made where there is none')
    .option('--json', 'print JSON', false)
    .action(async (options: { keyFile?: string; json: boolean }) => {
      const { rotateKeys } = await import('./keys.ts')
      await rotateKeys(terminal, options)
    })
}
