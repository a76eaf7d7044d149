import { Option, type Command } from 'commander'
import type { Terminal } from './terminal.ts'

const json = () => new Option('--json', 'print JSON').default(false)

export function chatbotCommands(colloquy: Command, terminal: Terminal): void {
  const chatbot = colloquy.command('chatbot').description('a tenant’s chatbots: files, versions and the way back')
  chatbot
    .command('export <tenant> <chatbot>')
    .description('print a chatbot (by id or name) as a file: everything but secrets and documents')
    .option('--out <file>', 'write it there')
    .option('--at <version>', 'as it was in this version')
    .action(async (code: string, wanted: string, options: { out?: string; at?: string }) => {
      const { exportChatbot } = await import('./chatbot.ts')
      await exportChatbot(terminal, code, wanted, options)
    })
  chatbot
    .command('import <tenant> <file>')
    .description('make a chatbot from a file, and say what it lacks here')
    .option('--dry-run', 'make nothing, and say the same', false)
    .option('--note <note>', 'what is said about it in the list of versions')
    .addOption(json())
    .action(async (code: string, file: string, options: { dryRun: boolean; note?: string; json: boolean }) => {
      const { importChatbot } = await import('./chatbot.ts')
      await importChatbot(terminal, code, file, options)
    })
  chatbot
    .command('versions <tenant> <chatbot>')
    .description('list what a chatbot was, the newest first')
    .addOption(json())
    .action(async (code: string, wanted: string, options: { json: boolean }) => {
      const { listVersions } = await import('./chatbot.ts')
      await listVersions(terminal, code, wanted, options)
    })
  chatbot
    .command('rollback <tenant> <chatbot> <version>')
    .description('bring an earlier version back, as the newest; a running server has it within two seconds')
    .option('--note <note>', 'why')
    .addOption(json())
    .action(async (code: string, wanted: string, version: string, options: { note?: string; json: boolean }) => {
      const { rollBack } = await import('./chatbot.ts')
      await rollBack(terminal, code, wanted, version, options)
    })
}
