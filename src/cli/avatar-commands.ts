import { Option, type Command } from 'commander'
import type { Terminal } from './terminal.ts'

const json = () => new Option('--json', 'print JSON').default(false)

export function avatarCommands(colloquy: Command, terminal: Terminal): void {
  const avatar = colloquy.command('avatar').description('who says on websites what chatbots say: 3D models')
  avatar
    .command('check <file>')
    .description('say what is found in a GLB or VRM file, or why it would be refused')
    .addOption(json())
    .action(async (file: string, options: { json: boolean }) => {
      const { checkAvatar } = await import('./avatar.ts')
      await checkAvatar(terminal, file, options)
    })
  avatar
    .command('add <tenant> <file>')
    .description('bring a model for a tenant’s chatbots')
    .option('--name <name>', 'what it is called; the file’s name otherwise')
    .option('--licence <licence>', 'what may be done with it, where the file does not say so')
    .option('--author <author>', 'whose it is')
    .addOption(json())
    .action(
      async (
        code: string,
        file: string,
        options: { name?: string; licence?: string; author?: string; json: boolean },
      ) => {
        const { addAvatar } = await import('./avatar.ts')
        await addAvatar(terminal, code, file, options)
      },
    )
  avatar
    .command('list <tenant>')
    .description('list the avatars that a tenant may choose from')
    .addOption(json())
    .action(async (code: string, options: { json: boolean }) => {
      const { listAvatars } = await import('./avatar.ts')
      await listAvatars(terminal, code, options)
    })
}
