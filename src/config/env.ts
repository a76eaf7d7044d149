import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { GatewayError } from '../contracts/errors.ts'
import { problemsTogether, type Environment } from './env/together.ts'
import { Unfit } from './env/values.ts'
import { variables, type Config } from './env/variables.ts'

export type { Role } from './env/values.ts'
export { variableNames, type Config } from './env/variables.ts'

/**
 * The only reader of the environment. Every variable is a line of `env/variables.ts`. Everything that is wrong is said at
 * once, in sentences that name the variable and never show its value: it may be a secret that was put into the wrong
 * variable.
 */

/** The start is refused; `problems` are sentences for the operator. The process ends with `exitCode`. */
export class ConfigError extends GatewayError {
  readonly code = 'E_CONFIG'
  /** EX_CONFIG of sysexits.h. */
  readonly exitCode = 78
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

/** Pure: an empty value counts as unset, as compose files and CI forms leave it. Throws ConfigError. */
export function readConfig(env: Environment): Config {
  const problems: string[] = []
  const config = Object.fromEntries(
    Object.entries(variables).map(([key, { name, read }]) => {
      const text = env[name]?.trim()
      try {
        return [key, read(text === '' ? undefined : text)]
      } catch (error) {
        if (!(error instanceof Unfit)) throw error
        problems.push(`${name} ${error.message}`)
        return [key, undefined]
      }
    }),
  )
  problems.push(...problemsTogether(env))
  if (problems.length > 0) throw new ConfigError(problems)
  return config as Config // one entry per variable, each read by its own reader
}

/**
 * The process's environment, completed by a `.env` file of the current folder where there is one: what is set already
 * wins over the file. Throws ConfigError when the file is there and cannot be read.
 */
export function environment(): Environment {
  return { ...dotEnv(), ...process.env }
}

function dotEnv(): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync('.env', 'utf8'))
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code // what fs throws
    if (code === 'ENOENT') return {}
    throw new ConfigError([`.env cannot be read (${code ?? 'unknown reason'}).`])
  }
}
