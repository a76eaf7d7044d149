import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { findWeights, hasWeights, multilingual, weightFiles } from '../ai/weights.ts'
import { cliDefaults } from '../config/defaults.ts'
import { readConfig } from '../config/env.ts'
import { CommandFailed, printRows, type Terminal } from './terminal.ts'

/** What compares meaning: which models there are, and which is used. */
export function listModels(terminal: Terminal, { json }: { readonly json: boolean }): void {
  const folder = modelsFolder(terminal)
  const used = findWeights(folder).model
  const rows = [
    { model: findWeights(undefined).model, languages: 'en', place: 'shipped' },
    {
      model: multilingual.model,
      languages: 'about 100',
      place: hasWeights(folder, multilingual.model) ? folder : 'absent',
    },
  ]
  printRows(
    terminal,
    rows.map((row) => ({ ...row, used: row.model === used ? 'yes' : 'no' })),
    json,
  )
}

/**
 * Downloads the multilingual model, about 135 MB, from where its publisher keeps it. Nothing is left half done. Throws
 * CommandFailed when it cannot be had.
 */
export async function pullModel(terminal: Terminal, from: string = cliDefaults.modelsUrl): Promise<void> {
  const folder = modelsFolder(terminal)
  const { model } = multilingual
  if (hasWeights(folder, model)) {
    terminal.note(`${model} is in ${folder} already.`)
    return
  }
  const place = path.join(folder, model)
  const unfinished = `${place}.new`
  try {
    for (const file of weightFiles) {
      terminal.note(`${file} …`)
      await download(`${from}/${model}/resolve/main/${file}`, path.join(unfinished, file))
    }
    await rm(place, { recursive: true, force: true })
    await rename(unfinished, place)
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    terminal.note(
      `${model} could not be downloaded from ${new URL(from).host}: ${reasonOf(error)}. On a machine without a network, put its files (${weightFiles.join(', ')}) into ${place} by hand.`,
    )
    throw new CommandFailed()
  }
  terminal.note(`${model} is in ${folder}. A server uses it from its next start.`)
}

async function download(url: string, file: string): Promise<void> {
  const response = await fetch(url, { signal: AbortSignal.timeout(cliDefaults.downloadMs) })
  if (!response.ok || response.body === null) throw new Error(`it answered ${response.status}`)
  await mkdir(path.dirname(file), { recursive: true })
  await pipeline(Readable.fromWeb(response.body), createWriteStream(file))
}

function modelsFolder(terminal: Terminal): string {
  const { modelsDir, dataDir } = readConfig(terminal.environment())
  return modelsDir ?? path.join(dataDir, 'models')
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}
