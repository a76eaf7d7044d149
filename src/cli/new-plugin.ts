import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Conflict, Invalid } from '../contracts/errors.ts'
import { checkPlugin } from '../handlers/manifest.ts'

/**
 * Writes a new plugin into `<directory>/<name>`: a few lines that work, with their documentation and tests. One test
 * fails until the author has said what the plugin should say. Gives the files' paths. Throws Invalid for a name that no
 * plugin may have and Conflict when the folder is there already.
 */
export async function newPlugin(name: string, directory: string): Promise<readonly string[]> {
  const { problems } = checkPlugin({ name })
  if (problems[0] !== undefined) throw new Invalid(problems[0], 'name')
  const folder = join(directory, name)
  await mkdir(directory, { recursive: true })
  await mkdir(folder).catch((error: unknown) => {
    throw new Conflict(`There is a folder ${folder} already; choose another name or remove it.`, { cause: error })
  })
  await mkdir(join(folder, 'talks'))
  const written: string[] = []
  for (const [file, text] of Object.entries(templateOf(name))) {
    const path = join(folder, file)
    await writeFile(path, text, { flag: 'wx' })
    written.push(path)
  }
  return written
}

function templateOf(name: string): Readonly<Record<string, string>> {
  const title = name.replaceAll('-', ' ')
  return {
    'index.ts': `import { definePlugin } from 'colloquy/sdk'

export default definePlugin({
  name: '${name}',
  intents: {
    ask: {
      // What people write when they want it. The more unlike each other, the better they are understood.
      examples: ['tell me about ${title}', 'what is ${title}?', '${title} please'],
      handle() {
        return 'Hello from ${title}.'
      },
    },
  },
})
`,
    'README.md': `# ${name}

What it does for the people who write to the bot, in a sentence or two, with an example of what they say and what they are
answered.

## Settings

None. Declare them in \`settings\` of \`index.ts\` and name each of them here.

## Testing

\`talks/\` holds conversations as they should go; \`npm test -- plugins/${name}\` plays them.
`,
    'talks/hello.txt': `# > is what a person writes, < is what the bot says. Write below what yours should say, and make index.ts say it.
> tell me about ${title}
< Here stands what ${title} should say.
`,
    [`${name}.test.ts`]: `import { testPlugin } from 'colloquy/testing'
import plugin from './index.ts'

testPlugin(plugin, { folder: new URL('.', import.meta.url) })
`,
  }
}
