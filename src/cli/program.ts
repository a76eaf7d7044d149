import { Command, CommanderError, Option } from 'commander'
import { ConfigError } from '../config/env.ts'
import { packageVersion } from '../config/version.ts'
import { GatewayError } from '../contracts/errors.ts'
import { keyCommands } from './key-commands.ts'
import { tenantLifeCommands } from './tenant-commands.ts'
import { backupCommands } from './backup-commands.ts'
import { avatarCommands } from './avatar-commands.ts'
import { chatbotCommands } from './chatbot-commands.ts'
import { moveCommands } from './move-commands.ts'
import { CommandFailed, type Terminal } from './terminal.ts'

/** 0: done. 1: failed, with a sentence. 2: called wrongly. */
export type ExitCode = 0 | 1 | 2

/** Runs one command line (without `node` and the script). Never throws. */
export async function runCommand(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    await program(terminal).parseAsync([...words], { from: 'user' })
    return 0
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (error instanceof CommandFailed) return 1
    for (const sentence of sentencesOf(error)) terminal.note(sentence)
    return 1
  }
}

function sentencesOf(error: unknown): readonly string[] {
  if (error instanceof ConfigError) return error.problems
  if (error instanceof GatewayError) return [error.message]
  return [error instanceof Error ? (error.stack ?? error.message) : String(error)]
}

/** The table of contents. What a command does, and what that needs, is imported when it is called. */
function program(terminal: Terminal): Command {
  const colloquy = new Command('colloquy')
    .description('A self-hosted, multi-tenant bot gateway.')
    .version(packageVersion())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.note(text.trimEnd()),
    })
    .showHelpAfterError('(--help tells more)')
  tenantCommands(colloquy, terminal)
  userCommands(colloquy, terminal)
  auditCommands(colloquy, terminal)
  chatbotCommands(colloquy, terminal)
  avatarCommands(colloquy, terminal)
  channelCommands(colloquy, terminal)
  pluginCommands(colloquy, terminal)
  conversationCommands(colloquy, terminal)
  operatingCommands(colloquy, terminal)
  backupCommands(colloquy, terminal)
  keyCommands(colloquy, terminal)
  return colloquy
}

const json = () => new Option('--json', 'print JSON').default(false)

function tenantCommands(colloquy: Command, terminal: Terminal): void {
  const tenant = colloquy.command('tenant').description('tenants of this gateway')
  tenant
    .command('create <code>')
    .description('create a tenant, provisioned and live')
    .requiredOption('--name <name>', 'what people call it')
    .option('--plan <plan>', 'its plan')
    .addOption(json())
    .action(async (code: string, options: { name: string; plan?: string; json: boolean }) => {
      const { createTenant } = await import('./tenant.ts')
      await createTenant(terminal, code, options)
    })
  tenant
    .command('list')
    .description('list tenants')
    .addOption(json())
    .action(async (options: { json: boolean }) => {
      const { listTenants } = await import('./tenant.ts')
      await listTenants(terminal, options)
    })
  tenantLifeCommands(tenant, terminal)
  moveCommands(colloquy, tenant, terminal)
}

function userCommands(colloquy: Command, terminal: Terminal): void {
  const user = colloquy.command('user').description('people with accounts')
  user
    .command('invite <tenant> <email>')
    .description('let somebody join a tenant; prints the token they join with')
    .option('--role <role>', 'owner, admin, developer, agent or viewer', 'owner')
    .addOption(json())
    .action(async (code: string, email: string, options: { role: string; json: boolean }) => {
      const { inviteUser } = await import('./user.ts')
      await inviteUser(terminal, code, email, options)
    })
  user
    .command('list <tenant>')
    .description('list a tenant’s people')
    .addOption(json())
    .action(async (code: string, options: { json: boolean }) => {
      const { listUsers } = await import('./user.ts')
      await listUsers(terminal, code, options)
    })
  user
    .command('admin <email>')
    .description('make an account that administers the platform; asks for its password, or reads it piped in')
    .requiredOption('--name <name>', 'what people call them')
    .addOption(json())
    .action(async (email: string, options: { name: string; json: boolean }) => {
      const { addAdmin } = await import('./user.ts')
      await addAdmin(terminal, email, options)
    })
}

function auditCommands(colloquy: Command, terminal: Terminal): void {
  colloquy
    .command('audit')
    .description('the log of who changed what')
    .command('verify')
    .description('walk the whole log: nothing of it was changed or taken out')
    .addOption(json())
    .action(async (options: { json: boolean }) => {
      const { verifyAudit } = await import('./audit.ts')
      await verifyAudit(terminal, options)
    })
}

function channelCommands(colloquy: Command, terminal: Terminal): void {
  const channel = colloquy.command('channel').description('a tenant’s accounts on platforms')
  channel
    .command('add <tenant> <platform>')
    .description('connect a chatbot to an account; asks for what is missing')
    .option('--bot <chatbot>', 'id or name of the chatbot (default: the only one, made where there is none)')
    .option('--name <name>', 'what people call the channel (default: the platform)')
    .option('--set <key=value...>', 'settings of the platform')
    .addOption(json())
    .action(
      async (
        code: string,
        platform: string,
        options: { bot?: string; name?: string; set?: string[]; json: boolean },
      ) => {
        const { addChannel } = await import('./channel.ts')
        await addChannel(terminal, code, platform, options)
      },
    )
  channel
    .command('list <tenant>')
    .description('list a tenant’s channels')
    .addOption(json())
    .action(async (code: string, options: { json: boolean }) => {
      const { listChannels } = await import('./channel.ts')
      await listChannels(terminal, code, options)
    })
  newChannelCommand(channel, terminal)
}

function newChannelCommand(channel: Command, terminal: Terminal): void {
  channel
    .command('new <platform>')
    .description('make an adapter for another platform from the template')
    .option('--dir <folder>', 'the folder that holds adapters')
    .action(async (platform: string, options: { dir?: string }) => {
      const { makeChannel } = await import('./new-channel.ts')
      await makeChannel(terminal, platform, options)
    })
}

function pluginCommands(colloquy: Command, terminal: Terminal): void {
  const plugin = colloquy.command('plugin').description('plugins of this gateway')
  plugin
    .command('new <name>')
    .description('make a plugin from the template')
    .option('--dir <folder>', 'the folder that holds plugins')
    .action(async (name: string, options: { dir?: string }) => {
      const { makePlugin } = await import('./plugin.ts')
      await makePlugin(terminal, name, options)
    })
  plugin
    .command('list')
    .description('list the plugins that are loaded')
    .option('--dir <folder>', 'the folder that holds plugins')
    .addOption(json())
    .action(async (options: { dir?: string; json: boolean }) => {
      const { listPlugins } = await import('./plugin.ts')
      await listPlugins(terminal, options)
    })
  plugin
    .command('check [dir]')
    .description('check a plugin, or every plugin in a folder')
    .addOption(json())
    .action(async (folder: string | undefined, options: { json: boolean }) => {
      const { checkPlugins } = await import('./plugin.ts')
      await checkPlugins(terminal, folder, options)
    })
}

function conversationCommands(colloquy: Command, terminal: Terminal): void {
  colloquy
    .command('talk')
    .description('talk to a chatbot in the terminal, through the real pipeline')
    .option('--tenant <code>', 'whose chatbot', 'demo')
    .option('--bot <chatbot>', 'id or name of the chatbot (default: the first with a website)')
    .option('--url <url>', 'a running server (default: the one of DATA_DIR; else one is started here)')
    .option('--embed <embedId>', 'the chatbot by its embed id, for a server elsewhere')
    .action(async (options: { tenant: string; bot?: string; url?: string; embed?: string }) => {
      const { talk } = await import('./talk.ts')
      await talk(terminal, options)
    })
  colloquy
    .command('receive <platform> <fixture>')
    .description('play a fixture (by name, or a file) into a running gateway, signed as the platform would')
    .option('--tenant <code>', 'whose channel', 'demo')
    .option('--channel <id>', 'which of its channels (default: the platform’s first)')
    .option('--url <url>', 'a running server (default: the one of DATA_DIR)')
    .option('--again', 'give it a new number, so that it is not known already', false)
    .action(
      async (
        platform: string,
        fixture: string,
        options: { tenant: string; channel?: string; url?: string; again: boolean },
      ) => {
        const { receive } = await import('./receive.ts')
        await receive(terminal, platform, fixture, options)
      },
    )
  colloquy
    .command('record')
    .description('stand before a running gateway and save what platforms send as fixtures, made anonymous')
    .option('--port <port>', 'where platforms call meanwhile', '3001')
    .option('--url <url>', 'the gateway that it is passed on to (default: the one of DATA_DIR)')
    .option('--dir <folder>', 'where the fixtures go, a folder per platform', 'recorded')
    .action(async (options: { port: string; url?: string; dir: string }) => {
      const { record } = await import('./record.ts')
      await record(terminal, options)
    })
}

function operatingCommands(colloquy: Command, terminal: Terminal): void {
  colloquy
    .command('migrate')
    .description('bring every database up to this version')
    .addOption(json())
    .action(async (options: { json: boolean }) => {
      const { migrate } = await import('./migrate.ts')
      await migrate(terminal, options)
    })
  colloquy
    .command('migrate-to')
    .description('copy everything from the files of DATA_DIR to a MySQL server, and compare every row')
    .argument('<url>', 'mysql://user:password@host:port/database, of an account that may make databases and accounts')
    .addOption(json())
    .action(async (url: string, options: { json: boolean }) => {
      const { migrateTo } = await import('./migrate-to.ts')
      await migrateTo(terminal, url, options)
    })
  const models = colloquy.command('models').description('what compares the meaning of texts')
  models
    .command('list')
    .description('list them, and which is used')
    .addOption(json())
    .action(async (options: { json: boolean }) => {
      const { listModels } = await import('./models.ts')
      listModels(terminal, options)
    })
  models
    .command('pull')
    .description('download the one for about 100 languages, 135 MB')
    .action(async () => {
      const { pullModel } = await import('./models.ts')
      await pullModel(terminal)
    })
  colloquy
    .command('doctor')
    .description('say what is missing or wrong')
    .addOption(json())
    .action(async (options: { json: boolean }) => {
      const { doctor } = await import('./doctor.ts')
      await doctor(terminal, options)
    })
}
