import { openWorkspace } from './open.ts'
import { CommandFailed, printRow, type Terminal } from './terminal.ts'

/** Throws CommandFailed when the log was tampered with. */
export async function verifyAudit(terminal: Terminal, { json }: { readonly json: boolean }): Promise<void> {
  await using workspace = await openWorkspace(terminal)
  const { entries, head, problem } = workspace.audit.verify()
  printRow(
    terminal,
    { entries, head, verified: problem === undefined, ...(problem && { seq: problem.seq, problem: problem.problem }) },
    json,
  )
  if (problem !== undefined) throw new CommandFailed()
}
